//! Connections with one defect each.

use crate::{connection, copy, kill::mutants, layered};

mutants! {
    "DUPLEX-01" connection::SharesSlot "keeps one waker for both sides" "is not woken";
    "DUPLEX-02" connection::ReadWaitsForOwnBytes "a read waits until the end's own bytes have left"
        "both wait";
    "DUPLEX-03" connection::ShutdownClosesBoth "a shutdown closes both directions" "write:";
    "DUPLEX-04" connection::EndClosesWriter "the end closes the other direction" "write:";
    "DUPLEX-04" connection::ShutdownWakesNobody "a shutdown wakes no reader" "no wake";
    "DUPLEX-05" connection::DropWakesOne "a drop wakes one of two tasks" "the writer is not";
    "DUPLEX-06" connection::HalvesShareSlot "its halves share a slot" "is not woken";
    "DUPLEX-06" connection::SplitLosesBytes "a split loses bytes" "halves lose no bytes";
    "DUPLEX-06" connection::ReuniteTakesAny "puts any two halves together" "put together";
    "DUPLEX-06" connection::ReuniteRefusesAll "puts no halves together" "they are refused";
    "DUPLEX-08" connection::DropWakesUnderLock "a drop wakes under the lock" "PeerDropped";
    "DUPLEX-08" connection::DropsUnderLock "drops a waker under the lock" "Replaced";
    "DUPLEX-09" connection::DropsUnderLock "drops a waker under the lock" "what they do there";
    "DUPLEX-10" layered::ReadEvictsWriter "a read writes with the waker of the reader"
        "are not woken";
    "DUPLEX-11" connection::EndSpins "waits to write in a loop at the end" "without any event";
    "DUPLEX-12" connection::RingWraps "the last byte of a ring is wrong" "shortest script";
    "DUPLEX-13" connection::SharesLanes "two pairs share their buffers" "own connection";
    "DUPLEX-14" copy::FlushesAtEndOnly "flushes only at the end" "0 of 5 bytes";
    "DUPLEX-14" copy::NeverFlushes "never flushes" "0 of 5 bytes";
    "DUPLEX-14" copy::CountsReads "counts reads instead of bytes" "counts its bytes";
    "DUPLEX-15" copy::ReadsAgain "reads again while it flushes" "reads";
    "DUPLEX-16" connection::ZeroHangs "waits for room that never comes" "both wait";
}
