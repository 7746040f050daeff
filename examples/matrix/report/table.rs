//! The report for the terminal.

use std::{borrow::Cow, fmt::Write as _};

use console::{Alignment, Style, measure_text_width, pad_str, truncate_str};

use super::{Summary, mark::Mark, summary::Totals, terminal::width};
use crate::{
    plan::{Plan, group, short},
    record::Record,
};

/// Renders a table for each suite, the totals, and what is to be told about single cells.
pub(crate) fn table(summary: &Summary<'_>) -> String {
    let mut out = String::new();
    for (suite, rows) in summary.suites() {
        let subjects = summary.subjects_of(&rows).into_iter();
        let mut columns: Vec<_> =
            subjects.map(|at| Column::new(at, summary.plan.subjects[at].name())).collect();
        widen(&mut columns);
        for block in blocks(&columns, width().saturating_sub(LEFT)) {
            suite_block(&mut out, summary, suite, &rows, block);
        }
    }
    legend(&mut out);
    totals(&mut out, summary);
    cells(&mut out, summary);
    closing(&mut out, summary);
    out
}

/// Renders one rule a line: its id, level and class, and what it demands.
pub(crate) fn list(plan: &Plan) -> String {
    let mut out = String::new();
    let widest = plan.rows.iter().map(|row| row.rule.id.len()).max().unwrap_or(0);
    for rule in plan.rows.iter().map(|row| row.rule) {
        let (id, level, class) = (rule.id, rule.level, rule.class);
        let _ = writeln!(out, "{id:widest$}  {level:6}  {class:13}  {}", rule.statement);
    }
    out
}

/// The width of a rule's id and level, at the left of each table.
const LEFT: usize = "SPAWNLOCAL-10 SHOULD ".len();
/// Below this width a statement at the right of a row would tell nothing.
const STATEMENT: usize = 30;

/// A subject at the head of a table: its name, in lines.
struct Column {
    subject: usize,
    group: String,
    lines: Vec<String>,
    width: usize,
}

impl Column {
    /// Breaks the name at hyphens, so that columns stay narrow.
    fn new(subject: usize, name: &str) -> Self {
        let lines: Vec<_> = short(name).split('-').map(String::from).collect();
        let widest = lines.iter().map(|line| measure_text_width(line)).max().unwrap_or(0);
        Self { subject, group: group(name).into(), lines, width: widest.max(3) + 1 }
    }
}

/// Makes room for the name of each group above its columns.
fn widen(columns: &mut [Column]) {
    for group in columns.chunk_by_mut(|left, right| left.group == right.group) {
        let width: usize = group.iter().map(|column| column.width).sum();
        let name = measure_text_width(&group[0].group) + 1;
        group[0].width += name.saturating_sub(width);
    }
}

/// Splits `columns` where they would be wider than `room`.
fn blocks(columns: &[Column], room: usize) -> Vec<&[Column]> {
    let mut blocks = Vec::new();
    let (mut from, mut used) = (0, 0);
    for (at, column) in columns.iter().enumerate() {
        if used + column.width > room && at > from {
            blocks.push(&columns[from..at]);
            (from, used) = (at, 0);
        }
        used += column.width;
    }
    blocks.push(&columns[from..]);
    blocks
}

