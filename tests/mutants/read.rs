//! Readers with one defect each.

use crate::{
    kill::Mutant,
    pipe::{Defect, growing_subject, subject},
};

pub(crate) const MUTANTS: &[Mutant] = &[
    Mutant {
        rule: "READ-01",
        defect: "waits for bytes although there is no room",
        words: "idle: Pending",
        subject: || subject(Some(Defect::NoRoomWaits)),
    },
    Mutant {
        rule: "READ-02",
        defect: "takes an idle read with no room for the end",
        words: "0 bytes at once",
        subject: || subject(Some(Defect::NoRoomIsEnd)),
    },
    Mutant {
        rule: "READ-03",
        defect: "puts a byte into the buffer and waits all the same",
        words: "the buffer as it was",
        subject: || subject(Some(Defect::PendingMoves)),
    },
    Mutant {
        rule: "READ-04",
        defect: "waits without keeping the waker",
        words: "no wake",
        subject: || subject(Some(Defect::ReadForgetsWaker)),
    },
    Mutant {
        rule: "READ-04",
        defect: "keeps the waker in the slot of the writer",
        words: "no wake",
        subject: || subject(Some(Defect::ReadUsesWriterSlot)),
    },
    Mutant {
        rule: "READ-05",
        defect: "keeps the first waker",
        words: "the newest waker is woken",
        subject: || subject(Some(Defect::ReadKeepsFirstWaker)),
    },
    Mutant {
        rule: "READ-06",
        defect: "clones the waker after a look that it does not repeat",
        words: "a byte came while the waker was cloned",
        subject: || subject(Some(Defect::ReadRegistersLate)),
    },
    Mutant {
        rule: "READ-06",
        defect: "lets its lock go between the look and the storing",
        words: "nobody was woken",
        subject: || subject(Some(Defect::ReadLooksThenStores)),
    },
    Mutant {
        rule: "READ-07",
        defect: "passes an empty chunk on",
        words: "an empty chunk from below",
        subject: || subject(Some(Defect::EmptyChunkIsEnd)),
    },
    Mutant {
        rule: "READ-08",
        defect: "waits until the buffer is full",
        words: "from 1 to 5 bytes",
        subject: || subject(Some(Defect::WaitsForMore)),
    },
    Mutant {
        rule: "READ-09",
        defect: "drops the rest of a full queue",
        words: "shortest script: [Push(16), Read",
        subject: || subject(Some(Defect::LosesTailOfFullQueue)),
    },
    Mutant {
        rule: "READ-10",
        defect: "asks whether it is closed before it asks for bytes",
        words: "[], then the end",
        subject: || subject(Some(Defect::EndBeforeBytes)),
    },
    Mutant {
        rule: "READ-11",
        defect: "tells the end once",
        words: "the read is pending",
        subject: || subject(Some(Defect::EndOnce)),
    },
    Mutant {
        rule: "READ-12",
        defect: "remembers the end",
        words: "what was appended after the end",
        subject: || growing_subject(Some(Defect::EndIsKept)),
    },
    Mutant {
        rule: "READ-13",
        defect: "drops what came for a buffer that it does not see again",
        words: "after a pending read was given up",
        subject: || subject(Some(Defect::LosesWhatWasAbandoned)),
    },
    Mutant {
        rule: "READ-14",
        defect: "takes as much as the poll before had room for",
        words: "byte by byte",
        subject: || subject(Some(Defect::RemembersRoom)),
    },
    Mutant {
        rule: "READ-15",
        defect: "asks for an error before it asks for bytes",
        words: "the bytes before the error",
        subject: || subject(Some(Defect::ErrorBeforeBytes)),
    },
    Mutant {
        rule: "READ-15",
        defect: "fails and wakes nobody",
        words: "an error wakes the newest waker",
        subject: || subject(Some(Defect::ErrorWakesNobody)),
    },
    Mutant {
        rule: "READ-16",
        defect: "polls a future that an error has finished",
        words: "resumed after completion",
        subject: || subject(Some(Defect::PanicsAfterError)),
    },
    Mutant {
        rule: "READ-17",
        defect: "passes on what asks for another try",
        words: "WouldBlock inside came out",
        subject: || subject(Some(Defect::PassesRetriesOn)),
    },
    Mutant {
        rule: "READ-18",
        defect: "wakes itself before it waits",
        words: "wakes by 100 idle polls",
        subject: || subject(Some(Defect::ReadWakesItself)),
    },
    Mutant {
        rule: "READ-19",
        defect: "wakes while it holds its lock",
        words: "a read of the reader, in the middle of the Wake",
        subject: || subject(Some(Defect::WakesReaderUnderLock)),
    },
    Mutant {
        rule: "READ-19",
        defect: "drops a replaced waker while it holds its lock",
        words: "in the middle of the Drop",
        subject: || subject(Some(Defect::DropsReaderUnderLock)),
    },
    Mutant {
        rule: "READ-19",
        defect: "wakes a replaced waker while it holds its lock",
        words: "a write of the peer, in the middle of the Wake",
        subject: || subject(Some(Defect::WakesReplacedUnderLock)),
    },
    Mutant {
        rule: "READ-20",
        defect: "leaks the waker of a dropped reader",
        words: "no clone of the waker is left",
        subject: || subject(Some(Defect::LeaksReader)),
    },
    Mutant {
        rule: "READ-21",
        defect: "waits for bytes inside the poll when the room is large",
        words: "the poll did not return",
        subject: || subject(Some(Defect::ReadBlocks)),
    },
    Mutant {
        rule: "READ-22",
        defect: "stores only wakers of its first thread",
        words: "no wake, and",
        subject: || subject(Some(Defect::ReadStaysOnThread)),
    },
    Mutant {
        rule: "READ-25",
        defect: "wakes no reader when it is dropped",
        words: "is woken when the peer is dropped",
        subject: || subject(Some(Defect::DropForgetsReader)),
    },
    Mutant {
        rule: "READ-26",
        defect: "clones a waker while it holds its lock",
        words: "a write of the peer had not returned",
        subject: || subject(Some(Defect::ClonesReaderUnderLock)),
    },
    Mutant {
        rule: "READ-27",
        defect: "keeps the waker of a dropped reader",
        words: "while the peer lives",
        subject: || subject(Some(Defect::KeepsDroppedReader)),
    },
];
