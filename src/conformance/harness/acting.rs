//! A caller under test, driven by hand.

use alloc::{format, string::String, vec::Vec};
use core::{fmt, task::Poll};

use super::{
    Manner, Stage, TestWaker,
    drive::{entered, eventually},
};
use crate::{
    conformance::{Caller, Env, Stop, Work},
    io::Result as IoResult,
};

/// A caller under test with its stage, driven by hand.
///
/// Every use of the subject goes through [`Caller::enter`]; every wait has a limit.
pub struct Acting<'a> {
    caller: &'a mut dyn Caller,
    stage: Stage,
    work: Option<Work>,
    patience: u32,
}

/// Why a subject did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// A partner that had made it wait in its newest poll woke it, and the waker of that poll was not
    /// woken.
    NotWoken,
    /// It is pending, and nobody will wake it.
    Asleep,
    /// It goes on and on.
    Endless,
}

impl fmt::Display for Unfinished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotWoken => {
                "what it waited for has woken, and the waker of its last poll was not"
            }
            Self::Asleep => "it is pending, and nothing that it uses will wake it",
            Self::Endless => "it goes on and on, and does not come to its end",
        })
    }
}

impl<'a> Acting<'a> {
    /// How often a subject is polled before it counts as endless.
    const POLLS: usize = 10_000;

    /// Puts a fresh subject on a fresh stage.
    pub fn begin(caller: &'a mut dyn Caller, manner: Manner, env: &Env) -> Self {
        let stage = Stage::new(manner);
        if env.has("fused") {
            stage.polls_fused_streams_on();
        }
        Self { caller, stage, work: None, patience: env.patience() }
    }

    /// Returns the stage.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Polls the subject once.
    pub fn poll(&mut self, waker: &TestWaker) -> Poll<IoResult<Vec<u8>>> {
        let Self { caller, stage, work, .. } = self;
        let work = work.get_or_insert_with(|| caller.work(stage));
        stage.begin_poll();
        entered(|run| caller.enter(run), || work.as_mut().poll(&mut waker.context()))
    }

    /// Grants a partner what it was asked for, if one has the subject wait.
    ///
    /// # Errors
    ///
    /// What is wrong if nothing then wakes the subject, whose newest poll had `waker`.
    pub fn go_on(&mut self, waker: &TestWaker) -> Result<(), Unfinished> {
        if waker.wakes() > 0 {
            return Ok(());
        }
        let waiting = self.stage.grant();
        let caller = &mut *self.caller;
        // Who waits for nothing that is here waits for something of its own: a timer, a thread.
        let patience = if waiting.is_some() { self.patience / 20 } else { self.patience };
        let woken = eventually(caller, patience, |caller| caller.settle(), || waker.wakes() > 0);
        match waiting {
            _ if woken => Ok(()),
            Some(waiting) if waiting.fresh => Err(Unfinished::NotWoken),
            Some(_) => Ok(()),
            None => Err(Unfinished::Asleep),
        }
    }

    /// Polls the subject to its end, with another waker each time.
    ///
    /// # Errors
    ///
    /// [`Unfinished`] if it does not come there.
    pub fn finish(&mut self) -> Result<IoResult<Vec<u8>>, Unfinished> {
        for _ in 0..Self::POLLS {
            let waker = TestWaker::new();
            if let Poll::Ready(result) = self.poll(&waker) {
                self.leave();
                return Ok(result);
            }
            self.go_on(&waker)?;
        }
        Err(Unfinished::Endless)
    }

    /// Polls the subject to its end, for checks that look at what it did until then.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if it does not come there: other rules tell why.
    pub fn played(&mut self) -> Result<IoResult<Vec<u8>>, Stop> {
        self.finish().map_err(|why| {
            Stop::inconclusive(format!("the subject does not end: {why} (CALLER-05, CALLER-08)"))
        })
    }

    /// Drops the subject.
    pub fn leave(&mut self) {
        self.stage.begin_drop();
        let work = self.work.take();
        entered(|run| self.caller.enter(run), || drop(work));
    }
}

impl fmt::Debug for Acting<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acting").field("stage", &self.stage).finish_non_exhaustive()
    }
}

/// Says how a subject's work ended, as the end of a sentence.
pub(crate) fn ending(result: &IoResult<Vec<u8>>) -> String {
    match result {
        Ok(read) => format!("it ended well, with {} bytes", read.len()),
        Err(error) => format!("it failed: {error}"),
    }
}
