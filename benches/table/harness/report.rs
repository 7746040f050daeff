//! The table.

use std::fmt::Write as _;

use super::{Goal, Question, Unit, answer::Answer, place::Place};

/// Renders answers as a table that reads well as text, and as Markdown.
pub(crate) fn table(answers: &[Answer]) -> String {
    let mut lines = vec![HEAD.map(String::from)];
    let mut last = None;
    for answer in answers {
        if last.replace(answer.question.name) != Some(answer.question.name) {
            let mut head = [const { String::new() }; 7];
            head[0] = format!("**{}**", answer.question.asks);
            lines.push(head);
        }
        lines.extend(rows(answer));
    }
    layout(&lines)
}

/// Renders each question, and below it its sides by the names that `--side` takes.
pub(crate) fn list(questions: &[&'static Question]) -> String {
    let mut out = String::new();
    for question in questions {
        let _ = writeln!(out, "{}: {}", question.name, question.asks);
        for row in 0..question.rows.len() {
            for place in Place::of_row(question, row) {
                let (case, name) = (place.row().case, place.side().name);
                let _ = writeln!(out, "  {place}  {case}: {name}");
            }
        }
    }
    out
}

/// One line for each peer; the first also says how ours stands to the goal.
fn rows(answer: &Answer) -> Vec<[String; 7]> {
    let unit = answer.row.unit;
    let mut lines = vec![[const { String::new() }; 7]];
    for (n, (peer, side)) in answer.peers.iter().zip(answer.row.peers).enumerate() {
        if n > 0 {
            lines.push([const { String::new() }; 7]);
        }
        lines[n][2] = side.name.into();
        lines[n][3] = figure(peer.figure, unit);
        lines[n][4] = match answer.row.goal {
            Goal::Plus(_) => difference(answer.ours - peer.figure),
            Goal::Times(_) | Goal::AtMost(_) => ratio(peer.ratio),
        };
    }
    lines[0][0] = answer.row.case.into();
    lines[0][1] = figure(answer.ours, unit);
    lines[0][5] = match answer.row.goal {
        Goal::Times(times) => format!("≤ {times}x"),
        Goal::Plus(plus) => format!("≤ {plus:+}"),
        Goal::AtMost(most) => format!("≤ {most}"),
    };
    lines[0][6] = verdict(answer);
    lines
}

fn verdict(answer: &Answer) -> String {
    let first = answer.peers.first();
    let excess = match (answer.row.goal, first) {
        (Goal::AtMost(most), _) => answer.ours / most - 1.0,
        (Goal::Times(times), Some(first)) => first.ratio / times - 1.0,
        (Goal::Plus(plus), Some(first)) => {
            let more = answer.ours - first.figure - plus;
            // Per operation; what is done once and for all is lost in rounding.
            return if more < 0.05 { "met".into() } else { format!("missed by {more:.1}") };
        }
        (Goal::Times(_) | Goal::Plus(_), None) => return "no peer".into(),
    };
    // Less than shows in the figures is no miss.
    if excess < 0.0005 { "met".into() } else { format!("missed by {:.1} %", excess * 100.0) }
}

fn figure(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Seconds => format!("{value:.2} s"),
        Unit::Calls | Unit::Allocations => format!("{value:.2}"),
        Unit::Instructions => format!("{value:.1}"),
    }
}

fn ratio(ratio: f64) -> String {
    if ratio < 0.1 { format!("{ratio:.4}x") } else { format!("{ratio:.2}x") }
}

fn difference(difference: f64) -> String {
    // Not "-0.0".
    format!("{:+.1}", (difference * 10.0).round() / 10.0 + 0.0)
}

/// Aligns the columns.
fn layout(lines: &[[String; 7]]) -> String {
    // A question may be wider than its column: nothing stands beside it.
    let is_question = |line: &[String; 7]| line[1..].iter().all(String::is_empty);
    let width = |column: usize| {
        let cells = lines.iter().filter(|line| !is_question(line)).map(|line| &line[column]);
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: [usize; 7] = std::array::from_fn(width);
    let mut out = String::new();
    for (n, line) in lines.iter().enumerate() {
        for (column, (cell, width)) in line.iter().zip(widths).enumerate() {
            let _ = match RIGHT[column] {
                false => write!(out, "| {cell:width$} "),
                true => write!(out, "| {cell:>width$} "),
            };
        }
        out.push_str("|\n");
        if n == 0 {
            for (column, width) in widths.into_iter().enumerate() {
                let end = if RIGHT[column] { ':' } else { '-' };
                let _ = write!(out, "|{:-<1$}{end}", "", width + 1);
            }
            out.push_str("|\n");
        }
    }
    out
}

const HEAD: [&str; 7] = ["question", "ours", "peer", "theirs", "ours to theirs", "goal", "verdict"];
const RIGHT: [bool; 7] = [false, true, false, true, true, true, false];
