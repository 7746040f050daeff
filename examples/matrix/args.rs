//! What the user asked for.

use std::{num::NonZeroUsize, path::PathBuf, thread, time::Duration};

use async_interop::conformance::Options;
use clap::{CommandFactory as _, Parser, error::ErrorKind, value_parser};

/// Runs the conformance suites against current runtimes and shows what they do.
///
/// Every cell runs in a process of its own, so that a hang or an abort is one cell. The exit code is
/// 0 if every MUST that is not waived held, 1 if not, 2 if an argument was wrong.
#[derive(Debug, Parser)]
#[command(name = "matrix", version)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) selection: Selection,

    #[command(flatten)]
    pub(crate) run: Run,

    /// Lists the rules, one a line, and runs nothing
    #[arg(long)]
    pub(crate) list: bool,

    /// Where to write JSON lines [default: matrix.jsonl in the target folder, for a complete run]
    #[arg(long, value_name = "PATH")]
    pub(crate) json: Option<PathBuf>,

    /// Where to write the page [default: matrix.html in the target folder, for a complete run]
    #[arg(long, value_name = "PATH")]
    pub(crate) html: Option<PathBuf>,

    /// How many cells run at a time [default: as many as there are cores]
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<NonZeroUsize>,

    /// Runs the one selected cell here and prints its record
    #[arg(long, hide = true)]
    pub(crate) in_child: bool,
}

/// Which cells.
#[derive(clap::Args, Debug)]
pub(crate) struct Selection {
    /// Only this subject: its name, its group, or a part of its name (repeatable)
    #[arg(long = "subject", value_name = "NAME")]
    pub(crate) subjects: Vec<String>,

    /// Only this rule, as in READ-01 (repeatable)
    #[arg(long = "rule", value_name = "ID")]
    pub(crate) rules: Vec<String>,

    /// Only this suite, as in READ (repeatable)
    #[arg(long = "suite", value_name = "NAME")]
    pub(crate) suites: Vec<String>,
}

impl Selection {
    /// Returns whether everything is selected.
    pub(crate) fn is_complete(&self) -> bool {
        self.subjects.is_empty() && self.rules.is_empty() && self.suites.is_empty()
    }
}

/// How a cell is run.
#[derive(clap::Args, Clone, Copy, Debug)]
pub(crate) struct Run {
    /// From which the random numbers of a check follow
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,

    /// Lets a broken SHOULD and an expired waiver fail the run
    #[arg(long)]
    pub(crate) strict: bool,

    /// How many seconds a cell may take
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = value_parser!(u64).range(1..=3600))]
    limit: u64,
}

impl Run {
    pub(crate) fn limit(&self) -> Duration {
        Duration::from_secs(self.limit)
    }

    pub(crate) fn options(&self) -> Options {
        Options { seed: self.seed, strict: self.strict, limit: self.limit() }
    }
}

impl Args {
    /// Reads the command line, or ends the process with an explanation.
    pub(crate) fn read() -> Self {
        Self::parse()
    }

    pub(crate) fn jobs(&self) -> usize {
        let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.jobs.unwrap_or_else(cores).get()
    }
}

/// Ends the process as for any wrong argument: the message, how to get help, exit code 2.
pub(crate) fn refuse(message: &str) -> ! {
    Args::command().error(ErrorKind::InvalidValue, message).exit()
}
