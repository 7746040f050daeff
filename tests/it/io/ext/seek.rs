//! `seek`, `rewind`, `stream_position`.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::io::{AsyncSeek, AsyncSeekExt, Cursor, ErrorKind, Result, SeekFrom};

use super::support::{Task, count, finish};

/// Pends once before each seek, and notes what it was asked for.
#[derive(Default)]
struct Slow {
    inner: Cursor<Vec<u8>>,
    waited: bool,
    asked: Vec<SeekFrom>,
}

impl AsyncSeek for Slow {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        self.asked.push(position);
        self.waited = !self.waited;
        if self.waited {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Pin::new(&mut self.inner).poll_seek(cx, position)
    }
}

#[test]
fn seeks_by_asking_for_the_same_position_again() {
    let mut file = Slow { inner: Cursor::new(vec![0; 10]), ..Slow::default() };
    assert_eq!(count(file.seek(SeekFrom::Start(4))).1, 1);
    assert_eq!(finish(file.seek(SeekFrom::Current(3))).unwrap(), 7);
    assert_eq!(finish(file.stream_position()).unwrap(), 7);
    assert_eq!(finish(file.seek(SeekFrom::End(-1))).unwrap(), 9);
    finish(file.rewind()).unwrap();
    assert_eq!(finish(file.stream_position()).unwrap(), 0);
    assert!(file.asked.chunks(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_seek_before_the_start_is_an_error_and_moves_nothing() {
    let mut file = Cursor::new([0; 10]);
    finish(file.seek(SeekFrom::Start(3))).unwrap();
    for position in [SeekFrom::Current(-4), SeekFrom::End(-11), SeekFrom::Current(i64::MIN)] {
        let error = finish(file.seek(position)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(finish(file.stream_position()).unwrap(), 3);
    }
    assert_eq!(finish(file.seek(SeekFrom::Start(u64::MAX))).unwrap(), u64::MAX);
}

#[test]
fn dropped_before_it_was_polled_nothing_is_asked() {
    let mut file = Slow::default();
    drop(file.seek(SeekFrom::Start(4)));
    assert!(file.asked.is_empty());
    assert!(Task::default().poll(file.rewind()).is_pending());
    assert_eq!(file.asked, [SeekFrom::Start(0)]);
}
