//! What is checked, one file per ecosystem.
//!
//! # How do I add one?
//!
//! 1. Choose the file of the ecosystem, or add one, and its line in [`all`].
//! 2. Write the fixture: `pair`, and where the type needs them, `enter` and `settle`.
//! 3. Add a `Subject` called `group/name`, with the version from [`versions`](crate::versions) and the
//!    capabilities that the type's documentation promises.
//! 4. Run it. What it breaks becomes a waiver beside the subject and an entry of
//!    `docs/findings.md`, after a small program has shown the same by hand.

#[path = "../../../tests/rt/fixtures/async_io_clock.rs"]
mod async_io_clock;
mod buffered;
mod connection;
mod inside;
mod streams;
#[path = "../../../tests/rt/fixtures/thread_per_core.rs"]
mod thread_per_core;

mod actix;
mod adapters;
mod async_executor;
mod async_std;
mod bastion;
mod callers;
mod compio;
mod drivers;
mod embassy;
mod embedded;
mod executors;
mod futures;
#[cfg(target_os = "linux")]
mod glommio;
mod hyper;
#[cfg(target_os = "linux")]
mod monoio;
mod ours;
mod smol;
mod timers;
mod tokio;
#[cfg(target_os = "linux")]
mod tokio_uring;
mod waiters;

mod self_test;

use async_interop::conformance::Subject;

use crate::plan;

/// All subjects, in the order of the columns.
pub(crate) fn all() -> Vec<Subject> {
    let mut subjects = Vec::new();
    subjects.extend(ours::subjects());
    subjects.extend(adapters::subjects());
    subjects.extend(callers::subjects());
    subjects.extend(tokio::subjects());
    subjects.extend(smol::subjects());
    subjects.extend(futures::subjects());
    subjects.extend(executors::subjects());
    subjects.extend(drivers::subjects());
    subjects.extend(timers::subjects());
    subjects.extend(async_std::subjects());
    subjects.extend(async_executor::subjects());
    subjects.extend(actix::subjects());
    subjects.extend(bastion::subjects());
    subjects.extend(compio::subjects());
    subjects.extend(embassy::subjects());
    subjects.extend(embedded::subjects());
    subjects.extend(hyper::subjects());
    #[cfg(target_os = "linux")]
    {
        subjects.extend(glommio::subjects());
        subjects.extend(monoio::subjects());
        subjects.extend(tokio_uring::subjects());
    }
    subjects.extend(waiters::subjects());
    subjects.sort_by_key(|subject| place(subject.name()));
    subjects.extend(self_test::subjects());
    subjects
}

/// Where the group of a subject stands: the groups come one after the other.
fn place(name: &str) -> Option<usize> {
    GROUPS.iter().position(|group| *group == plan::group(name))
}

const GROUPS: [&str; 15] = [
    "ours",
    "tokio",
    "smol",
    "futures",
    "async-std",
    "async-executor",
    "actix",
    "bastion",
    "compio",
    "embassy",
    "glommio",
    "monoio",
    "tokio-uring",
    "embedded",
    "hyper",
];

/// Returns how many bytes the program has, for the fixtures of executors.
fn memory() -> usize {
    let stats = stats_alloc::INSTRUMENTED_SYSTEM.stats();
    stats.bytes_allocated.wrapping_sub(stats.bytes_deallocated)
}
