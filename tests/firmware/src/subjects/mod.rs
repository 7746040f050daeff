//! What is checked, by the families of the suites.

mod bytes;
mod callers;
mod streams;
mod tasks;

use crate::report::Report;

/// Runs all that needs no more than an allocator.
pub(crate) fn check(report: &mut Report) {
    bytes::check(report);
    streams::check(report);
    tasks::check(report);
    callers::check(report);
}
