//! Our `Cursor`, and std's through our traits, against std's through std's: random scripts.

use std::{
    io::{self, BufRead as _, Read as _, Seek as _, Write},
    pin::Pin,
};

use async_interop::io::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, Cursor, SeekFrom};
use proptest::{collection::vec, prelude::*};

use super::support::{fill, read, seek, write, write_vectored};

#[derive(Clone, Debug)]
enum Op {
    Read(usize),
    Consume(usize),
    Write(Vec<u8>),
    WriteVectored(Vec<Vec<u8>>),
    Seek(SeekFrom),
}

fn op() -> impl Strategy<Value = Op> {
    let bytes = || vec(any::<u8>(), 0..6);
    prop_oneof![
        (0..9_usize).prop_map(Op::Read),
        (0..9_usize).prop_map(Op::Consume),
        bytes().prop_map(Op::Write),
        vec(bytes(), 0..4).prop_map(Op::WriteVectored),
        (0..40_u64).prop_map(|n| Op::Seek(SeekFrom::Start(n))),
        (-30..30_i64).prop_map(|n| Op::Seek(SeekFrom::End(n))),
        (-30..30_i64).prop_map(|n| Op::Seek(SeekFrom::Current(n))),
    ]
}

/// What one operation returns: a number and bytes, or the kind of an error.
type Seen = Result<(u64, Vec<u8>), io::ErrorKind>;

fn ours<T: AsyncRead + AsyncBufRead + AsyncWrite + AsyncSeek + Unpin>(
    cursor: &mut T,
    op: &Op,
) -> Seen {
    let seen = match op {
        Op::Read(room) => read(cursor, *room).map(|bytes| (0, bytes)),
        Op::Consume(n) => {
            let buffered = fill(cursor);
            Pin::new(cursor).consume((*n).min(buffered.len()));
            Ok((0, buffered))
        }
        Op::Write(bytes) => write(cursor, bytes).map(|n| (n as u64, Vec::new())),
        Op::WriteVectored(slices) => {
            let slices = slices.iter().map(Vec::as_slice).collect::<Vec<_>>();
            write_vectored(cursor, &slices).map(|n| (n as u64, Vec::new()))
        }
        Op::Seek(position) => seek(cursor, *position).map(|at| (at, Vec::new())),
    };
    seen.map_err(|error| error.kind().into())
}

fn model<T: AsRef<[u8]>>(cursor: &mut io::Cursor<T>, op: &Op) -> Seen
where
    io::Cursor<T>: Write,
{
    let seen = match op {
        Op::Read(room) => {
            let mut bytes = vec![0; *room];
            cursor.read(&mut bytes).map(|n| {
                bytes.truncate(n);
                (0, bytes)
            })
        }
        Op::Consume(n) => {
            let buffered = cursor.fill_buf().unwrap().to_vec();
            cursor.consume((*n).min(buffered.len()));
            Ok((0, buffered))
        }
        // The one difference: std fills the gap before the position also for an empty write.
        Op::Write(bytes) if bytes.is_empty() => Ok((0, Vec::new())),
        Op::WriteVectored(slices) if slices.iter().all(Vec::is_empty) => Ok((0, Vec::new())),
        Op::Write(bytes) => cursor.write(bytes).map(|n| (n as u64, Vec::new())),
        Op::WriteVectored(slices) => {
            let slices = slices.iter().map(|slice| io::IoSlice::new(slice)).collect::<Vec<_>>();
            cursor.write_vectored(&slices).map(|n| (n as u64, Vec::new()))
        }
        Op::Seek(position) => cursor.seek((*position).into()).map(|at| (at, Vec::new())),
    };
    seen.map_err(|error| error.kind())
}

proptest! {
    #[test]
    fn over_a_vector(start in vec(any::<u8>(), 0..12), ops in vec(op(), 0..24)) {
        let mut mine = Cursor::new(start.clone());
        let mut theirs = io::Cursor::new(start.clone());
        let mut expected = io::Cursor::new(start);
        for op in &ops {
            let seen = model(&mut expected, op);
            prop_assert_eq!(ours(&mut mine, op), seen.clone(), "{:?}", op);
            prop_assert_eq!(ours(&mut theirs, op), seen, "{:?}", op);
            prop_assert_eq!(mine.get_ref(), expected.get_ref());
            prop_assert_eq!(mine.position(), expected.position());
            prop_assert_eq!(&theirs, &expected);
        }
    }

    #[test]
    fn over_an_array(ops in vec(op(), 0..24)) {
        let mut mine = Cursor::new([1; 16]);
        let mut theirs = io::Cursor::new([1; 16]);
        let mut expected = io::Cursor::new([1; 16]);
        for op in &ops {
            let seen = model(&mut expected, op);
            prop_assert_eq!(ours(&mut mine, op), seen.clone(), "{:?}", op);
            prop_assert_eq!(ours(&mut theirs, op), seen, "{:?}", op);
            prop_assert_eq!(mine.get_ref(), expected.get_ref());
            prop_assert_eq!(mine.position(), expected.position());
            prop_assert_eq!(&theirs, &expected);
        }
    }
}
