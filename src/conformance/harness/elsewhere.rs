//! Another thread, where there are threads.

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
