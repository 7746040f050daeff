//! A stream that does what a script says, and counts its polls.

use alloc::{collections::VecDeque, sync::Arc};
use core::{
    fmt,
    ops::Range,
    pin::Pin,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    task::{Context, Poll},
};

use super::{Ledger, Token};
use crate::stream::Stream;

/// A stream that does what a script says, one step for each poll; then it is at its end.
///
/// Its hint of size is exact, unless it was told to give another one.
pub struct Script {
    steps: VecDeque<Step>,
    ledger: Option<Ledger>,
    hint: Option<(usize, Option<usize>)>,
    polls: Arc<Polls>,
}

/// What a [`Script`] does when it is polled.
#[derive(Clone, Debug)]
pub enum Step {
    /// Yields the tokens with these numbers, one for each poll.
    Items(Range<usize>),
    /// Is pending, and wakes at once.
    Wait,
    /// Is pending from now on, and never wakes.
    Stall,
    /// Says that it has ended. Asked again all the same, it goes on with the next step.
    End,
    /// Calls this, which may panic, then goes on with the next step.
    Call(fn()),
}

impl Script {
    /// Makes a stream that follows `steps`.
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        let steps = steps.into_iter().collect();
        Self { steps, ledger: None, hint: None, polls: Arc::default() }
    }

    /// Takes the tokens from `ledger`.
    #[must_use]
    pub fn counted_by(self, ledger: &Ledger) -> Self {
        Self { ledger: Some(ledger.clone()), ..self }
    }

    /// Gives `hint` as its hint of size.
    #[must_use]
    pub fn hinting(self, hint: (usize, Option<usize>)) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// Returns where its polls are counted.
    pub fn polls(&self) -> Arc<Polls> {
        Arc::clone(&self.polls)
    }
}

impl Stream for Script {
    type Item = Token;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Token>> {
        self.polls.all.fetch_add(1, SeqCst);
        if self.polls.ended.load(SeqCst) {
            self.polls.after_end.fetch_add(1, SeqCst);
        }
        loop {
            match self.steps.front_mut() {
                Some(Step::Items(numbers)) => {
                    let Some(number) = numbers.next() else {
                        self.steps.pop_front();
                        continue;
                    };
                    let counted = self.ledger.as_ref().map(|ledger| ledger.token(number));
                    return Poll::Ready(Some(counted.unwrap_or(Token::uncounted(number))));
                }
                Some(Step::Wait) => {
                    self.steps.pop_front();
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Some(Step::Stall) => return Poll::Pending,
                Some(Step::Call(call)) => {
                    let call = *call;
                    self.steps.pop_front();
                    call();
                }
                Some(Step::End) | None => {
                    self.steps.pop_front();
                    self.polls.ended.store(true, SeqCst);
                    return Poll::Ready(None);
                }
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let exact = || {
            let steps = self.steps.iter().take_while(|step| !matches!(step, Step::End));
            let left = steps.map(|step| if let Step::Items(n) = step { n.len() } else { 0 }).sum();
            (left, Some(left))
        };
        self.hint.unwrap_or_else(exact)
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script").field("steps", &self.steps).finish_non_exhaustive()
    }
}

/// How often a [`Script`] was polled.
#[derive(Debug, Default)]
pub struct Polls {
    all: AtomicUsize,
    ended: AtomicBool,
    after_end: AtomicUsize,
}

impl Polls {
    /// Returns how often it was polled.
    pub fn all(&self) -> usize {
        self.all.load(SeqCst)
    }

    /// Returns how often it was polled after it had said that it ended.
    pub fn after_end(&self) -> usize {
        self.after_end.load(SeqCst)
    }
}
