//! Running one check: on its own thread, within a limit, its panic caught.

use alloc::{boxed::Box, format, string::String};
use core::{panic::AssertUnwindSafe, time::Duration};
use std::{io::Write as _, panic::catch_unwind};

use super::{
    Capabilities, Class, Date, Env, Outcome, Report, Rule, SEED_VARIABLE, Stop, Waiver,
    harness::{Hang, message, within},
    preflight::Misfit,
    report::Ending,
};

/// The environment variable that makes a run strict: it is, unless unset, empty or `0`.
pub const STRICT_VARIABLE: &str = "ASYNC_INTEROP_STRICT";
/// The environment variable with the limit of a check, in seconds.
pub const LIMIT_VARIABLE: &str = "ASYNC_INTEROP_LIMIT";

/// How checks are run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// From which the random numbers of a check follow.
    pub seed: u64,
    /// Whether a broken SHOULD and an expired waiver fail the run.
    pub strict: bool,
    /// How long a check may take.
    pub limit: Duration,
}

impl Options {
    /// Reads the options from the environment, so that a run of `cargo test` can be replayed.
    ///
    /// # Panics
    ///
    /// Panics if a variable holds what is not a number, or the limit is 0.
    pub fn from_env() -> Self {
        let number = |name: &str| {
            let text = std::env::var_os(name).filter(|text| !text.is_empty())?;
            match text.to_str().and_then(|text| text.parse().ok()) {
                Some(number) => Some(number),
                None => panic!("{name} is {text:?}: set it to a whole number, or unset it"),
            }
        };
        let default = Self::default();
        let limit = number(LIMIT_VARIABLE).map_or(default.limit, Duration::from_secs);
        assert!(!limit.is_zero(), "{LIMIT_VARIABLE} is 0: set it to 1 second or more, or unset it");
        Self {
            seed: number(SEED_VARIABLE).unwrap_or(default.seed),
            strict: std::env::var(STRICT_VARIABLE).is_ok_and(|value| !matches!(&*value, "" | "0")),
            limit,
        }
    }
}

impl Default for Options {
    /// Seed 1, not strict, 20 seconds.
    fn default() -> Self {
        Self { seed: 1, strict: false, limit: Duration::from_secs(20) }
    }
}

/// Runs `check` for `rule` and judges it.
///
/// The check runs on a thread of its own, so that one that hangs ends in a report that names its
/// rule.
pub fn run(
    rule: &'static Rule,
    capabilities: Capabilities,
    waiver: Option<Waiver>,
    options: Options,
    check: impl FnOnce(&mut Env) -> Outcome + Send + 'static,
) -> Report {
    run_boxed(rule, capabilities, waiver, options, Box::new(check))
}

/// What [`run`] does, compiled once: a program of tests has thousands of checks.
fn run_boxed(
    rule: &'static Rule,
    capabilities: Capabilities,
    waiver: Option<Waiver>,
    options: Options,
    check: Work<Outcome>,
) -> Report {
    let seed = options.seed;
    let ending = match rule.missing(capabilities) {
        Some(_) if rule.class == Class::Untestable => {
            Ending::Returned(Err(Stop::skipped(format!("{}: {}", rule.id, rule.why))))
        }
        Some(name) => Ending::Returned(Err(Stop::skipped(format!(
            "{}: capability `{name}` not declared",
            rule.id
        )))),
        None => match attempt(rule.id, capabilities, options, check) {
            Ok(outcome) => Ending::Returned(outcome),
            Err(Trouble::Panic(message)) => Ending::Crashed(format!("panic: {message}")),
            Err(Trouble::Hang(Hang { limit })) => Ending::TimedOut(format!("{limit:?}")),
        },
    };
    Report::judge(rule, ending, waiver, Date::today(), seed)
}

/// Asks a fixture for what the checks need, before they ask for more.
pub(super) fn preflight(
    capabilities: Capabilities,
    options: Options,
    ask: impl FnOnce(&mut Env) -> Result<(), Misfit> + Send + 'static,
) -> Result<(), Misfit> {
    match attempt("preflight", capabilities, options, Box::new(ask)) {
        Ok(answer) => answer,
        Err(Trouble::Panic(message)) => Err(Misfit::new(format!(
            "the fixture panics: {message}. Where the type needs the context of its runtime, enter \
             it to make one, and in `enter`"
        ))),
        Err(Trouble::Hang(Hang { limit })) => Err(Misfit::new(format!(
            "the fixture does not return within {limit:?}: neither making a subject nor using it \
             once may wait; what a runtime has to do in between belongs to `settle`"
        ))),
    }
}

