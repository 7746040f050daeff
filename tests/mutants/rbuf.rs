//! Readers with one defect each, in what they do to the buffer.

use crate::{
    kill::Mutant,
    pipe::{Defect, adapter_subject, subject},
};

pub(crate) const MUTANTS: &[Mutant] = &[
    Mutant {
        rule: "RBUF-04",
        defect: "counts bytes that it did not copy",
        words: "no leftover of the buffer",
        subject: || subject(Some(Defect::CountsUnwritten)),
    },
    Mutant {
        rule: "RBUF-05",
        defect: "adds a limit of the maximum to what is filled",
        words: "with 32 of 64 bytes filled: Ready",
        subject: || subject(Some(Defect::LimitOverflows)),
    },
    Mutant {
        rule: "RBUF-06",
        defect: "zeroes the room of every read",
        words: "16384 of 16384 bytes",
        subject: || subject(Some(Defect::ZeroesRoom)),
    },
    Mutant {
        rule: "RBUF-07",
        defect: "takes what was filled before for what it read",
        words: "behind",
        subject: || subject(Some(Defect::CountsEarlierBytes)),
    },
    Mutant {
        rule: "RBUF-08",
        defect: "initializes the room of every read",
        words: "1048576 by poll 0",
        subject: || adapter_subject(Some(Defect::InitializesRoom)),
    },
];
