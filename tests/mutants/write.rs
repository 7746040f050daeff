//! Writers with one defect each.

use crate::{buffered, kill::mutants, outlet};

mutants! {
    "WRITE-01" outlet::FullTakesNothing "answers `Ok(0)` when it is full" "`Ok(0)` for";
    "WRITE-01" outlet::ClaimsMore "counts one byte more than it took" "the peer got";
    "WRITE-02" outlet::EmptyWriteWaits "waits for room for no bytes" "full: Pending";
    "WRITE-03" outlet::PendingStages "keeps the bytes of a pending write" "Ok(16) for [ff, ff, ff]";
    "WRITE-04" outlet::ForgetsWaker "waits without keeping the waker" "no wake";
    "WRITE-04" outlet::UsesReaderSlot "keeps the waker where the reader's is" "no wake";
    "WRITE-05" outlet::KeepsFirstWaker "keeps the first waker" "of the first only";
    "WRITE-06" outlet::ClonesLate "clones the waker after the check for room" "beside room";
    "WRITE-06" outlet::RegistersLate "stores the waker after the check for room" "beside room";
    "WRITE-07" outlet::DropForgetsWriter "a drop wakes the reader only" "no wake";
    "WRITE-07" outlet::DeadPeerIsFull "takes a dead peer for a full one" "not woken";
    "WRITE-07" outlet::DropForgetsFlush "a drop wakes no pending flush" "flush or shutdown";
    "WRITE-08" outlet::DeadPeerSwallows "writes to a dead peer for ever" "were `Ok`";
    "WRITE-09" buffered::FlushKeepsBuffer "its flush leaves the buffer as it is" "0 of 1 bytes";
    "WRITE-09" outlet::DropLosesFlushed "a drop loses what was flushed" "0 of";
    "WRITE-10" buffered::FlushStopsAfterAStep "its flush ends after one step" "of 8 bytes";
    "WRITE-10" buffered::FlushSkipsInner "its flush is not passed on" "0 flushed";
    "WRITE-10" buffered::FlushKeepsFirstWaker "its flush keeps the first waker" "of poll 1";
    "WRITE-11" buffered::FlushStartsAgain "its flush starts the buffer anew" "script";
    "WRITE-11" buffered::PendingCountsAsSent "counts before the inner write is done" "script";
    "WRITE-12" outlet::CleanFlushWaits "a flush waits for the next write" "not woken";
    "WRITE-13" outlet::ShutdownOnlyFlushes "a shutdown only flushes" "no end";
    "WRITE-13" outlet::ShutdownLosesBytes "the end comes before the bytes" "then the end";
    "WRITE-14" buffered::ShutdownLosesBuffer "closes before its buffer is empty" "0 of 5 bytes";
    "WRITE-15" outlet::SecondShutdownFails "fails to shut down again" "shutdown 2";
    "WRITE-15" buffered::ShutdownFailsAgain "fails to shut down again after `Pending`"
        "flushed and shut down";
    "WRITE-16" outlet::FlushAfterShutdownPanics "asserts that it is open" "panic";
    "WRITE-16" outlet::FlushAfterShutdownFails "a flush after the shutdown fails" "flush 1";
    "WRITE-17" outlet::LateWriteIsSilent "drops what is written too late" "flush: `Ok(())`";
    "WRITE-17" outlet::LateWriteArrives "sends what is written too late" "unexpected";
    "WRITE-17" outlet::LateWriteWaits "waits for room after the shutdown" "not woken";
    "WRITE-18" buffered::ShutdownPendsAlone "waits for nothing, once" "no wake";
    "WRITE-18" buffered::ShutdownSpins "wakes itself until it can go on" "while it could not";
    "WRITE-19" outlet::VectoredClaimsAll "counts all slices after a part" "script";
    "WRITE-19" outlet::VectoredReverses "takes the last slice first" "script";
    "WRITE-20" outlet::VectoredStopsAtEmpty "looks at the first slice only" "Ok(0)";
    "WRITE-21" outlet::VectoredIsDefault "says yes and takes one slice" "2 and 2 bytes: Ok(2)";
    "WRITE-22" outlet::PassesRetriesOn "passes `WouldBlock` on" "WouldBlock";
    "WRITE-23" outlet::PanicsAfterError "panics after an error" "panic";
    "WRITE-23" outlet::HangsAfterError "waits for ever after an error" "still returns";
    "WRITE-23" outlet::SwallowsErrors "keeps errors for itself" "comes out";
    "WRITE-24" outlet::TakesBeforeError "takes bytes and fails all the same" "script";
    "WRITE-24" buffered::ErrorLosesBuffer "clears its buffer at an error" "script";
    "WRITE-24" buffered::ErrorRepeatsBuffer "starts its buffer anew at an error" "script";
    "WRITE-25" buffered::FullWaits "waits for a flush when it is full" "makes room by itself";
    "WRITE-26" outlet::KeepsCallersBuffer "reads the caller's buffer later" "0x02 instead of 0x01";
    "WRITE-27" outlet::WakesUnderLock "wakes under its lock" "while a waker is woken";
    "WRITE-27" outlet::DropsUnderLock "drops a waker under its lock" "while a waker is dropped";
    "WRITE-28" outlet::LeaksWaker "leaks the waker of a dropped writer" "1 are";
    "WRITE-29" outlet::WakesWithoutRoom "wakes at every call of the reader" "wakes in 100 polls";
    "WRITE-29" outlet::WakesItself "wakes itself before it waits" "wakes in 100 polls";
    "WRITE-30" outlet::DropBlocks "a drop waits for what is left" "did not end";
    "WRITE-31" outlet::FlushWaitsForReader "a flush waits for the reader" "not woken";
    "WRITE-32" outlet::NeverFull "never waits" "Endless";
    "WRITE-32" outlet::HoldsLess "waits one byte too early" "after 15 bytes";
    "WRITE-33" outlet::ClonesUnderLock "clones a waker under its lock" "while a waker is cloned";
    "WRITE-34" outlet::VectoredAnswerChanges "says no once it was flushed" "after a flush";
}
