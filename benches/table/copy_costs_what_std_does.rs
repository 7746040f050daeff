//! Does `copy` cost more than std's synchronous one?
//!
//! Both read into a buffer of 8 KiB and write it out. Ours also counts its reads, to give way, and keeps
//! what it needs to go on after a `Pending`.
//!
//! A regression: a flush between reads that were ready; zeroing the buffer for each read.

use std::hint::black_box;

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::{Chunks, Counter, KIB, MIB, ready, turns},
};

pub(crate) static QUESTION: Question = Question {
    name: "copy_costs_what_std_does",
    asks: "Does `copy` cost more than std's synchronous one? 8 MiB, instructions per KiB",
    rows: &[
        Row {
            case: "1 KiB per poll",
            unit: Unit::Instructions,
            ours: ours(|| by_ours(KIB)),
            peers: &[peer("std", || by_std(KIB)), peer("tokio", || by_tokio(KIB))],
            goal: Goal::Times(1.02),
        },
        Row {
            case: "64 KiB per poll",
            unit: Unit::Instructions,
            ours: ours(|| by_ours(64 * KIB)),
            peers: &[peer("std", || by_std(64 * KIB)), peer("tokio", || by_tokio(64 * KIB))],
            goal: Goal::Times(0.97),
        },
    ],
};

const TOTAL: usize = 8 * MIB;
const OPERATIONS: u32 = (TOTAL / KIB) as u32;

fn by_ours(chunk: usize) -> Counts {
    measure(OPERATIONS, || {
        let (mut reader, mut writer) = (Chunks::new(TOTAL, chunk), Counter::default());
        let copy = async_interop::io::copy(&mut reader, &mut writer);
        // It gives way now and then.
        black_box(turns(copy)).expect("it does not fail");
    })
}

fn by_std(chunk: usize) -> Counts {
    measure(OPERATIONS, || {
        let (mut reader, mut writer) = (Chunks::new(TOTAL, chunk), Counter::default());
        black_box(std::io::copy(&mut reader, &mut writer)).expect("it does not fail");
    })
}

fn by_tokio(chunk: usize) -> Counts {
    measure(OPERATIONS, || {
        let (mut reader, mut writer) = (Chunks::new(TOTAL, chunk), Counter::default());
        black_box(ready(tokio::io::copy(&mut reader, &mut writer))).expect("it does not fail");
    })
}
