//! Where a caller meets its partners.

use alloc::{format, string::String, sync::Arc, vec::Vec};
use core::{
    fmt,
    task::{Context, Poll},
};

use super::{
    Driven, Manner, Misuse, StrictFuture, StrictIo, StrictStream, Waiting,
    side::{Answer, Operation, Side},
    strict_io::IoState,
    strict_stream::StreamState,
};
use crate::conformance::harness::Lock;

/// Where a caller under test meets its partners: it makes them, drives wrappers around them, and sees
/// what is done to them.
///
/// Take as many partners as the subject needs, also while it works: a clone is the same stage.
#[derive(Clone)]
pub struct Stage(Arc<Lock<State>>);

/// What all partners share. Their own state is here as well, so that a check sees it to the end.
pub(super) struct State {
    pub(super) manner: Manner,
    pub(super) ios: Vec<IoState>,
    pub(super) streams: Vec<StreamState>,
    pub(super) driven: Driven,
    /// How many streams and futures have told that they are at their end.
    pub(super) ends: usize,
    /// How many readers have.
    pub(super) reads_ended: usize,
    pub(super) fused: bool,
    pub(super) asks_for_progress: bool,
    sides: Vec<Side>,
    /// The number of the subject's newest poll.
    turn: usize,
    /// How many calls were pending in it.
    pub(super) pending: usize,
    leaving: bool,
    misuses: Vec<(Misuse, String)>,
}

impl Stage {
    /// What every reader has to give, and what a subject that writes has to write: some lines of text.
    pub const PAYLOAD: &[u8] = b"one\ntwo words\n\nand a last line";

    /// How many items a stream has.
    pub const ITEMS: usize = 5;

    /// Makes a stage whose partners behave in this manner.
    pub fn new(manner: Manner) -> Self {
        Self(Arc::new(Lock::new(State {
            manner,
            ios: Vec::new(),
            streams: Vec::new(),
            driven: Driven { vectored: true, ..Driven::default() },
            ends: 0,
            reads_ended: 0,
            fused: false,
            asks_for_progress: false,
            sides: Vec::new(),
            turn: 0,
            pending: 0,
            leaving: false,
            misuses: Vec::new(),
        })))
    }

    /// Makes an object that can be read, written and seeked.
    ///
    /// It has the [payload](Self::PAYLOAD) to give. All that is written to it is expected to be that
    /// payload too, if the subject declares `writes`.
    pub fn io(&self) -> StrictIo {
        StrictIo::new(self.clone())
    }

    /// Makes a stream with some items.
    pub fn stream(&self) -> StrictStream {
        StrictStream::new(self.clone())
    }

    /// Makes a future.
    pub fn future(&self) -> StrictFuture {
        StrictFuture::new(self.clone())
    }

    /// Lets the stage poll streams that it drives a few times after their end, as one may with those
    /// that are fused.
    pub fn polls_fused_streams_on(&self) {
        self.with(|state| state.fused = true);
    }

    /// Lets the stage ask streams that it drives to work on, before each item.
    pub fn asks_for_progress(&self) {
        self.with(|state| state.asks_for_progress = true);
    }

    /// Notes that the subject is polled next.
    pub fn begin_poll(&self) {
        self.with(|state| {
            state.turn += 1;
            state.pending = 0;
        });
    }

    /// Notes that the subject is dropped next.
    pub fn begin_drop(&self) {
        self.with(|state| state.leaving = true);
    }

    /// Returns how many calls to partners were pending in the subject's newest poll.
    pub fn pending(&self) -> usize {
        self.with(|state| state.pending)
    }

    /// Grants a partner that made the subject wait what it was asked for, and wakes whom that was
    /// for; `None` if there is none.
    ///
    /// One of those that waited in the newest poll goes first.
    pub fn grant(&self) -> Option<Waiting> {
        let (waiting, waker) = self.with(|state| {
            let (turn, count) = (state.turn, state.sides.len());
            // Begins with another one each time, so that each is the first once.
            let order = (0..count).map(|at| (at + turn) % count);
            let waiting: Vec<_> = order.filter(|at| state.sides[*at].waits()).collect();
            let fresh = waiting.iter().find(|at| state.sides[**at].turn() == turn);
            let side = *fresh.or_else(|| waiting.first())?;
            let waiting = Waiting { fresh: fresh.is_some() };
            Some((waiting, state.sides[side].grant()))
        })?;
        if let Some(waker) = waker {
            waker.wake();
        }
        Some(waiting)
    }

