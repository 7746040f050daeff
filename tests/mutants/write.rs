//! Writers with one defect each.

use crate::{
    buffered::{self, Defect as Buffered},
    kill::Mutant,
    outlet::{self, Defect as Outlet},
};

macro_rules! outlet {
    ($rule:literal, $defect:ident, $what:literal, $words:literal) => {
        Mutant {
            rule: $rule,
            defect: $what,
            words: $words,
            subject: || outlet::subject(Some(Outlet::$defect)),
        }
    };
}

macro_rules! buffered {
    ($rule:literal, $defect:ident, $what:literal, $words:literal) => {
        Mutant {
            rule: $rule,
            defect: $what,
            words: $words,
            subject: || buffered::subject(Some(Buffered::$defect)),
        }
    };
}

pub(crate) const MUTANTS: &[Mutant] = &[
    outlet!("WRITE-01", FullTakesNothing, "answers `Ok(0)` when it is full", "`Ok(0)` for"),
    outlet!("WRITE-01", ClaimsMore, "counts one byte more than it took", "the peer got"),
    outlet!("WRITE-02", EmptyWriteWaits, "waits for room for no bytes", "full: Pending"),
    outlet!("WRITE-03", PendingStages, "keeps the bytes of a pending write", "`Ok(16)` for 3"),
    outlet!("WRITE-04", ForgetsWaker, "waits without keeping the waker", "no wake"),
    outlet!("WRITE-04", UsesReaderSlot, "keeps the waker where the reader's is", "no wake"),
    outlet!("WRITE-05", KeepsFirstWaker, "keeps the first waker", "of the first only"),
    outlet!("WRITE-06", ClonesLate, "clones the waker after the check for room", "beside room"),
    outlet!("WRITE-06", RegistersLate, "stores the waker after the check for room", "beside room"),
    outlet!("WRITE-07", DropForgetsWriter, "a drop wakes the reader only", "no wake"),
    outlet!("WRITE-07", DeadPeerIsFull, "takes a dead peer for a full one", "not woken"),
    outlet!("WRITE-07", DropForgetsFlush, "a drop wakes no pending flush", "flush or shutdown"),
    outlet!("WRITE-08", DeadPeerSwallows, "writes to a dead peer for ever", "were `Ok`"),
    buffered!("WRITE-09", FlushKeepsBuffer, "its flush leaves the buffer as it is", "0 of 1 bytes"),
    outlet!("WRITE-09", DropLosesFlushed, "a drop loses what was flushed", "0 of"),
    buffered!("WRITE-10", FlushStopsAfterAStep, "its flush ends after one step", "of 8 bytes"),
    buffered!("WRITE-10", FlushSkipsInner, "its flush is not passed on", "0 flushed"),
    buffered!("WRITE-10", FlushKeepsFirstWaker, "its flush keeps the first waker", "of poll 1"),
    buffered!("WRITE-11", FlushStartsAgain, "its flush starts the buffer anew", "script"),
    buffered!("WRITE-11", PendingCountsAsSent, "counts before the inner write is done", "script"),
    outlet!("WRITE-12", CleanFlushWaits, "a flush waits for the next write", "not woken"),
    outlet!("WRITE-13", ShutdownOnlyFlushes, "a shutdown only flushes", "no end"),
    outlet!("WRITE-13", ShutdownLosesBytes, "the end comes before the bytes", "then the end"),
    buffered!("WRITE-14", ShutdownLosesBuffer, "closes before its buffer is empty", "0 of 5 bytes"),
    outlet!("WRITE-15", SecondShutdownFails, "fails to shut down again", "shutdown 2"),
    buffered!(
        "WRITE-15",
        ShutdownFailsAgain,
        "fails to shut down again after `Pending`",
        "flushed and shut down"
    ),
    outlet!("WRITE-16", FlushAfterShutdownPanics, "asserts that it is open", "panic"),
    outlet!("WRITE-16", FlushAfterShutdownFails, "a flush after the shutdown fails", "flush 1"),
    outlet!("WRITE-17", LateWriteIsSilent, "drops what is written too late", "flush: `Ok(())`"),
    outlet!("WRITE-17", LateWriteArrives, "sends what is written too late", "unexpected"),
    outlet!("WRITE-17", LateWriteWaits, "waits for room after the shutdown", "not woken"),
    buffered!("WRITE-18", ShutdownPendsAlone, "waits for nothing, once", "no wake"),
    buffered!("WRITE-18", ShutdownSpins, "wakes itself until it can go on", "while it could not"),
    outlet!("WRITE-19", VectoredClaimsAll, "counts all slices after a part", "script"),
    outlet!("WRITE-19", VectoredReverses, "takes the last slice first", "script"),
    outlet!("WRITE-20", VectoredStopsAtEmpty, "looks at the first slice only", "Ok(0)"),
    outlet!("WRITE-21", VectoredIsDefault, "says yes and takes one slice", "2 and 2 bytes: Ok(2)"),
    outlet!("WRITE-22", PassesRetriesOn, "passes `WouldBlock` on", "WouldBlock"),
    outlet!("WRITE-23", PanicsAfterError, "panics after an error", "panic"),
    outlet!("WRITE-23", HangsAfterError, "waits for ever after an error", "still returns"),
    outlet!("WRITE-23", SwallowsErrors, "keeps errors for itself", "comes out"),
    outlet!("WRITE-24", TakesBeforeError, "takes bytes and fails all the same", "script"),
    buffered!("WRITE-24", ErrorLosesBuffer, "clears its buffer at an error", "script"),
    buffered!("WRITE-24", ErrorRepeatsBuffer, "starts its buffer anew at an error", "script"),
    buffered!("WRITE-25", FullWaits, "waits for a flush when it is full", "makes room by itself"),
    outlet!(
        "WRITE-26",
        KeepsCallersBuffer,
        "reads the caller's buffer later",
        "0x02 instead of 0x01"
    ),
    outlet!("WRITE-27", WakesUnderLock, "wakes under its lock", "while a waker is woken"),
    outlet!("WRITE-27", DropsUnderLock, "drops a waker under its lock", "while a waker is dropped"),
    outlet!("WRITE-28", LeaksWaker, "leaks the waker of a dropped writer", "1 are"),
    outlet!(
        "WRITE-29",
        WakesWithoutRoom,
        "wakes at every call of the reader",
        "wakes in 100 polls"
    ),
    outlet!("WRITE-29", WakesItself, "wakes itself before it waits", "wakes in 100 polls"),
    outlet!("WRITE-30", DropBlocks, "a drop waits for what is left", "did not end"),
    outlet!("WRITE-31", FlushWaitsForReader, "a flush waits for the reader", "not woken"),
    outlet!("WRITE-32", NeverFull, "never waits", "Endless"),
    outlet!("WRITE-32", HoldsLess, "waits one byte too early", "after 15 bytes"),
    outlet!(
        "WRITE-33",
        ClonesUnderLock,
        "clones a waker under its lock",
        "while a waker is cloned"
    ),
    outlet!("WRITE-34", VectoredAnswerChanges, "says no once it was flushed", "after a flush"),
];
