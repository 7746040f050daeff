//! Is a line found as fast as the best of our peers finds one?
//!
//! 100,000 lines, each of a few words, behind a `BufReader` of 8 KiB. Searching is memchr's, as in two of
//! the peers; the rest is what moves a line into its vector or string.
//!
//! A regression: a search by byte; validating a line twice; an allocation where none is needed.

use std::hint::black_box;

use async_interop::io::{AsyncBufReadExt, BufReader};

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::ready,
};

pub(crate) static QUESTION: Question = Question {
    name: "lines_are_searched",
    asks: "Is a line found as fast as the best of our peers finds one? Instructions per line",
    rows: &[
        Row {
            case: "`read_until`",
            unit: Unit::Instructions,
            ours: ours(until_ours),
            peers: &[
                peer("tokio", until_tokio),
                peer("futures", until_futures),
                peer("futures-lite", until_lite),
            ],
            goal: Goal::Times(1.0),
        },
        Row {
            case: "`read_line`",
            unit: Unit::Instructions,
            ours: ours(line_ours),
            peers: &[
                peer("futures", line_futures),
                peer("tokio", line_tokio),
                peer("futures-lite", line_lite),
            ],
            goal: Goal::Times(1.0),
        },
        Row {
            case: "`lines`",
            unit: Unit::Instructions,
            ours: ours(lines_ours),
            peers: &[
                peer("futures", lines_futures),
                peer("tokio", lines_tokio),
                peer("futures-lite", lines_lite),
            ],
            goal: Goal::Times(0.87),
        },
    ],
};

const LINES: u32 = 100_000;

fn text() -> Vec<u8> {
    let mut text = String::new();
    for line in 0..LINES {
        let words = ["the quick brown fox", "jumps over", "the lazy dog and on"];
        text.push_str(words[line as usize % 3]);
        text.push_str(words[line as usize / 3 % 3]);
        text.push('\n');
    }
    black_box(text.into_bytes())
}

fn until_ours() -> Counts {
    let text = text();
    measure(LINES, || {
        let mut reader = BufReader::new(&text[..]);
        let mut line = Vec::new();
        while ready(AsyncBufReadExt::read_until(&mut reader, b'\n', &mut line))
            .expect("it does not fail")
            > 0
        {
            black_box(&line);
            line.clear();
        }
    })
}

fn until_futures() -> Counts {
    let text = text();
    measure(LINES, || {
        let mut reader = futures::io::BufReader::new(&text[..]);
        let mut line = Vec::new();
        while ready(futures::AsyncBufReadExt::read_until(&mut reader, b'\n', &mut line))
            .expect("it does not fail")
            > 0
        {
            black_box(&line);
            line.clear();
        }
    })
}

fn until_tokio() -> Counts {
    let text = text();
    measure(LINES, || {
        let mut reader = tokio::io::BufReader::new(&text[..]);
        let mut line = Vec::new();
        while ready(tokio::io::AsyncBufReadExt::read_until(&mut reader, b'\n', &mut line))
            .expect("it does not fail")
            > 0
        {
            black_box(&line);
            line.clear();
        }
    })
}

fn until_lite() -> Counts {
    let text = text();
    measure(LINES, || {
        let mut reader = futures_lite::io::BufReader::new(&text[..]);
        let mut line = Vec::new();
        while ready(futures_lite::AsyncBufReadExt::read_until(&mut reader, b'\n', &mut line))
            .expect("it does not fail")
            > 0
        {
            black_box(&line);
            line.clear();
        }
    })
}

fn line_ours() -> Counts {
    let text = text();
    measure(LINES, || {
        let mut reader = BufReader::new(&text[..]);
        let mut line = String::new();
        while ready(AsyncBufReadExt::read_line(&mut reader, &mut line)).expect("it does not fail")
            > 0
        {
            black_box(&line);
            line.clear();
        }
    })
}

fn line_futures() -> Counts {
    let text = text();
    measure(LINES, || {
        let mut reader = futures::io::BufReader::new(&text[..]);
        let mut line = String::new();
        while ready(futures::AsyncBufReadExt::read_line(&mut reader, &mut line))
            .expect("it does not fail")
            > 0
        {
            black_box(&line);
            line.clear();
        }
    })
}

fn line_tokio() -> Counts {
    let text = text();
    measure(LINES, || {
        let mut reader = tokio::io::BufReader::new(&text[..]);
        let mut line = String::new();
        while ready(tokio::io::AsyncBufReadExt::read_line(&mut reader, &mut line))
            .expect("it does not fail")
            > 0
        {
            black_box(&line);
            line.clear();
        }
    })
}

fn line_lite() -> Counts {
    let text = text();
    measure(LINES, || {
        let mut reader = futures_lite::io::BufReader::new(&text[..]);
        let mut line = String::new();
        while ready(futures_lite::AsyncBufReadExt::read_line(&mut reader, &mut line))
            .expect("it does not fail")
            > 0
        {
            black_box(&line);
            line.clear();
        }
    })
}

fn lines_ours() -> Counts {
    let text = text();
    measure(LINES, || {
        let mut lines = AsyncBufReadExt::lines(BufReader::new(&text[..]));
        while let Some(line) = ready(async_interop::stream::StreamExt::next(&mut lines)) {
            _ = black_box(line);
        }
    })
}

fn lines_futures() -> Counts {
    let text = text();
    measure(LINES, || {
        let mut lines = futures::AsyncBufReadExt::lines(futures::io::BufReader::new(&text[..]));
        while let Some(line) = ready(futures::StreamExt::next(&mut lines)) {
            _ = black_box(line);
        }
    })
}

fn lines_tokio() -> Counts {
    let text = text();
    measure(LINES, || {
        let mut lines = tokio::io::AsyncBufReadExt::lines(tokio::io::BufReader::new(&text[..]));
        while let Some(line) = ready(lines.next_line()).transpose() {
            _ = black_box(line);
        }
    })
}

fn lines_lite() -> Counts {
    let text = text();
    measure(LINES, || {
        let mut lines =
            futures_lite::AsyncBufReadExt::lines(futures_lite::io::BufReader::new(&text[..]));
        while let Some(line) = ready(futures::StreamExt::next(&mut lines)) {
            _ = black_box(line);
        }
    })
}
