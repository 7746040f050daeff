//! Running all sides of all questions.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use indicatif::ProgressBar;

use super::{Question, Row, Unit, child::figure, place::Place};

/// What is known of one row.
pub(crate) struct Answer {
    pub(super) question: &'static Question,
    pub(super) row: &'static Row,
    pub(super) ours: f64,
    pub(super) peers: Vec<Peer>,
}

pub(super) struct Peer {
    pub(super) figure: f64,
    /// Ours divided by theirs.
    pub(super) ratio: f64,
}

/// Answers questions: one answer for each row, in order.
///
/// # Errors
///
/// Returns what went wrong with a side.
pub(crate) fn answer(questions: &[&'static Question]) -> Result<Vec<Answer>, String> {
    let rows = || {
        questions.iter().flat_map(|question| (0..question.rows.len()).map(|row| (*question, row)))
    };
    let is_timed = |&(question, row): &(&Question, usize)| question.rows[row].unit == Unit::Seconds;

    let counted: Vec<_> = rows()
        .filter(|row| !is_timed(row))
        .flat_map(|(question, row)| Place::of_row(question, row))
        .collect();
    let timed = rows().filter(is_timed).count();
    let bar = ProgressBar::new((counted.len() + ROUNDS * timed) as u64);

    let mut figures = all_figures(&counted, &bar)?.into_iter();
    let mut answers = Vec::new();
    for (question, at) in rows() {
        let row = &question.rows[at];
        let sides = 1 + row.peers.len();
        let rounds = if is_timed(&(question, at)) {
            in_turns(question, at, &bar)?
        } else {
            vec![figures.by_ref().take(sides).collect()]
        };
        let peers = (1..sides)
            .map(|n| Peer {
                figure: median(rounds.iter().map(|round| round[n])),
                ratio: median(rounds.iter().map(|round| round[0] / round[n])),
            })
            .collect();
        let ours = median(rounds.iter().map(|round| round[0]));
        answers.push(Answer { question, row, ours, peers });
    }
    bar.finish_and_clear();
    Ok(answers)
}

/// Runs sides, as many at a time as there are cores: other processes do not change a count.
fn all_figures(places: &[Place], bar: &ProgressBar) -> Result<Vec<f64>, String> {
    let figures: Vec<OnceLock<_>> = places.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(place) = places.get(at) else { return };
                    let _ = figures[at].set(figure(*place));
                    bar.inc(1);
                }
            });
        }
    });
    figures.into_iter().map(|figure| figure.into_inner().expect("each place was taken")).collect()
}

/// Runs the sides of a row one after the other, several times: what else the machine does then
/// disturbs all sides alike.
fn in_turns(
    question: &'static Question,
    row: usize,
    bar: &ProgressBar,
) -> Result<Vec<Vec<f64>>, String> {
    (0..ROUNDS)
        .map(|_| {
            let round = Place::of_row(question, row).map(figure).collect();
            bar.inc(1);
            round
        })
        .collect()
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<_> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

const ROUNDS: usize = 5;
