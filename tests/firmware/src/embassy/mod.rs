//! What is checked of embassy, on a board of its own: its executor, its clock, its pipes.

mod buffered;
mod interrupts;
mod owned;
mod pipes;
mod protocol;
mod tasks;
mod time;

use crate::report::Report;

/// Runs all that needs embassy.
pub(crate) fn check(report: &mut Report) {
    interrupts::hold_back();
    tasks::check(report);
    time::check(report);
    pipes::check(report);
    owned::check(report);
    buffered::check(report);
    protocol::check(report);
}
