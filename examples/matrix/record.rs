//! What came of one cell: a line of the JSON report, and what a child sends to its parent.

use std::time::Duration;

use async_interop::conformance::{Report, Subject, Verdict};
use serde::{Deserialize, Serialize};

use crate::args::Run;

/// What came of one rule for one subject.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Record {
    pub(crate) subject: String,
    pub(crate) version: String,
    pub(crate) suite: String,
    pub(crate) rule: String,
    pub(crate) level: String,
    #[serde(with = "verdict")]
    pub(crate) verdict: Verdict,
    /// Whether the run has failed with this cell; a broken SHOULD does so in a strict run only.
    pub(crate) fails: bool,
    /// Whether there is something to tell although the run has not failed.
    pub(crate) warns: bool,
    pub(crate) required: Option<String>,
    pub(crate) observed: Option<String>,
    pub(crate) waiver: Option<String>,
    pub(crate) expired: bool,
    pub(crate) seed: u64,
    pub(crate) millis: u64,
    /// The last lines that the cell's process wrote to its standard error.
    pub(crate) stderr: String,
}

impl Record {
    pub(crate) fn new(
        subject: &Subject,
        suite: &str,
        report: Report,
        run: &Run,
        elapsed: Duration,
    ) -> Self {
        let fails = report.fails(run.strict);
        Self {
            subject: subject.name().into(),
            version: subject.version().into(),
            suite: suite.into(),
            rule: report.rule.id.into(),
            level: report.rule.level.to_string(),
            verdict: report.verdict,
            fails,
            warns: !fails && report.warns(),
            required: report.required,
            observed: report.observed,
            waiver: report.waiver.map(|waiver| waiver.to_string()),
            expired: report.expired,
            seed: report.seed,
            millis: elapsed.as_millis().try_into().unwrap_or(u64::MAX),
            stderr: String::new(),
        }
    }

    /// The command that runs this cell again.
    pub(crate) fn replay(&self) -> String {
        format!(
            "cargo run --release --all-features --example matrix -- --subject {} --rule {} --seed {}",
            self.subject, self.rule, self.seed
        )
    }

    /// Whether the check recorded a fact that nothing requires.
    pub(crate) fn is_fact(&self) -> bool {
        self.verdict == Verdict::Pass && self.observed.is_some()
    }

    /// Whether the rule is broken as a waiver says, and the run goes on.
    pub(crate) fn is_expected(&self) -> bool {
        self.verdict == Verdict::ExpectedFail && !self.fails
    }

    /// Whether the rule was judged: it applies to the subject.
    pub(crate) fn applies(&self) -> bool {
        self.verdict != Verdict::Skipped
    }
}

/// A verdict as its words.
mod verdict {
    use async_interop::conformance::Verdict;
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    const ALL: [Verdict; 8] = [
        Verdict::Pass,
        Verdict::Fail,
        Verdict::ExpectedFail,
        Verdict::UnexpectedPass,
        Verdict::Skipped,
        Verdict::Inconclusive,
        Verdict::Timeout,
        Verdict::Crash,
    ];

    pub(super) fn serialize<S: Serializer>(verdict: &Verdict, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(verdict)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Verdict, D::Error> {
        let text = String::deserialize(from)?;
        let known = ALL.into_iter().find(|verdict| verdict.to_string() == text);
        known.ok_or_else(|| D::Error::custom(format!("`{text}` is no verdict")))
    }
}
