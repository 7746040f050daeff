//! What all reports count alike.

use std::time::Duration;

use async_interop::conformance::{Date, Verdict};
use serde::Serialize;

use crate::{args::Run, plan::Plan, record::Record};

/// A run that is over.
#[derive(Debug)]
pub(crate) struct Summary<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) run: &'a Run,
    pub(crate) elapsed: Duration,
    pub(crate) date: Date,
    records: &'a [Record],
    /// For each row and subject, which record stands there.
    grid: Vec<Vec<Option<usize>>>,
}

/// How many cells came out how.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Totals {
    /// The rule held, or the fact was recorded.
    pub(crate) passed: usize,
    /// The subject declares what the rule needs.
    pub(crate) applicable: usize,
    /// All rules of the suites that the subject takes part in.
    pub(crate) all: usize,
    /// Waived, and broken as the waiver says.
    pub(crate) expected: usize,
    /// To be told, though the run has not failed: most are a broken SHOULD.
    pub(crate) warned: usize,
    /// The run has failed with them.
    pub(crate) failed: usize,
}

/// A suite and its rows.
pub(crate) type SuiteRows = (&'static str, Vec<usize>);

impl<'a> Summary<'a> {
    /// Takes the records of `plan`, in its order.
    pub(crate) fn new(
        plan: &'a Plan,
        records: &'a [Record],
        run: &'a Run,
        elapsed: Duration,
    ) -> Self {
        let mut grid = vec![vec![None; plan.subjects.len()]; plan.rows.len()];
        for (at, cell) in plan.cells.iter().enumerate() {
            grid[cell.row][cell.subject] = Some(at);
        }
        Self { plan, run, elapsed, date: Date::today(), records, grid }
    }

    /// The record of a rule and a subject, or `None` if the subject takes no part in the rule.
    pub(crate) fn at(&self, row: usize, subject: usize) -> Option<&'a Record> {
        self.grid[row][subject].map(|at| &self.records[at])
    }

    pub(crate) fn records(&self) -> &'a [Record] {
        self.records
    }

    pub(crate) fn failed(&self) -> bool {
        self.records.iter().any(|record| record.fails)
    }

    /// The suites, each with its rows.
    pub(crate) fn suites(&self) -> Vec<SuiteRows> {
        let mut suites: Vec<SuiteRows> = Vec::new();
        for (at, row) in self.plan.rows.iter().enumerate() {
            match suites.last_mut() {
                Some((suite, rows)) if *suite == row.suite => rows.push(at),
                _ => suites.push((row.suite, vec![at])),
            }
        }
        suites
    }

    /// The subjects that take part in one of `rows`.
    pub(crate) fn subjects_of(&self, rows: &[usize]) -> Vec<usize> {
        let part = |subject: &usize| rows.iter().any(|row| self.at(*row, *subject).is_some());
        (0..self.plan.subjects.len()).filter(part).collect()
    }

    /// The totals of all cells.
    pub(crate) fn totals(&self) -> Totals {
        self.records.iter().fold(Totals::default(), Totals::and)
    }

    /// The totals of one subject.
    pub(crate) fn totals_of(&self, subject: usize) -> Totals {
        let records = (0..self.grid.len()).filter_map(|row| self.at(row, subject));
        records.fold(Totals::default(), Totals::and)
    }
}

impl Totals {
    fn and(self, record: &Record) -> Self {
        Self {
            passed: self.passed + usize::from(record.verdict == Verdict::Pass),
            applicable: self.applicable + usize::from(record.applies()),
            all: self.all + 1,
            expected: self.expected + usize::from(record.is_expected()),
            warned: self.warned + usize::from(record.warns && !record.is_expected()),
            failed: self.failed + usize::from(record.fails),
        }
    }
}
