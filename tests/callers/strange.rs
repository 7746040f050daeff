//! Strange callers that conform: the suite must not ask for more than the contract does.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
};

use async_interop::{
    conformance::{Work, harness::Stage},
    io::{AsyncReadExt as _, AsyncWriteExt as _, Result, copy},
};

use crate::{callers, nothing};

/// Gives way at every other poll, and wakes itself.
struct GivesWay {
    work: Work,
    gave: bool,
}

impl Future for GivesWay {
    type Output = Result<Vec<u8>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.gave = !self.gave;
        if self.gave {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.work.as_mut().poll(cx)
    }
}

/// Polls with a waker of its own, which wakes twice.
struct OwnWaker(Work);

struct Twice(Waker);

impl Wake for Twice {
    fn wake(self: Arc<Self>) {
        self.0.wake_by_ref();
        self.0.wake_by_ref();
    }
}

impl Future for OwnWaker {
    type Output = Result<Vec<u8>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let twice = Waker::from(Arc::new(Twice(cx.waker().clone())));
        self.0.as_mut().poll(&mut Context::from_waker(&twice))
    }
}

/// Polls twice each time.
struct PollsTwice(Work);

impl Future for PollsTwice {
    type Output = Result<Vec<u8>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let Poll::Ready(result) = self.0.as_mut().poll(cx) {
            return Poll::Ready(result);
        }
        self.0.as_mut().poll(cx)
    }
}

/// Takes a quick look with a waker that wakes nobody, and then one with the task's.
struct LooksFirst(Work);

impl Future for LooksFirst {
    type Output = Result<Vec<u8>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut deaf = Context::from_waker(Waker::noop());
        if let Poll::Ready(result) = self.0.as_mut().poll(&mut deaf) {
            return Poll::Ready(result);
        }
        self.0.as_mut().poll(cx)
    }
}

/// Copies, shuts down, and reads nothing now and then.
fn relay(stage: &Stage) -> Work {
    let (mut from, mut to) = (stage.io(), stage.io());
    Box::pin(async move {
        from.read(&mut []).await?;
        copy(&mut from, &mut to).await?;
        to.write(&[]).await?;
        to.shutdown().await?;
        to.shutdown().await?;
        nothing()
    })
}

callers! {
    gives_way [writes, shuts] |stage| Box::pin(GivesWay { work: relay(stage), gave: false });
    own_waker [writes, shuts] |stage| Box::pin(OwnWaker(relay(stage)));
    polls_twice [writes, shuts] |stage| Box::pin(PollsTwice(relay(stage)));
    looks_first [writes, shuts] |stage| Box::pin(LooksFirst(relay(stage)));
    gives_way_around_a_wrapper [adapter, reads, writes, shuts] |stage| {
        Box::pin(GivesWay { work: stage.converse(stage.io()), gave: false })
    };
    flushes_all_the_time [writes, shuts] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            for byte in Stage::PAYLOAD {
                io.write_all(&[*byte]).await?;
                io.flush().await?;
                io.flush().await?;
            }
            io.shutdown().await?;
            nothing()
        })
    };
    reads_a_byte_at_a_time [reads] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let (mut read, mut byte) = (Vec::new(), [0]);
            while io.read(&mut byte).await? > 0 {
                read.push(byte[0]);
            }
            Ok(read)
        })
    };
}
