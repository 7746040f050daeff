//! `copy`, `copy_buf`.

use async_interop::io::{AsyncReadExt, ErrorKind, Result, copy, copy_buf, repeat, sink};

use super::support::{Data, Fail, Reader, Stall, Take, Task, Wait, Writer, finish, pieces};

/// Both forms, with the same expectations.
#[track_caller]
fn both(reader: &Reader, writer: &Writer, check: impl Fn(Result<u64>, &Reader, &Writer)) {
    let (mut r, mut w) = (reader.clone(), writer.clone());
    let result = finish(copy(&mut r, &mut w));
    check(result, &r, &w);
    let (mut r, mut w) = (reader.clone(), writer.clone());
    let result = finish(copy_buf(&mut r, &mut w));
    check(result, &r, &w);
}

#[test]
fn copies_all_and_counts_it() {
    let data: Vec<u8> = (0..20_000_u32).map(|n| n as u8).collect();
    for len in [0, 1, 8191, 8192, 8193, 20_000] {
        for piece in [1, 100, 8192, 100_000] {
            let data = &data[..len];
            let reader = Reader::new(pieces(data, piece, false));
            both(&reader, &Writer::default(), |result, _, writer| {
                assert_eq!(result.unwrap(), len as u64);
                assert_eq!(writer.bytes, data);
            });
        }
    }
}

#[test]
fn flushes_once_when_the_reader_waits_and_at_the_end_and_shuts_nothing() {
    let reader = Reader::new([Wait, Data(b"ab".into()), Wait, Wait, Data(b"c".into())]);
    both(&reader, &Writer::default(), |result, _, writer| {
        assert_eq!(result.unwrap(), 3);
        assert_eq!(writer.log, "wfwf");
    });
}

#[test]
fn flushes_nothing_when_nothing_was_written() {
    both(&Reader::new([Wait]), &Writer::default(), |result, _, writer| {
        assert_eq!(result.unwrap(), 0);
        assert_eq!(writer.log, "");
    });
}

/// What was written reaches the peer, though the reader never has more.
#[test]
fn flushes_while_the_reader_stalls() {
    let mut writer = Writer { flush_steps: [Wait, Take(0)].into(), ..Writer::default() };
    let mut reader = Reader::new([Data(b"ab".into()), Stall]);
    let mut future = copy(&mut reader, &mut writer);
    let task = Task::default();
    assert!(task.poll(&mut future).is_pending());
    assert_eq!(task.wakes(), 1);
    assert!(task.poll(&mut future).is_pending());
    assert_eq!(task.wakes(), 1);
    assert_eq!(future.written(), 2);
    assert_eq!(writer.log, "wf");
}

#[test]
fn a_flush_that_waits_does_not_hold_the_reader_back() {
    let mut writer = Writer { flush_steps: [Stall].into(), ..Writer::default() };
    let mut reader = Reader::new([Data(b"a".into()), Wait, Data(b"b".into()), Stall]);
    let mut future = copy(&mut reader, &mut writer);
    let task = Task::default();
    for _ in 0..3 {
        assert!(task.poll(&mut future).is_pending());
    }
    assert_eq!(future.written(), 2);
}

#[test]
fn short_and_slow_writes() {
    both(&Reader::slow(b"abcdef"), &Writer::slow(), |result, _, writer| {
        assert_eq!(result.unwrap(), 6);
        assert_eq!(writer.bytes, b"abcdef");
    });
    let reader = Reader::new([Data(b"abcdef".into())]);
    both(&reader, &Writer::slow(), |result, _, writer| {
        assert_eq!(result.unwrap(), 6);
        assert_eq!(writer.log, "wwwwwwf");
    });
}

#[test]
fn a_writer_that_takes_no_more() {
    let reader = Reader::new([Data(b"abc".into())]);
    both(&reader, &Writer::new([Take(1), Take(0)]), |result, _, writer| {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::WriteZero);
        assert_eq!(writer.bytes, b"a");
    });
}

#[test]
fn errors_of_each_side() {
    let reader = Reader::new([Data(b"abc".into()), Fail(ErrorKind::TimedOut), Data(b"d".into())]);
    both(&reader, &Writer::default(), |result, _, writer| {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::TimedOut);
        assert_eq!(writer.bytes, b"abc");
    });
    let reader = Reader::new([Data(b"abc".into())]);
    both(&reader, &Writer::new([Take(1), Fail(ErrorKind::BrokenPipe)]), |result, _, writer| {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::BrokenPipe);
        assert_eq!(writer.bytes, b"a");
    });
    let writer = Writer { flush_steps: [Fail(ErrorKind::StorageFull)].into(), ..Writer::default() };
    both(&reader, &writer, |result, _, _| {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::StorageFull);
    });
}

#[test]
fn goes_on_after_an_error() {
    let mut reader = Reader::new([Data(b"ab".into()), Fail(ErrorKind::TimedOut)]);
    let mut writer = Writer::new([Take(1), Fail(ErrorKind::TimedOut)]);
    let mut future = copy(&mut reader, &mut writer);
    assert!(finish(&mut future).is_err());
    assert!(finish(&mut future).is_err());
    assert_eq!(finish(&mut future).unwrap(), 2);
    assert_eq!(writer.bytes, b"ab");
}

#[test]
fn copy_buf_dropped_anywhere_keeps_what_was_done() {
    for polls in 0..14 {
        let mut reader = Reader::new(pieces(b"abcdef", 2, true));
        let mut writer = Writer::slow();
        let mut future = copy_buf(&mut reader, &mut writer);
        let task = Task::default();
        for _ in 0..polls {
            let _ = task.poll(&mut future);
        }
        assert_eq!(future.written(), writer.bytes.len() as u64);
        assert_eq!([&writer.bytes[..], &reader.rest()].concat(), b"abcdef");
    }
}

#[test]
fn copy_dropped_tells_how_much_was_written() {
    for polls in 0..14 {
        let mut reader = Reader::slow(b"abcdef");
        let mut writer = Writer::slow();
        let mut future = copy(&mut reader, &mut writer);
        let task = Task::default();
        for _ in 0..polls {
            let _ = task.poll(&mut future);
        }
        let written = future.written();
        assert_eq!(writer.bytes, &b"abcdef"[..written as usize]);
    }
}

/// Two sides that are always ready do not keep the thread for ever.
#[test]
fn gives_others_a_turn() {
    let task = Task::default();
    let (mut source, mut target) = (repeat(7), sink());
    assert!(task.poll(copy(&mut source, &mut target)).is_pending());
    assert_eq!(task.wakes(), 1);
    let mut source = Reader::new(pieces(&[7; 1000], 1, false));
    assert!(task.poll(copy_buf(&mut source, &mut target)).is_pending());
    assert_eq!(task.wakes(), 2);
    let (mut source, mut target) = (repeat(7).take(10_000_000), sink());
    assert_eq!(finish(copy(&mut source, &mut target)).unwrap(), 10_000_000);
}

#[test]
fn copies_between_trait_objects() {
    let (mut reader, mut writer) = (Reader::slow(b"ab"), Writer::slow());
    let reader: &mut (dyn async_interop::io::AsyncBufRead + Unpin) = &mut reader;
    let writer: &mut (dyn async_interop::io::AsyncWrite + Unpin) = &mut writer;
    assert_eq!(finish(copy_buf(reader, writer)).unwrap(), 2);
    assert_eq!(finish(copy(reader, writer)).unwrap(), 0);
}
