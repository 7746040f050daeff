//! Another thread, where there are threads.

use super::Watch;
use crate::conformance::Stop;

/// Runs `work` on another thread and waits for it.
///
/// # Errors
///
/// The rule is skipped without `std`, and the check is inconclusive if `work` panics.
#[cfg(feature = "std")]
pub fn elsewhere<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Stop> {
    let worker = std::thread::spawn(work);
    worker.join().map_err(|_| Stop::inconclusive("the other thread panicked"))
}

/// Runs nothing: there are no threads.
///
/// # Errors
///
/// The rule is skipped.
#[cfg(not(feature = "std"))]
pub fn elsewhere<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Stop> {
    drop(work);
    Err(Stop::skipped("needs threads: feature `std`"))
}

/// Runs each of `works` on a thread of its own, all at once, and waits for them.
///
/// # Errors
///
/// The rule is skipped without `std`, and the check is inconclusive if one panics.
#[cfg(feature = "std")]
pub fn all_at_once<T: Send + 'static>(
    works: alloc::vec::Vec<impl FnOnce() -> T + Send + 'static>,
) -> Result<alloc::vec::Vec<T>, Stop> {
    let workers: alloc::vec::Vec<_> = works.into_iter().map(std::thread::spawn).collect();
    let ended = workers.into_iter().map(std::thread::JoinHandle::join);
    ended.collect::<Result<_, _>>().map_err(|_| Stop::inconclusive("another thread panicked"))
}

/// Runs nothing: there are no threads.
///
/// # Errors
///
/// The rule is skipped.
#[cfg(not(feature = "std"))]
pub fn all_at_once<T: Send + 'static>(
    works: alloc::vec::Vec<impl FnOnce() -> T + Send + 'static>,
) -> Result<alloc::vec::Vec<T>, Stop> {
    drop(works);
    Err(Stop::skipped("needs threads: feature `std`"))
}

/// Runs `work` on another thread, once the future of `watch` has left its waker and `micros`
/// microseconds have passed.
///
/// # Errors
///
/// The rule is skipped without `std`.
#[cfg(feature = "std")]
pub fn once_waiting(
    watch: &Watch,
    micros: usize,
    work: impl FnOnce() + Send + 'static,
) -> Result<Meanwhile, Stop> {
    use core::time::Duration;
    /// A future that nobody polls is not waited for much longer than a check is.
    const MILLIS: usize = 2000;

    let watch = watch.clone();
    let thread = std::thread::spawn(move || {
        for _ in 0..MILLIS * 20 {
            if watch.waker().is_some() {
                break;
            }
            std::thread::sleep(Duration::from_micros(50));
        }
        std::thread::sleep(Duration::from_micros(micros as u64));
        work();
    });
    Ok(Meanwhile { thread })
}

/// Runs nothing: there are no threads.
///
/// # Errors
///
/// The rule is skipped.
#[cfg(not(feature = "std"))]
pub fn once_waiting(
    watch: &Watch,
    micros: usize,
    work: impl FnOnce() + Send + 'static,
) -> Result<Meanwhile, Stop> {
    let _ = (watch, micros);
    drop(work);
    Err(Stop::skipped("needs threads: feature `std`"))
}

/// Work that another thread does.
#[derive(Debug)]
#[must_use = "join it, so that it does not go on after the check"]
pub struct Meanwhile {
    #[cfg(feature = "std")]
    thread: std::thread::JoinHandle<()>,
}

impl Meanwhile {
    /// Waits until the work is done.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if it panicked.
    pub fn join(self) -> Result<(), Stop> {
        #[cfg(feature = "std")]
        self.thread.join().map_err(|_| Stop::inconclusive("the other thread panicked"))?;
        Ok(())
    }
}

/// What tells a thread from others. Without `std` there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    #[cfg(feature = "std")]
    thread: std::thread::ThreadId,
}

/// Returns the place of this thread.
pub fn here() -> Place {
    Place {
        #[cfg(feature = "std")]
        thread: std::thread::current().id(),
    }
}
