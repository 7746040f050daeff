//! What a run says about one rule.

use alloc::{
    format,
    string::{String, ToString as _},
};
use core::fmt;

use super::{Class, Date, Level, Outcome, Pass, Rule, SEED_VARIABLE, Stop, Waiver};

/// What a run says about one rule and one subject.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// The rule.
    pub rule: &'static Rule,
    /// What came of it.
    pub verdict: Verdict,
    /// What a conforming subject does, where this one failed.
    pub required: Option<String>,
    /// What this one did: the failure, the fact, or the reason for which nothing was judged.
    pub observed: Option<String>,
    /// The waiver, where the subject has one for this rule.
    pub waiver: Option<Waiver>,
    /// Whether the waiver is past its day.
    pub expired: bool,
    /// The seed that repeats the run.
    pub seed: u64,
}

/// What came of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// The rule held, or the fact was recorded.
    Pass,
    /// The rule was broken.
    Fail,
    /// The rule was broken, and a waiver says so.
    ExpectedFail,
    /// The rule held although a waiver says that it does not.
    UnexpectedPass,
    /// The rule does not apply to the subject.
    Skipped,
    /// The check could not set up what it needed.
    Inconclusive,
    /// The check did not end in time.
    Timeout,
    /// The subject panicked or ended the process.
    Crash,
}

/// How a check ended, seen from outside.
#[derive(Clone, Debug)]
pub enum Ending {
    /// It returned.
    Returned(Outcome),
    /// It did not end in time; the text says how long it had.
    TimedOut(String),
    /// It panicked or ended the process; the text is the message or the signal.
    Crashed(String),
}

impl Report {
    /// Judges how the check of `rule` ended.
    pub fn judge(
        rule: &'static Rule,
        ending: Ending,
        waiver: Option<Waiver>,
        today: Date,
        seed: u64,
    ) -> Self {
        let (verdict, required, observed) = match ending {
            Ending::Returned(Ok(Pass::Held)) => (Verdict::Pass, None, None),
            Ending::Returned(Ok(Pass::Fact(fact))) => (Verdict::Pass, None, Some(fact)),
            Ending::Returned(Err(Stop::Fail(failure))) => {
                (Verdict::Fail, Some(failure.required), Some(failure.observed))
            }
            Ending::Returned(Err(Stop::Skipped(why))) => (Verdict::Skipped, None, Some(why)),
            Ending::Returned(Err(Stop::Inconclusive(why))) => {
                (Verdict::Inconclusive, None, Some(why))
            }
            Ending::TimedOut(limit) => (
                Verdict::Timeout,
                Some(rule.statement.to_string()),
                Some(format!("the check did not end within {limit}")),
            ),
            Ending::Crashed(message) => {
                (Verdict::Crash, Some(rule.statement.to_string()), Some(message))
            }
        };
        let verdict = match (waiver, verdict) {
            (Some(_), Verdict::Fail | Verdict::Timeout | Verdict::Crash) => Verdict::ExpectedFail,
            // A race may be missed once; only what takes the same path each time proves the bug gone.
            (Some(_), Verdict::Pass) if rule.class == Class::Deterministic => {
                Verdict::UnexpectedPass
            }
            (_, verdict) => verdict,
        };
        let expired = waiver.is_some_and(|waiver| waiver.is_expired(today));
        Self { rule, verdict, required, observed, waiver, expired, seed }
    }

    /// Returns whether the run has failed with this report.
    ///
    /// A broken [`Should`](Level::Should) and an expired waiver fail a `strict` run only.
    pub fn fails(&self, strict: bool) -> bool {
        match self.verdict {
            Verdict::Pass | Verdict::Skipped => false,
            Verdict::ExpectedFail => strict && self.expired,
            Verdict::UnexpectedPass => true,
            Verdict::Fail | Verdict::Inconclusive | Verdict::Timeout | Verdict::Crash => {
                strict || self.rule.level != Level::Should
            }
        }
    }

    /// Returns whether there is something to tell though the run has not failed.
    pub fn warns(&self) -> bool {
        self.expired || !matches!(self.verdict, Verdict::Pass | Verdict::Skipped)
    }
}

impl fmt::Display for Report {
    /// Writes the four lines of a failure: id and claim, required, observed, how to replay.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}: {}", self.rule.id, self.verdict, self.rule.statement)?;
        if let Some(required) = &self.required {
            writeln!(f, "  required: {required}")?;
        }
        if let Some(observed) = &self.observed {
            writeln!(f, "  observed: {observed}")?;
        }
        match self.waiver {
            Some(waiver) if self.verdict == Verdict::UnexpectedPass => {
                writeln!(f, "  waived:   {waiver}; the rule holds now: remove the waiver")?;
            }
            Some(waiver) if self.expired => {
                writeln!(f, "  waived:   {waiver}; that day is past: check again, then renew it")?;
            }
            Some(waiver) => writeln!(f, "  waived:   {waiver}")?,
            None => {}
        }
        write!(f, "  replay:   {}={}", SEED_VARIABLE, self.seed)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::ExpectedFail => "expected fail",
            Self::UnexpectedPass => "unexpected pass",
            Self::Skipped => "skipped",
            Self::Inconclusive => "inconclusive",
            Self::Timeout => "timeout",
            Self::Crash => "crash",
        })
    }
}
