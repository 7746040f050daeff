//! One line for each rule, and what comes of them all.

use alloc::{format, vec::Vec};
use core::fmt;

use async_interop::conformance::{Capabilities, Check, Env, Failure, Level, Pass, Stop};

/// From which the random numbers of the checks follow.
const SEED: u64 = 1;

/// How many rules came out how.
pub(crate) struct Report {
    /// Prints a line.
    print: fn(fmt::Arguments<'_>),
    passed: u32,
    failed: u32,
    warned: u32,
    skipped: u32,
}

impl Report {
    pub(crate) fn new(print: fn(fmt::Arguments<'_>)) -> Self {
        Self { print, passed: 0, failed: 0, warned: 0, skipped: 0 }
    }

    /// Runs the checks of one suite, each against a fresh fixture.
    pub(crate) fn suite<F>(
        &mut self,
        subject: &str,
        capabilities: Capabilities,
        checks: Vec<Check<F>>,
        fixture: impl Fn() -> F,
    ) {
        for Check { rule, run } in checks {
            let outcome = match rule.missing(capabilities) {
                Some(name) => Err(Stop::skipped(format!("`{name}` not declared"))),
                None => run(&mut fixture(), &mut Env::new(capabilities, SEED)),
            };
            let (id, print) = (rule.id, self.print);
            let stop = match outcome {
                Ok(Pass::Held) => {
                    self.passed += 1;
                    print(format_args!("pass  {id} {subject}"));
                    continue;
                }
                Ok(Pass::Fact(fact)) => {
                    self.passed += 1;
                    print(format_args!("pass  {id} {subject}: {fact}"));
                    continue;
                }
                Err(Stop::Skipped(why)) => {
                    self.skipped += 1;
                    print(format_args!("skip  {id} {subject}: {why}"));
                    continue;
                }
                Err(stop) => stop,
            };
            if rule.level == Level::Should {
                self.warned += 1;
                print(format_args!("warn  {id} {subject}: {}", rule.statement));
            } else {
                self.failed += 1;
                print(format_args!("FAIL  {id} {subject}: {}", rule.statement));
            }
            match stop {
                Stop::Fail(Failure { required, observed }) => {
                    print(format_args!("      required: {required}"));
                    print(format_args!("      observed: {observed}"));
                }
                Stop::Inconclusive(why) | Stop::Skipped(why) => {
                    print(format_args!("      inconclusive: {why}"));
                }
            }
        }
    }

    /// Leaves out a rule that `docs/findings.md` has an entry of.
    #[cfg(target_os = "none")]
    pub(crate) fn waive<F>(
        &mut self,
        subject: &str,
        checks: &mut Vec<Check<F>>,
        id: &str,
        why: &str,
    ) {
        let before = checks.len();
        checks.retain(|check| check.rule.id != id);
        assert!(checks.len() < before, "no rule is called {id}: remove its waiver");
        self.skipped += 1;
        (self.print)(format_args!("skip  {id} {subject}: {why}"));
    }

    /// Compares what came out of a program with what should have.
    #[cfg(target_os = "none")]
    pub(crate) fn compare<T: fmt::Debug + PartialEq + ?Sized>(
        &mut self,
        subject: &str,
        required: &T,
        observed: &T,
    ) {
        let print = self.print;
        if required == observed {
            self.passed += 1;
            return print(format_args!("pass  {subject}"));
        }
        self.failed += 1;
        print(format_args!("FAIL  {subject}"));
        print(format_args!("      required: {required:?}"));
        print(format_args!("      observed: {observed:?}"));
    }

    /// Prints the sum, and returns whether all went well.
    pub(crate) fn end(self) -> bool {
        let Self { print, passed, failed, warned, skipped } = self;
        print(format_args!("{passed} passed, {failed} failed, {warned} warned, {skipped} skipped"));
        // A suite that lost its rules is no success.
        failed == 0 && passed > 0
    }
}