    /// Returns the first misuse of one of `kinds`, in words.
    pub fn misuse(&self, kinds: &[Misuse]) -> Option<String> {
        self.with(|state| {
            let found = state.misuses.iter().find(|(misuse, _)| kinds.contains(misuse));
            found.map(|(misuse, whom)| format!("{whom} was {misuse}"))
        })
    }

    /// Returns how many streams and futures have told that they are at their end.
    pub fn ends(&self) -> usize {
        self.with(|state| state.ends)
    }

    /// Returns how often a reader has told that it is at its end.
    pub fn reads_ended(&self) -> usize {
        self.with(|state| state.reads_ended)
    }

    /// Returns what was written to each object to which something was.
    pub fn written(&self) -> Vec<Vec<u8>> {
        self.with(|state| {
            let written = state.ios.iter().filter(|io| !io.written.is_empty());
            written.map(|io| io.written.clone()).collect()
        })
    }

    /// Returns how many objects were asked for a shutdown, and how many of those are done with it.
    pub fn shut(&self) -> (usize, usize) {
        self.with(|state| {
            let begun = state.ios.iter().filter(|io| io.shutting).count();
            (begun, state.ios.iter().filter(|io| io.shut).count())
        })
    }

    /// Returns how often bytes were consumed.
    pub fn consumed(&self) -> usize {
        self.with(|state| state.ios.iter().map(|io| io.consumes).sum())
    }

    /// Returns from how many slices a writer was offered bytes in one call, at most.
    pub fn slices(&self) -> usize {
        self.with(|state| state.ios.iter().map(|io| io.slices).max().unwrap_or(0))
    }

    /// Returns how often streams were asked to work on.
    pub fn progress(&self) -> usize {
        self.with(|state| state.streams.iter().map(|stream| stream.progress).sum())
    }

    /// Returns what was seen while the stage drove a wrapper itself.
    pub fn driven(&self) -> Driven {
        self.with(|state| state.driven.clone())
    }

    pub(super) fn with<T>(&self, use_it: impl FnOnce(&mut State) -> T) -> T {
        self.0.with(use_it)
    }

    /// Makes a new side.
    pub(super) fn side(&self) -> usize {
        self.with(|state| {
            state.sides.push(Side::new());
            state.sides.len() - 1
        })
    }

    pub(super) fn note(&self, misuse: Misuse, (kind, at): Whom) {
        self.with(|state| state.misuses.push((misuse, format!("{kind} {at}"))));
    }

    /// Notes a poll that comes while the subject is dropped.
    pub(super) fn note_poll(&self, whom: Whom) {
        if self.with(|state| state.leaving) {
            self.note(Misuse::PollsInDrop, whom);
        }
    }

    /// Does `act`, or lets its caller wait, as the manner of the stage has it.
    pub(super) fn poll<T>(
        &self,
        cx: &mut Context<'_>,
        side: usize,
        operation: Operation,
        act: impl FnOnce(&mut State) -> T,
    ) -> Poll<T> {
        let mine = cx.waker().clone();
        let (polled, answer) = self.with(|state| {
            let (pace, turn) = (state.manner.pace, state.turn);
            let answer = state.sides[side].ask(operation, pace, turn, mine);
            if let Answer::Now = answer {
                return (Poll::Ready(act(state)), answer);
            }
            state.pending += 1;
            (Poll::Pending, answer)
        });
        if let Answer::Wake = answer {
            cx.waker().wake_by_ref();
        }
        polled
    }
}

/// What a partner is, and which of its kind.
pub(super) type Whom = (&'static str, usize);

impl fmt::Debug for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with(|state| {
            let mut out = f.debug_struct("Stage");
            out.field("manner", &state.manner).field("turn", &state.turn);
            out.field("misuses", &state.misuses).finish_non_exhaustive()
        })
    }
}
