//! A closure on its way to a thread that it may block.

use alloc::boxed::Box;
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use futures_task::FutureObj;

/// A closure on its way to a thread that it may block.
///
/// This is what [`SpawnBlocking`](crate::task::SpawnBlocking) takes, so that the trait works as a
/// `dyn`, and so that a closure with a [`JoinHandle`](crate::task::JoinHandle) is one allocation.
///
/// # Examples
///
/// ```
/// use async_interop::task::BlockingTask;
///
/// let task = BlockingTask::new(|| println!("reading a large file"));
/// std::thread::spawn(move || task.run()).join().unwrap();
/// ```
#[must_use = "dropping the task drops the closure without calling it"]
pub struct BlockingTask {
    /// Ready at the first poll: made of [`Call`]s only.
    task: FutureObj<'static, ()>,
}

impl BlockingTask {
    /// Boxes a closure.
    pub fn new<F: FnOnce() + Send + 'static>(closure: F) -> Self {
        Self::from_call(FutureObj::new(Box::new(Call::new(closure))))
    }

    /// `task` is ready when it is polled once.
    pub(super) const fn from_call(task: FutureObj<'static, ()>) -> Self {
        Self { task }
    }

    /// Calls the closure on the current thread, and returns when it has.
    ///
    /// If it was aborted before, it is dropped instead.
    ///
    /// # Panics
    ///
    /// Panics if the closure does. With a [`JoinHandle`](crate::task::JoinHandle) and the feature
    /// `std`, the panic goes to the handle instead.
    pub fn run(mut self) {
        let polled = Pin::new(&mut self.task).poll(&mut Context::from_waker(Waker::noop()));
        debug_assert!(polled.is_ready(), "a call is ready at once");
    }
}

impl fmt::Debug for BlockingTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingTask").finish_non_exhaustive()
    }
}

/// A closure as a future that is ready at the first poll, so that the task cell fits it.
pub(super) struct Call<F> {
    closure: Option<F>,
}

impl<F> Call<F> {
    pub(super) const fn new(closure: F) -> Self {
        Self { closure: Some(closure) }
    }
}

// The closure is moved out before it is called: it is never pinned.
impl<F> Unpin for Call<F> {}

impl<T, F: FnOnce() -> T> Future for Call<F> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        let closure = self.closure.take().expect("a call is polled once");
        Poll::Ready(closure())
    }
}

static_assertions::assert_impl_all!(BlockingTask: Send, Unpin);
