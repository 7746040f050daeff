//! Each branch of a fair `select!`, and each side of `race`, is first equally often.

use std::{future::ready, pin::pin};

use async_interop::future::{Either, race, select};

use super::support::{Task, hand, run};

const ROUNDS: usize = 10_000;

/// Each count is within a tenth of its share.
#[track_caller]
fn even(counts: &[usize]) {
    let share = counts.iter().sum::<usize>() / counts.len();
    assert!(counts.iter().all(|n| n.abs_diff(share) <= share / 10), "{counts:?}");
}

async fn two() -> usize {
    select! { _ = ready(()) => 0, _ = ready(()) => 1 }
}

async fn three() -> usize {
    select! { _ = ready(()) => 0, _ = ready(()) => 1, _ = ready(()) => 2 }
}

async fn five() -> usize {
    select! {
        _ = ready(()) => 0, _ = ready(()) => 1, _ = ready(()) => 2, _ = ready(()) => 3,
        _ = ready(()) => 4,
    }
}

#[test]
fn every_branch_wins_its_share() {
    let mut counts = ([0; 2], [0; 3], [0; 5]);
    for _ in 0..ROUNDS {
        counts.0[run(two())] += 1;
        counts.1[run(three())] += 1;
        counts.2[run(five())] += 1;
    }
    even(&counts.0);
    even(&counts.1);
    even(&counts.2);
}

/// Tasks that take turns at one call site: a plain counter would give each always the same start.
#[test]
fn tasks_that_take_turns_at_one_call_site() {
    async fn site() -> usize {
        select! { _ = ready(()) => 0, _ = ready(()) => 1, _ = ready(()) => 2, _ = ready(()) => 3 }
    }
    for tasks in 2..=8 {
        let mut counts = vec![[0; 4]; tasks];
        for round in 0..ROUNDS {
            counts[round % tasks][run(site())] += 1;
        }
        counts.iter().for_each(|counts| even(counts));
    }
}

#[test]
fn a_branch_is_polled_at_most_once_in_a_round() {
    let task = Task::new();
    let (controls, hands): (Vec<_>, Vec<_>) = (0..3).map(|_| hand::<u8>()).unzip();
    let mut hands = hands.into_iter();
    let (a, b, c) = (hands.next().unwrap(), hands.next().unwrap(), hands.next().unwrap());
    let mut selected = pin!(async {
        select! { n = a => n, n = b => n, n = c => n }
    });
    for round in 1..=100 {
        assert!(task.poll(selected.as_mut()).is_pending());
        assert!(controls.iter().all(|control| control.polls() == round));
    }
}

#[test]
fn both_sides_of_a_race() {
    let mut counts = [0; 2];
    let mut turns = [[0; 2]; 2];
    for round in 0..ROUNDS {
        let won = |output| usize::from(matches!(output, Either::Right(())));
        counts[won(run(race(ready(()), ready(()))))] += 1;
        turns[round % 2][won(run(race(ready(()), ready(()))))] += 1;
    }
    even(&counts);
    even(&turns[0]);
    even(&turns[1]);
}