/// Runs `work` on a thread of its own, within the limit.
fn attempt<T: Send + 'static>(
    name: &'static str,
    capabilities: Capabilities,
    options: Options,
    work: Work<T>,
) -> Result<T, Trouble> {
    let guarded = move || {
        let mut env = Env::new(capabilities, options.seed);
        catch_unwind(AssertUnwindSafe(|| work(&mut env)))
    };
    match within(name, options.limit, guarded) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(panic)) => Err(Trouble::Panic(message(&*panic))),
        Err(hang) => Err(Trouble::Hang(hang)),
    }
}

/// Why work brought no value.
enum Trouble {
    Panic(String),
    Hang(Hang),
}

/// Asks a fixture for what the checks need, as the body of a test: panics if it does not have it.
#[doc(hidden)]
#[track_caller]
pub fn test_preflight(
    capabilities: Capabilities,
    ask: impl FnOnce(&mut Env) -> Result<(), Misfit> + Send + 'static,
) {
    if let Err(misfit) = preflight(capabilities, Options::from_env(), ask) {
        panic!("\n{misfit}\n");
    }
}

/// Runs `check` as the body of a test: panics with the report if the rule is broken.
#[doc(hidden)]
#[track_caller]
pub fn test(
    rule: &'static Rule,
    capabilities: Capabilities,
    waiver: Option<Waiver>,
    check: impl FnOnce(&mut Env) -> Outcome + Send + 'static,
) {
    test_boxed(rule, capabilities, waiver, Box::new(check));
}

#[track_caller]
fn test_boxed(
    rule: &'static Rule,
    capabilities: Capabilities,
    waiver: Option<Waiver>,
    check: Work<Outcome>,
) {
    let options = Options::from_env();
    let report = run_boxed(rule, capabilities, waiver, options, check);
    if report.fails(options.strict) {
        panic!("\n{report}\n");
    }
    if report.warns() || report.observed.is_some() {
        tell(&format!("{report}"));
    }
}

/// Runs the test called `name` in a process of its own: the program that runs now, started again for
/// this test alone, which then calls `body`.
#[doc(hidden)]
#[track_caller]
pub fn test_alone(module: &str, name: &str, body: impl FnOnce()) {
    const ALONE: &str = "ASYNC_INTEROP_ALONE";
    // The harness names tests by their path inside the program.
    let path = module.split_once("::").map_or_else(String::new, |(_, path)| format!("{path}::"));
    let test = format!("{path}{name}");
    if std::env::var(ALONE).is_ok_and(|alone| alone == test) {
        return body();
    }
    let program = match std::env::current_exe() {
        Ok(program) => program,
        Err(error) => panic!("{test} needs a process of its own: {error}"),
    };
    let mut child = std::process::Command::new(program);
    child.args([&test, "--exact", "--nocapture", "--include-ignored"]).env(ALONE, &test);
    match child.output() {
        Ok(output) if output.status.success() => {}
        Ok(output) => panic!(
            "{test}, alone: {}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        ),
        Err(error) => panic!("{test} needs a process of its own: {error}"),
    }
}

/// Says how many of a subject's rules apply.
#[doc(hidden)]
pub fn summary(subject: &str, suites: &[&[&Rule]], capabilities: Capabilities, waived: usize) {
    let rules = suites.iter().flat_map(|rules| rules.iter());
    let all = rules.clone().count();
    let applicable = rules.filter(|rule| rule.missing(capabilities).is_none()).count();
    tell(&format!("{subject}: {applicable} rules apply of {all}, {waived} of them waived"));
}

/// Writes to standard error itself: the test harness captures only what the macros print, and shows
/// it only for tests that fail.
fn tell(text: &str) {
    // One call, so that tests on other threads do not write into the middle of it.
    let _ = std::io::stderr().write_all(format!("{text}\n").as_bytes());
}

/// What is done on a thread of its own.
type Work<T> = Box<dyn FnOnce(&mut Env) -> T + Send>;

/// A question to a fixture, with the fixture inside.
pub(super) type Question = Box<dyn Fn(&mut Env) -> Result<(), Misfit> + Send + Sync>;

/// A check with its fixture inside.
pub(super) type Job = Box<dyn Fn(&mut Env) -> Outcome + Send + Sync>;
