//! The buffered types against std's, call by call: same results, same errors, same calls inside.

use std::{
    io::{self, BufRead as _, Read as _, Seek as _, Write as _},
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use async_interop::io::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BufReader, BufWriter, ErrorKind, LineWriter,
    ReadBuf, Result, SeekFrom,
};
use proptest::{collection::vec, prelude::*};

use super::twin::{Step, Twin};

#[derive(Clone, Debug)]
enum Call {
    Read(usize),
    Fill(usize),
    Seek(SeekFrom),
}

fn calls() -> impl Strategy<Value = Call> {
    prop_oneof![
        (1_usize..20).prop_map(Call::Read), // with no room, std's fills,
        (0_usize..10).prop_map(Call::Fill),
        (0_u64..120).prop_map(|to| Call::Seek(SeekFrom::Start(to))),
        (-110_i64..20).prop_map(|by| Call::Seek(SeekFrom::End(by))),
        (-20_i64..20).prop_map(|by| Call::Seek(SeekFrom::Current(by))),
        (0_i64..3).prop_map(|by| Call::Seek(SeekFrom::Current(i64::MIN + by))),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(
        prop_oneof![
            3 => Just(Step::Pend),
            3 => (1_usize..12).prop_map(Step::AtMost),
            1 => Just(Step::Fail),
        ],
        0..60,
    )
}

/// Without `Pend`: after it, a writer has another look at its room, and may drain less than std's.
fn steps_without_pend() -> impl Strategy<Value = Vec<Step>> {
    steps().prop_map(|steps| steps.into_iter().filter(|step| !matches!(step, Step::Pend)).collect())
}

/// Calls `poll` until it is ready; the script ends, and so does this.
fn drive<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>) -> T {
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = poll(&mut cx) {
            return value;
        }
    }
}

/// An answer that can be compared with std's.
fn ours<T>(result: Result<T>) -> std::result::Result<T, ErrorKind> {
    result.map_err(|error| error.kind())
}

fn theirs<T>(result: io::Result<T>) -> std::result::Result<T, ErrorKind> {
    result.map_err(|error| error.kind().into())
}

proptest! {
    #[test]
    fn buf_reader_reads_and_seeks_as_std(
        script in steps(), capacity in 1_usize..12, calls in vec(calls(), 0..60),
    ) {
        let bytes: Vec<u8> = (0..100).collect();
        let mut std = io::BufReader::with_capacity(capacity, Twin::new(&*bytes, script.clone()));
        let mut own = BufReader::with_capacity(capacity, Twin::new(bytes, script));
        let mut own_pin = pin!(&mut own);
        for call in calls {
            match call {
                Call::Read(room) => {
                    let mut memory = vec![0; room];
                    let wanted = theirs(std.read(&mut memory).map(|n| memory[..n].to_vec()));
                    let mut memory = vec![0; room];
                    let mut buf = ReadBuf::new(&mut memory);
                    let got = drive(|cx| own_pin.as_mut().poll_read(cx, buf.unfilled()));
                    prop_assert_eq!(ours(got.map(|()| buf.filled().to_vec())), wanted);
                }
                Call::Fill(amount) => {
                    let wanted = theirs(std.fill_buf().map(<[u8]>::to_vec));
                    let got = drive(|cx| own_pin.as_mut().poll_fill_buf(cx).map_ok(<[u8]>::to_vec));
                    let got = ours(got);
                    prop_assert_eq!(&got, &wanted);
                    let amount = amount.min(got.map_or(0, |bytes| bytes.len()));
                    std.consume(amount);
                    own_pin.as_mut().consume(amount);
                }
                Call::Seek(position) => {
                    let wanted = theirs(std.seek(position.into()));
                    let got = ours(drive(|cx| own_pin.as_mut().poll_seek(cx, position)));
                    prop_assert_eq!(got, wanted, "{:?}", position);
                }
            }
            prop_assert_eq!(own_pin.buffer(), std.buffer());
        }
    }

    #[test]
    fn buf_writer_writes_as_std(
        script in steps_without_pend(), capacity in 0_usize..12, lens in vec(0_usize..20, 0..60),
    ) {
        let mut std = io::BufWriter::with_capacity(capacity, Twin::new([], script.clone()));
        let mut own = BufWriter::with_capacity(capacity, Twin::new([], script));
        let mut next = 0_u8..;
        for len in lens {
            let chunk: Vec<u8> = (0..len).map(|_| next.next().unwrap() % 100).collect();
            next = next.start % 100..;
            let mut pin = Pin::new(&mut own);
            let got = ours(drive(|cx| pin.as_mut().poll_write(cx, &chunk)));
            prop_assert_eq!(got, theirs(std.write(&chunk)));
            prop_assert_eq!(own.buffer(), std.buffer());
            prop_assert_eq!(&own.get_ref().bytes, &std.get_ref().bytes);
        }
        let mut pin = Pin::new(&mut own);
        while drive(|cx| pin.as_mut().poll_flush(cx)).is_err() {}
        while std.flush().is_err() {}
        prop_assert_eq!(&own.get_ref().bytes, &std.get_ref().bytes);
    }

    #[test]
    fn line_writer_writes_as_std(
        script in steps_without_pend(), capacity in 1_usize..12,
        chunks in vec("[ab\n]{0,20}|[ab]{0,6}|[ab]{0,6}\n", 0..60),
    ) {
        let mut std = io::LineWriter::with_capacity(capacity, Twin::new([], script.clone()));
        let mut own = LineWriter::with_capacity(capacity, Twin::new([], script));
        // std's drains a complete line also for an empty write, which ours may not wait for.
        for chunk in chunks.iter().filter(|chunk| !chunk.is_empty()) {
            let mut pin = Pin::new(&mut own);
            let got = ours(drive(|cx| pin.as_mut().poll_write(cx, chunk.as_bytes())));
            prop_assert_eq!(got, theirs(std.write(chunk.as_bytes())));
            prop_assert_eq!(&own.get_ref().bytes, &std.get_ref().bytes);
        }
        let mut pin = Pin::new(&mut own);
        while drive(|cx| pin.as_mut().poll_flush(cx)).is_err() {}
        while std.flush().is_err() {}
        prop_assert_eq!(&own.get_ref().bytes, &std.get_ref().bytes);
    }
}