fn suite_block(
    out: &mut String,
    summary: &Summary<'_>,
    suite: &str,
    rows: &[usize],
    columns: &[Column],
) {
    let bold = Style::new().bold();
    let dim = Style::new().dim();
    let _ = write!(out, "\n{}", bold.apply_to(pad(suite, LEFT)));
    let _ = writeln!(out, "{}", dim.apply_to(groups(columns).trim_end()));
    let height = columns.iter().map(|column| column.lines.len()).max().unwrap_or(0);
    for line in 0..height {
        let mut text = " ".repeat(LEFT);
        for column in columns {
            // Names stand on the rule below them.
            let missing = height - column.lines.len();
            let part = line.checked_sub(missing).map_or("", |at| &column.lines[at]);
            text.push_str(&pad(part, column.width));
        }
        let _ = writeln!(out, "{}", text.trim_end());
    }
    let used = LEFT + columns.iter().map(|column| column.width).sum::<usize>() + 1;
    let room = width().saturating_sub(used);
    for &row in rows {
        let rule = summary.plan.rows[row].rule;
        let head = format!("{:13} {:6} ", rule.id, rule.level);
        let mut line = pad(&head, LEFT).into_owned();
        for column in columns {
            let sign = match summary.at(row, column.subject).map(Mark::of) {
                Some(mark) => mark.style().apply_to(mark.sign()).to_string(),
                None => String::new(),
            };
            line.push_str(&pad(&sign, column.width));
        }
        if room >= STATEMENT {
            let statement = truncate_str(rule.statement, room, "…");
            let _ = write!(line, " {}", dim.apply_to(statement));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn pad(text: &str, width: usize) -> Cow<'_, str> {
    pad_str(text, width, Alignment::Left, None)
}

/// The line that says which columns belong together: `tokio ──────── smol ───`.
fn groups(columns: &[Column]) -> String {
    let groups = columns.chunk_by(|left, right| left.group == right.group);
    let lines = groups.map(|group| {
        let width: usize = group.iter().map(|column| column.width).sum();
        let name = &group[0].group;
        match (width - 1).saturating_sub(measure_text_width(name)) {
            rest @ 0..=1 => format!("{name}{} ", " ".repeat(rest)),
            rest => format!("{name} {} ", "─".repeat(rest - 1)),
        }
    });
    lines.collect()
}

fn legend(out: &mut String) {
    let parts: Vec<_> = Mark::ALL
        .iter()
        .map(|mark| format!("{} {}", mark.style().apply_to(mark.sign()), mark.meaning()))
        .collect();
    let mut line = String::new();
    out.push('\n');
    for part in parts {
        if !line.is_empty() && measure_text_width(&line) + measure_text_width(&part) + 3 > width() {
            let _ = writeln!(out, "{line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push_str("   ");
        }
        line.push_str(&part);
    }
    let _ = writeln!(out, "{line}");
}

fn totals(out: &mut String, summary: &Summary<'_>) {
    let subjects = &summary.plan.subjects;
    let names = subjects.iter().map(|subject| subject.name().len()).max().unwrap_or(0).max(7);
    let versions = subjects.iter().map(|subject| subject.version().len()).max().unwrap_or(0);
    let head = format!("{:names$}  {:versions$}  passed / applicable / all", "subject", "version");
    let _ = writeln!(out, "\n{}", Style::new().bold().apply_to(head));
    for (at, subject) in subjects.iter().enumerate() {
        let totals = summary.totals_of(at);
        let Totals { passed, applicable, all, .. } = totals;
        let line = format!(
            "{:names$}  {:versions$}  {passed:>6} / {applicable:>10} / {all:>3}{}",
            subject.name(),
            subject.version(),
            remarks(&totals),
        );
        let _ = writeln!(out, "{line}");
    }
}

fn remarks(totals: &Totals) -> String {
    let remark = |count: usize, mark: Mark, words: &str| {
        if count == 0 {
            return String::new();
        }
        format!("   {}", mark.style().apply_to(format!("{count} {words}")))
    };
    let mut text = remark(totals.failed, Mark::Fail, "failed");
    text.push_str(&remark(totals.warned, Mark::Warning, "warned"));
    text.push_str(&remark(totals.expected, Mark::ExpectedFail, "expected"));
    text
}

/// The failures in four lines each, then the warnings and the expected failures in one line each.
fn cells(out: &mut String, summary: &Summary<'_>) {
    let records = summary.records();
    let failures: Vec<_> = records.iter().filter(|record| record.fails).collect();
    let warnings: Vec<_> =
        records.iter().filter(|record| record.warns && !record.is_expected()).collect();
    let expected: Vec<_> = records.iter().filter(|record| record.is_expected()).collect();

    section(out, "Failures", &failures, |out, record| four_lines(out, summary, record));
    section(out, "Warnings", &warnings, |out, record| {
        let observed = record.observed.as_deref().unwrap_or("-");
        let _ = writeln!(out, "{} {}: {observed}", record.subject, record.rule);
    });
    section(out, "Expected failures", &expected, |out, record| {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (observed, waiver) = (text(&record.observed), text(&record.waiver));
        let past = if record.expired { ", a day that is past: check again, renew" } else { "" };
        let line = format!("{} {}: {observed} [{waiver}{past}]", record.subject, record.rule);
        let _ = writeln!(out, "{line}");
    });
}

fn section(
    out: &mut String,
    title: &str,
    records: &[&Record],
    mut show: impl FnMut(&mut String, &Record),
) {
    if records.is_empty() {
        return;
    }
    let title = format!("{title} ({})", records.len());
    let _ = writeln!(out, "\n{}", Style::new().bold().apply_to(title));
    records.iter().for_each(|record| show(out, record));
}

fn four_lines(out: &mut String, summary: &Summary<'_>, record: &Record) {
    let rule = summary.plan.rows.iter().find(|row| row.rule.id == record.rule);
    let statement = rule.map_or("", |row| row.rule.statement);
    let mark = Mark::of(record);
    let head = format!("{} {} {}", mark.sign(), record.subject, record.rule);
    let _ = writeln!(out, "{}: {}: {statement}", mark.style().apply_to(head), record.verdict);
    let lines = [("required", &record.required), ("observed", &record.observed)];
    for (name, text) in lines {
        let _ = writeln!(out, "    {name}: {}", text.as_deref().unwrap_or("-"));
    }
    if let Some(waiver) = &record.waiver {
        let _ = writeln!(out, "    waived:   {waiver}");
    }
    let _ = writeln!(out, "    replay:   {}", record.replay());
}

fn closing(out: &mut String, summary: &Summary<'_>) {
    let Totals { passed, applicable, all, expected, warned, failed } = summary.totals();
    let mark = if summary.failed() { Mark::Fail } else { Mark::Pass };
    let seconds = summary.elapsed.as_secs_f32();
    let text = format!(
        "{passed} passed of {applicable} applicable of {all} cells: {failed} failed, {warned} warned, \
         {expected} expected failures, in {seconds:.1} s"
    );
    let _ = writeln!(out, "\n{}", mark.style().bold().apply_to(text));
}
