//! Wakes more wakers than it has to.

use std::{
    collections::VecDeque,
    mem,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Wake, Waker},
};

use async_interop::{
    conformance::{self, harness::Token, reference::Receiver},
    stream::{FusedStream, Stream},
};

use super::over::Over;

/// Wakes the last four wakers at each event, and twice.
struct WakesMany {
    stream: Receiver<Token>,
    fan: Arc<Fan>,
}

#[derive(Default)]
struct Fan(Mutex<VecDeque<Waker>>);

impl Fan {
    fn take(&self) -> VecDeque<Waker> {
        mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Wake for Fan {
    fn wake(self: Arc<Self>) {
        for waker in self.take() {
            waker.wake_by_ref();
            waker.wake();
        }
    }
}

impl Stream for WakesMany {
    type Item = Token;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Token>> {
        let waker = cx.waker().clone();
        let mut wakers = self.fan.0.lock().unwrap();
        wakers.push_back(waker);
        let stale = if wakers.len() > 4 { wakers.pop_front() } else { None };
        drop(wakers);
        drop(stale);
        let fan = Waker::from(Arc::clone(&self.fan));
        let polled = Pin::new(&mut self.stream).poll_next(&mut Context::from_waker(&fan));
        if polled.is_ready() {
            drop(self.fan.take());
        }
        polled
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

impl FusedStream for WakesMany {
    fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

conformance::stream!(
    wakes_the_last_four,
    Over(|stream| WakesMany { stream, fan: Arc::default() }),
    capabilities [finite, fused, send, send_xt]
);
