//! What a check returns.

use alloc::string::String;

/// What came of a check: `Ok` if the rule held, `Err` if the check stopped before that.
///
/// A check never panics and never unwraps its subject: each step that can go wrong ends in a
/// [`Stop`], so that `?` carries it out.
pub type Outcome = Result<Pass, Stop>;

/// The rule held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pass {
    /// As required.
    Held,
    /// Nothing was required; this is what the subject does (rules of level
    /// [`Char`](super::Level::Char)).
    Fact(String),
}

/// The check ended before it could say that the rule held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The subject broke the rule.
    Fail(Failure),
    /// The rule does not apply to this subject, for this reason.
    Skipped(String),
    /// The check could not set up what it needed, for this reason.
    Inconclusive(String),
}

/// What was required of the subject and what was seen instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What a conforming subject does here.
    pub required: String,
    /// What this subject did.
    pub observed: String,
}

impl Stop {
    /// The subject broke the rule.
    pub fn fail(required: impl Into<String>, observed: impl Into<String>) -> Self {
        Self::Fail(Failure { required: required.into(), observed: observed.into() })
    }

    /// The rule does not apply to this subject.
    pub fn skipped(reason: impl Into<String>) -> Self {
        Self::Skipped(reason.into())
    }

    /// The check could not set up what it needed.
    pub fn inconclusive(reason: impl Into<String>) -> Self {
        Self::Inconclusive(reason.into())
    }
}

/// Stops the check with a failure unless `condition` holds.
///
/// `ensure!(wakes == 1, "one wake for one event", "{wakes} wakes")`: what is required is a string,
/// what was observed a format string.
macro_rules! ensure {
    ($condition:expr, $required:expr, $($observed:tt)+) => {
        if !$condition {
            return Err($crate::conformance::Stop::fail($required, alloc::format!($($observed)+)));
        }
    };
}
pub(crate) use ensure;
