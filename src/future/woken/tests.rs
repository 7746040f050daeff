//! The growing set, which nothing public shows yet in full.

extern crate std;

use alloc::{collections::VecDeque, sync::Arc, task::Wake, vec::Vec};
use core::{
    pin::Pin,
    sync::atomic::{AtomicUsize, Ordering},
    task::{Context, Poll, Waker},
};
use std::sync::Mutex;

use super::{Unordered, woken_set::locate};

#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// Ready when the cell has its output; notes its polls.
#[derive(Clone, Default)]
struct Cell(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    output: Option<usize>,
    waker: Option<Waker>,
    polls: usize,
}

impl Cell {
    fn finish(&self, output: usize) {
        self.0.lock().unwrap().output = Some(output);
        self.wake();
    }

    fn wake(&self) {
        let waker = self.0.lock().unwrap().waker.clone();
        waker.expect("polled").wake();
    }

    fn polls(&self) -> usize {
        self.0.lock().unwrap().polls
    }
}

impl Future for Cell {
    type Output = usize;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<usize> {
        let mut state = self.0.lock().unwrap();
        state.polls += 1;
        if let Some(output) = state.output.take() {
            return Poll::Ready(output);
        }
        state.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

fn poll(set: &mut Unordered<Cell>, wakes: &Arc<Wakes>) -> Poll<Option<usize>> {
    set.poll_next(&mut Context::from_waker(&Waker::from(wakes.clone())))
}

#[test]
fn places_in_a_row_of_blocks() {
    for first in [1, 2, 64] {
        let mut expected = (0..first).map(|index| (0, index)).collect::<Vec<_>>();
        for block in 1..6 {
            let len = expected.len();
            expected.extend((0..len).map(|index| (block, index)));
        }
        let located = (0..expected.len()).map(|number| locate(first, number));
        assert!(located.eq(expected.iter().copied()), "{first}");
    }
}

#[test]
fn grows_moves_nothing_and_yields_all() {
    let wakes = Arc::<Wakes>::default();
    let mut set = Unordered::with_capacity(0);
    let cells: Vec<_> = (0..100).map(|_| Cell::default()).collect();
    for (number, cell) in cells.iter().enumerate() {
        set.push(cell.clone());
        if number % 7 == 0 {
            assert!(poll(&mut set, &wakes).is_pending());
        }
    }
    assert!(poll(&mut set, &wakes).is_pending());
    assert_eq!(set.len(), 100);
    assert_eq!(set.iter().count(), 100);
    assert!(cells.iter().all(|cell| cell.polls() == 1));
    assert_eq!(wakes.0.load(Ordering::Relaxed), 0, "a push wakes nobody");
    for number in [99, 0, 50, 64, 1] {
        cells[number].finish(number);
        assert_eq!(poll(&mut set, &wakes), Poll::Ready(Some(number)));
    }
    assert_eq!(set.len(), 95);
    assert_eq!(cells.iter().map(Cell::polls).sum::<usize>(), 105);
}

#[test]
fn a_waker_that_was_left_behind_polls_the_next_tenant_only() {
    let wakes = Arc::<Wakes>::default();
    let mut set = Unordered::with_capacity(1);
    let (first, second) = (Cell::default(), Cell::default());
    set.push(first.clone());
    assert!(poll(&mut set, &wakes).is_pending());
    first.finish(1);
    assert_eq!(poll(&mut set, &wakes), Poll::Ready(Some(1)));
    first.wake();
    assert!(set.is_empty());
    assert_eq!(poll(&mut set, &wakes), Poll::Ready(None));
    set.push(second.clone());
    assert!(poll(&mut set, &wakes).is_pending());
    first.wake();
    assert!(poll(&mut set, &wakes).is_pending());
    assert_eq!((first.polls(), second.polls()), (2, 2));
}

/// Random programs of push, finish, wake and poll, against a queue.
#[test]
fn follows_a_model() {
    use proptest::{prelude::*, test_runner::TestRunner};
    TestRunner::default()
        .run(&proptest::collection::vec((0..4_u8, any::<usize>()), 0..200), |program| {
            let wakes = Arc::<Wakes>::default();
            let mut set = Unordered::with_capacity(2);
            let mut cells: Vec<Cell> = Vec::new();
            // Which are to be polled, in which order, and what they will say.
            let mut queue: VecDeque<usize> = VecDeque::new();
            let mut outputs: Vec<Option<Option<usize>>> = Vec::new();
            let mut parked = false;
            let mut expected_wakes = 0;
            for (step, pick) in program {
                let live: Vec<_> = (0..cells.len()).filter(|n| outputs[*n].is_some()).collect();
                match step {
                    0 => {
                        cells.push(Cell::default());
                        set.push(cells.last().unwrap().clone());
                        outputs.push(Some(None));
                        queue.push_back(cells.len() - 1);
                        parked = false;
                    }
                    1 | 2 if !live.is_empty() => {
                        let number = live[pick % live.len()];
                        if step == 1 {
                            outputs[number] = Some(Some(number));
                            cells[number].0.lock().unwrap().output = Some(number);
                        }
                        let waker = cells[number].0.lock().unwrap().waker.clone();
                        if let Some(waker) = waker {
                            waker.wake();
                            if !queue.contains(&number) {
                                queue.push_back(number);
                            }
                            expected_wakes += usize::from(parked);
                            parked = false;
                        }
                    }
                    3 => {
                        let polls: Vec<_> = cells.iter().map(Cell::polls).collect();
                        let mut expected = Poll::Ready(None);
                        if !live.is_empty() {
                            expected = Poll::Pending;
                            while let Some(number) = queue.pop_front() {
                                if let Some(Some(output)) = outputs[number] {
                                    outputs[number] = None;
                                    expected = Poll::Ready(Some(output));
                                    prop_assert_eq!(cells[number].polls(), polls[number]);
                                    break;
                                }
                            }
                            parked = expected.is_pending();
                        }
                        // What was left of an earlier batch and what came since are one queue, as
                        // a poll that is `Pending` has seen all of both.
                        prop_assert_eq!(poll(&mut set, &wakes), expected);
                    }
                    _ => {}
                }
                prop_assert_eq!(set.len(), outputs.iter().flatten().count());
                prop_assert_eq!(wakes.0.load(Ordering::Relaxed), expected_wakes);
            }
            Ok(())
        })
        .unwrap();
}
