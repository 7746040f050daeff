//! What does a small write into a `BufWriter` cost?
//!
//! 100 bytes each, through `write_all`, which is what people write. What is beneath takes everything. std's
//! writer copies without looking at a result; ours goes through a future and a poll.
//!
//! A regression: a call that is not inlined; a bound that is checked twice.

use std::hint::black_box;

use async_interop::io::{AsyncWriteExt as _, BufWriter};
use std::io::Write as _;

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::{Counter, ready},
};

pub(crate) static QUESTION: Question = Question {
    name: "small_writes_are_buffered",
    asks: "What does a write of 100 bytes into a `BufWriter` cost? Instructions each",
    rows: &[
        Row {
            case: "`write_all`",
            unit: Unit::Instructions,
            ours: ours(by_ours),
            peers: &[peer("futures", by_futures)],
            goal: Goal::Times(0.85),
        },
        Row {
            case: "`write_all`",
            unit: Unit::Instructions,
            ours: ours(by_ours),
            peers: &[peer("std", by_std)],
            goal: Goal::Times(1.25),
        },
    ],
};

const WRITES: u32 = 100_000;

fn bytes() -> [u8; 100] {
    black_box([7; 100])
}

fn by_ours() -> Counts {
    let bytes = bytes();
    measure(WRITES, || {
        let mut writer = BufWriter::new(Counter::default());
        ready(async {
            for _ in 0..WRITES {
                writer.write_all(black_box(&bytes[..])).await.expect("it does not fail");
            }
            writer.flush().await.expect("it does not fail");
        });
    })
}

fn by_futures() -> Counts {
    let bytes = bytes();
    measure(WRITES, || {
        let mut writer = futures::io::BufWriter::new(Counter::default());
        ready(async {
            use futures::io::AsyncWriteExt;
            for _ in 0..WRITES {
                AsyncWriteExt::write_all(&mut writer, black_box(&bytes[..]))
                    .await
                    .expect("it does not fail");
            }
            AsyncWriteExt::flush(&mut writer).await.expect("it does not fail");
        });
    })
}

fn by_std() -> Counts {
    let bytes = bytes();
    measure(WRITES, || {
        let mut writer = std::io::BufWriter::new(Counter::default());
        for _ in 0..WRITES {
            writer.write_all(black_box(&bytes[..])).expect("it does not fail");
        }
        writer.flush().expect("it does not fail");
    })
}
