//! A strict future.

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use super::{Misuse, Stage, side::Operation};
use crate::conformance::harness::Token;

/// A future that takes note of every misuse. A [`Stage`] makes it.
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited or polled"]
pub struct StrictFuture {
    stage: Stage,
    side: usize,
    ended: bool,
}

impl StrictFuture {
    pub(super) fn new(stage: Stage) -> Self {
        let side = stage.side();
        Self { stage, side, ended: false }
    }
}

impl Future for StrictFuture {
    type Output = Token;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Token> {
        let whom = ("future", self.side);
        self.stage.note_poll(whom);
        if self.ended {
            self.stage.note(Misuse::PollsAfterEnd, whom);
            return Poll::Ready(Token::uncounted(0));
        }
        let polled = self.stage.poll(cx, self.side, Operation::Finish, |state| {
            state.ends += 1;
            Token::uncounted(0)
        });
        self.ended = polled.is_ready();
        polled
    }
}
