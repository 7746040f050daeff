//! Buffered readers with one defect each.

use crate::{
    kill::Mutant,
    reader::{Defect, pipe_subject, subject},
};

pub(crate) const MUTANTS: &[Mutant] = &[
    Mutant {
        rule: "BUF-01",
        defect: "shows the rest of a buffer that was taken to its end",
        words: "no end before the bytes are taken",
        subject: || subject(Some(Defect::TakenBufferIsEnd)),
    },
    Mutant {
        rule: "BUF-01",
        defect: "passes an empty chunk on",
        words: "also after an empty chunk",
        subject: || subject(Some(Defect::EmptyChunkIsEnd)),
    },
    Mutant {
        rule: "BUF-02",
        defect: "reads over what nobody has taken",
        words: "a second fill starts with the bytes of the first",
        subject: || subject(Some(Defect::FillOverwrites)),
    },
    Mutant {
        rule: "BUF-03",
        defect: "waits for more although there are bytes",
        words: "after it Pending",
        subject: || subject(Some(Defect::FillWaitsAgain)),
    },
    Mutant {
        rule: "BUF-04",
        defect: "takes one byte more than it is told",
        words: "shortest script: [Push(",
        subject: || subject(Some(Defect::TakesOneMore)),
    },
    Mutant {
        rule: "BUF-05",
        defect: "takes no bytes of an empty buffer by a panic",
        words: "no buffer to consume from",
        subject: || subject(Some(Defect::EmptyBufferPanics)),
    },
    Mutant {
        rule: "BUF-06",
        defect: "reads past a buffer that has bytes, when the room is large",
        words: "Read(",
        subject: || subject(Some(Defect::LargeReadPassesBuffer)),
    },
    Mutant {
        rule: "BUF-07",
        defect: "keeps no waker of a fill, only of a read",
        words: "no wake of the fill's",
        subject: || subject(Some(Defect::FillForgetsWaker)),
    },
    Mutant {
        rule: "BUF-07",
        defect: "keeps the first waker of a fill",
        words: "no wake of the fill's",
        subject: || subject(Some(Defect::FillKeepsFirstWaker)),
    },
    Mutant {
        rule: "BUF-08",
        defect: "loses the buffer of a fill that was given up",
        words: "after a pending fill was given up",
        subject: || subject(Some(Defect::AbandonedFillLosesBuffer)),
    },
    Mutant {
        rule: "BUF-10",
        defect: "tells the end once",
        words: "the end again",
        subject: || subject(Some(Defect::EndOnce)),
    },
    Mutant {
        rule: "BUF-11",
        defect: "makes room at the next read or fill only",
        words: "is woken by a consume alone",
        subject: || pipe_subject(Some(Defect::TakingMakesNoRoom)),
    },
    Mutant {
        rule: "BUF-12",
        defect: "clears the buffer when the inner reader fails",
        words: "0 of 3 bytes and 1 errors, then nothing more",
        subject: || subject(Some(Defect::ErrorClearsBuffer)),
    },
    Mutant {
        rule: "BUF-12",
        defect: "keeps an error to itself",
        words: "each byte from before the error once, and the error",
        subject: || subject(Some(Defect::ErrorIsSwallowed)),
    },
    Mutant {
        rule: "BUF-13",
        defect: "asks the inner reader at every fill",
        words: "inner reads by 4 fills",
        subject: || subject(Some(Defect::FillAlwaysReads)),
    },
    Mutant {
        rule: "BUF-14",
        defect: "fills before it looks at the room",
        words: "idle: Pending",
        subject: || subject(Some(Defect::NoRoomFills)),
    },
    Mutant {
        rule: "BUF-15",
        defect: "drops the last byte of a buffer that is full",
        words: "after 7 of 8 bytes",
        subject: || subject(Some(Defect::LosesByteOfFullBuffer)),
    },
];
