//! Readers with one defect each.

use crate::{
    kill::Mutant,
    pipe::{Defect, subject},
};

pub(crate) const MUTANTS: &[Mutant] = &[
    Mutant {
        rule: "READ-01",
        defect: "waits for bytes although there is no room",
        words: "idle: Pending",
        subject: || subject(Some(Defect::NoRoomWaits)),
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
        rule: "READ-05",
        defect: "keeps the first waker",
        words: "the newest waker is woken",
        subject: || subject(Some(Defect::ReadKeepsFirstWaker)),
    },
    Mutant {
        rule: "READ-11",
        defect: "tells the end once",
        words: "the read is pending",
        subject: || subject(Some(Defect::EndOnce)),
    },
];
