//! The one sign that stands for an outcome.

use async_interop::conformance::Verdict;
use console::Style;

use crate::record::Record;

/// What a cell shows. The sign tells outcomes apart without color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Pass,
    Fact,
    Skipped,
    ExpectedFail,
    Warning,
    Fail,
    Timeout,
    Crash,
    Inconclusive,
    UnexpectedPass,
}

impl Mark {
    /// All of them, as a legend lists them.
    pub(crate) const ALL: [Self; 10] = [
        Self::Pass,
        Self::Fact,
        Self::Skipped,
        Self::ExpectedFail,
        Self::Warning,
        Self::Fail,
        Self::Timeout,
        Self::Crash,
        Self::Inconclusive,
        Self::UnexpectedPass,
    ];

    pub(crate) fn of(record: &Record) -> Self {
        match record.verdict {
            Verdict::Pass if record.is_fact() => Self::Fact,
            Verdict::Pass => Self::Pass,
            Verdict::Skipped => Self::Skipped,
            Verdict::ExpectedFail => Self::ExpectedFail,
            Verdict::UnexpectedPass => Self::UnexpectedPass,
            Verdict::Inconclusive => Self::Inconclusive,
            Verdict::Timeout => Self::Timeout,
            Verdict::Crash => Self::Crash,
            Verdict::Fail if record.fails => Self::Fail,
            _ => Self::Warning,
        }
    }

    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Pass => "✓",
            Self::Fact => "=",
            Self::Skipped => "·",
            Self::ExpectedFail => "w",
            Self::Warning => "!",
            Self::Fail => "✗",
            Self::Timeout => "T",
            Self::Crash => "C",
            Self::Inconclusive => "?",
            Self::UnexpectedPass => "U",
        }
    }

    /// The name in style sheets and in the address of a filtered page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fact => "fact",
            Self::Skipped => "skipped",
            Self::ExpectedFail => "expected",
            Self::Warning => "warning",
            Self::Fail => "fail",
            Self::Timeout => "timeout",
            Self::Crash => "crash",
            Self::Inconclusive => "inconclusive",
            Self::UnexpectedPass => "unexpected",
        }
    }

    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fact => "fact recorded",
            Self::Skipped => "not applicable",
            Self::ExpectedFail => "expected failure (waived)",
            Self::Warning => "SHOULD not met",
            Self::Fail => "failure",
            Self::Timeout => "timeout",
            Self::Crash => "crash",
            Self::Inconclusive => "inconclusive",
            Self::UnexpectedPass => "passes although waived",
        }
    }

    pub(crate) fn style(self) -> Style {
        let style = Style::new();
        match self {
            Self::Pass => style.green(),
            Self::Fact => style.cyan(),
            Self::Skipped => style.dim(),
            Self::ExpectedFail => style.yellow().dim(),
            Self::Warning => style.yellow().bold(),
            Self::Fail
            | Self::Timeout
            | Self::Crash
            | Self::Inconclusive
            | Self::UnexpectedPass => style.red().bold(),
        }
    }
}
