//! Connections with one defect each.

use crate::{
    connection::{self, Defect as Connection},
    copy::{self, Defect as Copy},
    kill::Mutant,
    layered,
};

macro_rules! connection {
    ($rule:literal, $defect:ident, $what:literal, $words:literal) => {
        Mutant {
            rule: $rule,
            defect: $what,
            words: $words,
            subject: || connection::subject(Some(Connection::$defect)),
        }
    };
}

macro_rules! copy {
    ($rule:literal, $defect:ident, $what:literal, $words:literal) => {
        Mutant {
            rule: $rule,
            defect: $what,
            words: $words,
            subject: || copy::subject(Some(Copy::$defect)),
        }
    };
}

pub(crate) const MUTANTS: &[Mutant] = &[
    connection!("DUPLEX-01", SharesSlot, "keeps one waker for both sides", "is not woken"),
    connection!(
        "DUPLEX-02",
        ReadWaitsForOwnBytes,
        "a read waits until the end's own bytes have left",
        "both wait"
    ),
    connection!("DUPLEX-03", ShutdownClosesBoth, "a shutdown closes both directions", "write:"),
    connection!("DUPLEX-04", EndClosesWriter, "the end closes the other direction", "write:"),
    connection!("DUPLEX-04", ShutdownWakesNobody, "a shutdown wakes no reader", "no wake"),
    connection!("DUPLEX-05", DropWakesOne, "a drop wakes one of two tasks", "the writer is not"),
    connection!("DUPLEX-06", HalvesShareSlot, "its halves share a slot", "is not woken"),
    connection!("DUPLEX-06", SplitLosesBytes, "a split loses bytes", "halves lose no bytes"),
    connection!("DUPLEX-06", ReuniteTakesAny, "puts any two halves together", "put together"),
    connection!("DUPLEX-06", ReuniteRefusesAll, "puts no halves together", "they are refused"),
    connection!("DUPLEX-08", DropWakesUnderLock, "a drop wakes under the lock", "PeerDropped"),
    connection!("DUPLEX-08", DropsUnderLock, "drops a waker under the lock", "Replaced"),
    connection!("DUPLEX-09", DropsUnderLock, "drops a waker under the lock", "what they do there"),
    Mutant {
        rule: "DUPLEX-10",
        defect: "a read writes with the waker of the reader",
        words: "are not woken",
        subject: || layered::subject(true),
    },
    connection!("DUPLEX-11", EndSpins, "waits to write in a loop at the end", "without any event"),
    connection!("DUPLEX-12", RingWraps, "the last byte of a ring is wrong", "shortest script"),
    connection!("DUPLEX-13", SharesLanes, "two pairs share their buffers", "own connection"),
    copy!("DUPLEX-14", FlushesAtEndOnly, "flushes only at the end", "0 of 5 bytes"),
    copy!("DUPLEX-14", NeverFlushes, "never flushes", "0 of 5 bytes"),
    copy!("DUPLEX-14", CountsReads, "counts reads instead of bytes", "counts its bytes"),
    copy!("DUPLEX-15", ReadsAgain, "reads again while it flushes", "reads"),
    connection!("DUPLEX-16", ZeroHangs, "waits for room that never comes", "both wait"),
];
