//! Which cells there are, and which of them were asked for.

use std::collections::BTreeSet;

use async_interop::conformance::{Rule, Subject};

use crate::{args::Selection, suggest};

/// The rules, the subjects, and where they meet.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The columns.
    pub(crate) subjects: Vec<Subject>,
    /// The rows, suite by suite.
    pub(crate) rows: Vec<Row>,
    /// The cells: which rule of which subject, row by row.
    pub(crate) cells: Vec<Cell>,
    /// Whether nothing was left out.
    pub(crate) complete: bool,
}

/// A rule with its suite.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) suite: &'static str,
    pub(crate) rule: &'static Rule,
}

/// A row and a column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) row: usize,
    pub(crate) subject: usize,
}

impl Plan {
    /// Takes what was selected out of `subjects`.
    ///
    /// # Errors
    ///
    /// Says what does not exist and what to write instead.
    pub(crate) fn make(subjects: Vec<Subject>, selection: &Selection) -> Result<Self, String> {
        let mut rows = all_rows(&subjects);
        let mut suites: Vec<_> = rows.iter().map(|row| row.suite).collect();
        suites.dedup();
        let ids: Vec<_> = rows.iter().map(|row| row.rule.id).collect();
        let suites = selected("suite", &suites, &selection.suites)?;
        let ids = selected("rule", &ids, &selection.rules)?;
        let wanted = selected_subjects(&subjects, &selection.subjects)?;

        let wanted = subjects.into_iter().zip(wanted).filter(|(_, wanted)| *wanted);
        let mut subjects: Vec<_> = wanted.map(|(subject, _)| subject).collect();
        rows.retain(|row| suites.contains(row.suite) && ids.contains(row.rule.id));
        // A subject that no rule is left for is no column, a rule that no subject is left for no row.
        rows.retain(|row| subjects.iter().any(|subject| takes_part(subject, row)));
        if rows.is_empty() {
            return Err(nothing_left(&subjects));
        }
        subjects.retain(|subject| rows.iter().any(|row| takes_part(subject, row)));
        let place = |row, subject| Cell { row, subject };
        let cells = (0..rows.len())
            .flat_map(|row| (0..subjects.len()).map(move |subject| place(row, subject)))
            .filter(|cell| takes_part(&subjects[cell.subject], &rows[cell.row]))
            .collect();
        Ok(Self { subjects, rows, cells, complete: selection.is_complete() })
    }

    pub(crate) fn subject(&self, cell: Cell) -> &Subject {
        &self.subjects[cell.subject]
    }

    pub(crate) fn row(&self, cell: Cell) -> Row {
        self.rows[cell.row]
    }
}

/// The group of a subject: `tokio` for `tokio/tcp`.
pub(crate) fn group(name: &str) -> &str {
    name.split_once('/').map_or(name, |(group, _)| group)
}

/// The name of a subject within its group: `tcp` for `tokio/tcp`.
pub(crate) fn short(name: &str) -> &str {
    name.split_once('/').map_or(name, |(_, short)| short)
}

/// All rules that some subject takes part in, each suite in the order of its table.
fn all_rows(subjects: &[Subject]) -> Vec<Row> {
    let mut suites: Vec<(&str, Vec<Row>)> = Vec::new();
    for subject in subjects {
        for (suite, rule) in subject.rules() {
            let at = suites.iter().position(|(name, _)| *name == suite).unwrap_or_else(|| {
                suites.push((suite, Vec::new()));
                suites.len() - 1
            });
            let rows = &mut suites[at].1;
            if rows.iter().all(|row| row.rule.id != rule.id) {
                rows.push(Row { suite, rule });
            }
        }
    }
    // A suite may have a table for each kind of subject.
    suites.iter_mut().for_each(|(_, rows)| rows.sort_by_key(|row| row.rule.id));
    suites.into_iter().flat_map(|(_, rows)| rows).collect()
}

/// Which of `subjects` the user meant with `patterns`; all of them without a pattern.
fn selected_subjects(subjects: &[Subject], patterns: &[String]) -> Result<Vec<bool>, String> {
    let names: Vec<_> = subjects.iter().map(Subject::name).collect();
    if patterns.is_empty() {
        return Ok(vec![true; names.len()]);
    }
    let mut wanted = vec![false; names.len()];
    for pattern in patterns {
        // The exact name first: it may be a part of another one.
        let tests: [fn(&str, &str) -> bool; 3] = [
            |name, pattern| name == pattern,
            |name, pattern| group(name) == pattern,
            |name, pattern| name.contains(pattern),
        ];
        let found = tests
            .iter()
            .map(|test| (0..names.len()).filter(|at| test(names[*at], pattern)).collect::<Vec<_>>())
            .find(|found| !found.is_empty());
        let Some(found) = found else {
            let hint = format!("there are: {}", names.join(", "));
            return Err(suggest::unknown("subject", pattern, &names, &hint));
        };
        found.into_iter().for_each(|at| wanted[at] = true);
    }
    Ok(wanted)
}

/// Which of `names` the user meant with `asked`; all of them if nothing was asked for.
///
/// Capitals and underscores do not matter: `read_01` is `READ-01`.
fn selected<'a>(
    kind: &str,
    names: &[&'a str],
    asked: &[String],
) -> Result<BTreeSet<&'a str>, String> {
    if asked.is_empty() {
        return Ok(names.iter().copied().collect());
    }
    let find = |asked: &String| {
        let spelled = asked.to_uppercase().replace('_', "-");
        let hint = match kind {
            "rule" => "`--list` lists the rules".to_string(),
            _ => format!("there are: {}", names.join(", ")),
        };
        let found = names.iter().copied().find(|name| *name == spelled);
        found.ok_or_else(|| suggest::unknown(kind, asked, names, &hint))
    };
    asked.iter().map(find).collect()
}

fn takes_part(subject: &Subject, row: &Row) -> bool {
    subject.rules().any(|(_, rule)| rule.id == row.rule.id)
}

fn nothing_left(subjects: &[Subject]) -> String {
    let lines = subjects.iter().map(|subject| {
        let mut suites: Vec<_> = subject.rules().map(|(suite, _)| suite).collect();
        suites.dedup();
        format!("\n  {} is in the suites {}", subject.name(), suites.join(", "))
    });
    format!("no selected subject takes part in a selected rule{}", lines.collect::<String>())
}
