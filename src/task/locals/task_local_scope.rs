//! A future for which a task-local is set.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::TaskLocal;
use crate::task::ambient::CANNOT_SET;

pin_project! {
    /// Future returned by [`TaskLocal::scope`].
    #[must_use = "futures do nothing unless polled"]
    pub struct TaskLocalScope<T: 'static, F> {
        local: &'static TaskLocal<T>,
        // While the task-local is set, this is what was set before.
        value: Option<T>,
        // `None` once it is dropped.
        #[pin]
        future: Option<F>,
    }

    impl<T: 'static, F> PinnedDrop for TaskLocalScope<T, F> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            // If it cannot be set, the future is dropped without.
            let _set = Set::new(this.local, this.value);
            this.future.set(None);
        }
    }
}

impl<T: 'static, F> TaskLocalScope<T, F> {
    pub(super) const fn new(local: &'static TaskLocal<T>, value: T, future: F) -> Self {
        Self { local, value: Some(value), future: Some(future) }
    }
}

impl<T: 'static, F: Future> Future for TaskLocalScope<T, F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let _set = Set::new(this.local, this.value).expect(CANNOT_SET);
        this.future.as_pin_mut().expect("a future is there until it is dropped").poll(cx)
    }
}

impl<T: 'static, F> fmt::Debug for TaskLocalScope<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskLocalScope").field("local", self.local).finish_non_exhaustive()
    }
}

/// Ends the setting of a task-local when it is dropped, also by a panic.
struct Set<'a, T: 'static> {
    local: &'static TaskLocal<T>,
    value: &'a mut Option<T>,
}

impl<'a, T: 'static> Set<'a, T> {
    fn new(local: &'static TaskLocal<T>, value: &'a mut Option<T>) -> Option<Self> {
        if !local.swap_in(value) {
            return None;
        }
        Some(Self { local, value })
    }
}

impl<T: 'static> Drop for Set<'_, T> {
    fn drop(&mut self) {
        self.local.swap_out(self.value);
    }
}
