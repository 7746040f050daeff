//! What waits for its turn.

use core::task::Waker;

use super::Pace;

/// What polls a partner with one waker: the reading side of an object, its writing side, a stream.
#[derive(Debug)]
pub(super) struct Side {
    permits: [Permit; Operation::COUNT],
    /// Of the newest poll that was pending.
    waker: Option<Waker>,
    /// In which poll of the subject that was.
    turn: usize,
}

/// What a side is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operation {
    Read,
    Write,
    Flush,
    Shutdown,
    Seek,
    Next,
    Progress,
    Finish,
}

impl Operation {
    const COUNT: usize = Self::Finish as usize + 1;
}

/// Whether an operation may be done.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Permit {
    NotAsked,
    Waiting,
    Granted,
}

/// A partner that made the subject wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Whether that was in the subject's newest poll.
    pub fresh: bool,
}

/// What came of asking.
pub(super) enum Answer {
    Now,
    /// Not now; ask again at once.
    Wake,
    /// Not now; the waker that was there before is not needed any more.
    Wait {
        _stale: Option<Waker>,
    },
}

impl Side {
    pub(super) const fn new() -> Self {
        Self { permits: [Permit::NotAsked; Operation::COUNT], waker: None, turn: 0 }
    }

    /// Asks for `operation` in poll `turn` of the subject, with the waker `mine`.
    pub(super) fn ask(
        &mut self,
        operation: Operation,
        pace: Pace,
        turn: usize,
        mine: Waker,
    ) -> Answer {
        let permit = &mut self.permits[operation as usize];
        match (pace, *permit) {
            (Pace::AtOnce, _) | (_, Permit::Granted) => {
                *permit = Permit::NotAsked;
                Answer::Now
            }
            (Pace::AfterWake, _) => {
                *permit = Permit::Granted;
                Answer::Wake
            }
            (Pace::WhenGranted, _) => {
                *permit = Permit::Waiting;
                self.turn = turn;
                Answer::Wait { _stale: self.waker.replace(mine) }
            }
        }
    }

    pub(super) fn waits(&self) -> bool {
        self.permits.contains(&Permit::Waiting)
    }

    /// Returns in which poll of the subject it was last made to wait.
    pub(super) const fn turn(&self) -> usize {
        self.turn
    }

    /// Grants all that waits, and returns whom to wake.
    pub(super) fn grant(&mut self) -> Option<Waker> {
        for permit in &mut self.permits {
            if *permit == Permit::Waiting {
                *permit = Permit::Granted;
            }
        }
        self.waker.take()
    }
}
