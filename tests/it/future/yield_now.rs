use std::{
    future::Future,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use async_interop::future::yield_now;

#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn is_pending_once_and_wakes_once() {
    let count = Arc::new(Count::default());
    let waker = Waker::from(Arc::clone(&count));
    let mut cx = Context::from_waker(&waker);
    let mut future = pin!(yield_now());
    assert_eq!(count.0.load(Ordering::Relaxed), 0);
    assert_eq!(future.as_mut().poll(&mut cx), Poll::Pending);
    assert_eq!(count.0.load(Ordering::Relaxed), 1);
    for _ in 0..3 {
        assert_eq!(future.as_mut().poll(&mut cx), Poll::Ready(()));
    }
    assert_eq!(count.0.load(Ordering::Relaxed), 1);
    // No clone of the waker is kept.
    assert_eq!(Arc::strong_count(&count), 2);
}
