//! The suite CALLER against what is ours: every wrapper, combinator and helper, with strict partners.
//!
//! They are lists, not macros of the suite: a function is a fixture, so all of them share one type and
//! one copy of the checks. `through_the_macro` is what an implementer writes.
//!
//! | file | what is there |
//! |---|---|
//! | `reading`, `writing`, `copying` | the methods of `io`'s extension traits, and the copies |
//! | `wrappers` | what wraps a reader or a writer |
//! | `adapters`, `terminals` | the methods of `StreamExt` |
//! | `strange` | callers that conform nevertheless |
//! | `futures` | `join!` and its kind, the methods of `FutureExt` |

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod adapters;
mod copying;
mod futures;
mod reading;
mod strange;
mod terminals;
mod through_the_macro;
mod wrappers;
mod writing;

use async_interop::conformance::{Capabilities, Options, Subject, Verdict, Work, harness::Stage};

/// Makes a test of each line: a name, what it is able to do, and a function that puts it to work.
macro_rules! callers {
    ($($name:ident [$($capability:ident),*] $work:expr;)*) => {$(
        #[test]
        fn $name() {
            const CAPABILITIES: async_interop::conformance::Capabilities =
                async_interop::conformance::capabilities![$($capability),*];
            crate::assert_conforms(stringify!($name), CAPABILITIES, $work);
        }
    )*};
}
pub(crate) use callers;

/// Runs all rules of the suite, and lists those that are broken.
#[track_caller]
fn assert_conforms(name: &str, capabilities: Capabilities, work: fn(&Stage) -> Work) {
    let subject = Subject::new(name, "ours").caller(capabilities, move || work);
    let ids: Vec<_> = subject.rules().map(|(_, rule)| rule.id).collect();
    let reports = ids.into_iter().filter_map(|id| subject.run(id, Options::from_env()));
    let reports: Vec<_> = reports.collect();
    let broken = reports.iter().filter(|report| report.fails(true));
    let broken: String = broken.map(|report| format!("{report}\n")).collect();
    assert!(broken.is_empty(), "{name}:\n{broken}");
    let passed = reports.iter().filter(|report| report.verdict == Verdict::Pass).count();
    assert!(passed >= 3, "{name}: {passed} rules apply");
}

/// What a fixture returns whose output does not matter.
fn nothing() -> async_interop::io::Result<Vec<u8>> {
    Ok(Vec::new())
}
