//! Models of the lock that the halves of `io::split` share: they exclude each other, and a half that
//! had to wait is woken through its newest waker.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll},
};

use async_interop::io::{
    self, AsyncRead, AsyncWrite, ReadBuf, ReadCursor, ReadHalf, Result, WriteHalf,
};

use loom::thread;

use super::model::{Wakes, model, race};

/// Counts its polls, without any synchronization of its own: loom watches the cell that it is in.
struct Count(usize);

impl AsyncRead for Count {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        self.0 += 1;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Count {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<Result<usize>> {
        self.0 += 1;
        Poll::Ready(Ok(1))
    }

    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        self.0 += 1;
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

fn poll_read(reader: &mut ReadHalf<Count>, cx: &mut Context<'_>) -> Poll<()> {
    let mut memory = [0];
    let mut buf = ReadBuf::new(&mut memory);
    Pin::new(reader).poll_read(cx, buf.unfilled()).map(Result::unwrap)
}

/// Polls, and polls again for each wake, until `poll` is ready. loom reports a wake that is lost.
fn finish(wakes: &Wakes, mut poll: impl FnMut(&mut Context<'_>) -> Poll<()>) {
    let mut future = pin!(poll_fn(|cx| poll(cx)));
    while wakes.poll(future.as_mut()).is_pending() {
        wakes.wait();
        // While the other half leaves, this one wakes itself: let the other one go on.
        thread::yield_now();
    }
}

fn read(mut reader: ReadHalf<Count>, times: usize) -> (ReadHalf<Count>, Wakes) {
    let wakes = Wakes::new();
    for _ in 0..times {
        finish(&wakes, |cx| poll_read(&mut reader, cx));
    }
    (reader, wakes)
}

fn flush(mut writer: WriteHalf<Count>) -> (WriteHalf<Count>, Wakes) {
    let wakes = Wakes::new();
    finish(&wakes, |cx| Pin::new(&mut writer).poll_flush(cx).map(Result::unwrap));
    (writer, wakes)
}

#[test]
fn halves_exclude_and_wake_each_other() {
    model(|| {
        let (reader, writer) = io::split(Count(0));
        let ((reader, read_wakes), (writer, write_wakes)) =
            race(move || read(reader, 2), move || flush(writer));
        read_wakes.assert_released();
        write_wakes.assert_released();
        assert_eq!(reader.reunite(writer).unwrap().0, 3);
    });
}

#[test]
fn the_newest_waker_is_woken() {
    model(|| {
        let (reader, mut writer) = io::split(Count(0));
        let ((reader, _), (writer, stale)) = race(
            move || read(reader, 1),
            move || {
                let stale = Wakes::new();
                let once = poll_fn(|cx| Pin::new(&mut writer).poll_flush(cx));
                if stale.poll(pin!(once)).is_pending() {
                    let (writer, newest) = flush(writer);
                    newest.assert_released();
                    return (writer, stale);
                }
                (writer, stale)
            },
        );
        stale.assert_released();
        assert_eq!(reader.reunite(writer).unwrap().0, 2);
    });
}

#[test]
fn a_half_may_be_dropped_while_it_waits() {
    model(|| {
        let (reader, mut writer) = io::split(Count(0));
        let ((reader, _), wakes) = race(
            move || read(reader, 1),
            move || {
                let wakes = Wakes::new();
                let _ = wakes.poll(pin!(poll_fn(|cx| Pin::new(&mut writer).poll_flush(cx))));
                drop(writer);
                wakes
            },
        );
        wakes.assert_released();
        drop(reader);
    });
}
