//! Does `read_to_end` cost more than a loop over the vector's spare capacity?
//!
//! The loop knows that the reader is honest and the vector large enough at last; `read_to_end` has to
//! grow, to keep what is initialized, and to ask for the end without room. std's synchronous twin zeroes
//! and is slower.
//!
//! A regression: zeroing; a reallocation more; a poll more.

use std::{hint::black_box, pin::Pin, task::Poll};

use async_interop::io::{AsyncRead, AsyncReadExt as _, ReadBuf};

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::{Chunks, KIB, MIB, context, ready},
};

pub(crate) static QUESTION: Question = Question {
    name: "read_to_end_is_a_loop",
    asks: "Does `read_to_end` cost more than a loop? 8 MiB, instructions per KiB",
    rows: &[
        Row {
            case: "1 KiB per poll",
            unit: Unit::Instructions,
            ours: ours(|| by_ours(KIB)),
            peers: &[peer("a loop", || by_hand(KIB))],
            goal: Goal::Times(1.2),
        },
        Row {
            case: "1 KiB per poll",
            unit: Unit::Instructions,
            ours: ours(|| by_ours(KIB)),
            peers: &[peer("tokio", || by_tokio(KIB))],
            goal: Goal::Times(1.0),
        },
        Row {
            case: "64 KiB per poll",
            unit: Unit::Instructions,
            ours: ours(|| by_ours(64 * KIB)),
            peers: &[peer("a loop", || by_hand(64 * KIB))],
            goal: Goal::Times(1.02),
        },
        Row {
            case: "64 KiB per poll",
            unit: Unit::Instructions,
            ours: ours(|| by_ours(64 * KIB)),
            peers: &[peer("tokio", || by_tokio(64 * KIB))],
            goal: Goal::Times(1.0),
        },
    ],
};

const TOTAL: usize = 8 * MIB;
const OPERATIONS: u32 = (TOTAL / KIB) as u32;

fn by_ours(chunk: usize) -> Counts {
    measure(OPERATIONS, || {
        let mut bytes = Vec::new();
        let mut reader = Chunks::new(TOTAL, chunk);
        ready(reader.read_to_end(&mut bytes)).expect("it does not fail");
        black_box(bytes);
    })
}

fn by_tokio(chunk: usize) -> Counts {
    measure(OPERATIONS, || {
        let mut bytes = Vec::new();
        let mut reader = Chunks::new(TOTAL, chunk);
        ready(tokio::io::AsyncReadExt::read_to_end(&mut reader, &mut bytes))
            .expect("it does not fail");
        black_box(bytes);
    })
}

/// Grows as a vector does, and appends without zeroing.
fn by_hand(chunk: usize) -> Counts {
    measure(OPERATIONS, || {
        let mut bytes: Vec<u8> = Vec::new();
        let mut reader = Chunks::new(TOTAL, chunk);
        loop {
            bytes.reserve(32);
            let mut buf = ReadBuf::uninit(bytes.spare_capacity_mut());
            let Poll::Ready(Ok(())) =
                Pin::new(&mut reader).poll_read(&mut context(), buf.unfilled())
            else {
                unreachable!("it is ready and does not fail")
            };
            let filled = buf.len();
            if filled == 0 {
                break;
            }
            let len = bytes.len() + filled;
            #[expect(unsafe_code, reason = "what a caller writes who knows the reader")]
            // SAFETY: the buffer counted `filled` bytes behind `bytes`, so they were written.
            unsafe {
                bytes.set_len(len);
            }
        }
        black_box(bytes);
    })
}
