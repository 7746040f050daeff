//! A strict stream.

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use super::{Misuse, Stage, side::Operation};
use crate::{conformance::harness::Token, stream::Stream};

/// A stream that takes note of every misuse. A [`Stage`] makes it.
///
/// It has [`Stage::ITEMS`] items, numbered from 0. Its hint of size is exact.
#[derive(Debug)]
pub struct StrictStream {
    stage: Stage,
    at: usize,
    side: usize,
}

/// What a [`StrictStream`] knows of itself.
#[derive(Debug, Default)]
pub(super) struct StreamState {
    given: usize,
    ended: bool,
    gone: bool,
    /// Whether the work that comes with the newest item is done.
    idle: bool,
    /// How often it was polled for an item.
    pub(super) polls: usize,
    /// How often it was asked to work on.
    pub(super) progress: usize,
}

impl StreamState {
    /// Whether somebody has it, and it is not at its end.
    pub(super) const fn goes_on(&self) -> bool {
        !self.gone && !self.ended
    }
}

impl StrictStream {
    pub(super) fn new(stage: Stage) -> Self {
        let at = stage.with(|state| {
            state.streams.push(StreamState::default());
            state.streams.len() - 1
        });
        let side = stage.side();
        Self { stage, at, side }
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut StreamState) -> T) -> T {
        self.stage.with(|state| use_it(&mut state.streams[self.at]))
    }
}

impl Stream for StrictStream {
    type Item = Token;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Token>> {
        let whom = ("stream", self.at);
        self.stage.note_poll(whom);
        let ended = self.with(|stream| {
            stream.polls += 1;
            stream.ended
        });
        if ended {
            self.stage.note(Misuse::PollsAfterEnd, whom);
            return Poll::Ready(None);
        }
        self.stage.poll(cx, self.side, Operation::Next, |state| {
            let stream = &mut state.streams[self.at];
            if stream.given == Stage::ITEMS {
                stream.ended = true;
                state.ends += 1;
                return None;
            }
            let token = Token::uncounted(stream.given);
            stream.given += 1;
            stream.idle = false;
            Some(token)
        })
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.stage.note_poll(("stream", self.at));
        let idle = self.with(|stream| {
            stream.progress += 1;
            stream.idle || stream.ended
        });
        if idle {
            return Poll::Ready(());
        }
        self.stage.poll(cx, self.side, Operation::Progress, |state| {
            state.streams[self.at].idle = true;
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = Stage::ITEMS - self.with(|stream| stream.given);
        (left, Some(left))
    }
}

impl Drop for StrictStream {
    fn drop(&mut self) {
        self.with(|stream| stream.gone = true);
    }
}
