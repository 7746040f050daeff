//! CALLER: one subject of each kind. `tests/callers` has them all.

use alloc::{boxed::Box, vec::Vec};

use async_interop::{
    conformance::{Work, caller, capabilities, harness::Stage},
    future::join,
    io::{AsyncReadExt as _, AsyncWriteExt as _, BufWriter, copy},
    stream::StreamExt as _,
};

use crate::report::Report;

pub(crate) fn check(report: &mut Report) {
    report.suite("read_to_end", capabilities![reads], caller::checks(), || reads);
    report.suite("copy", capabilities![writes, shuts], caller::checks(), || copies);
    report.suite("join", capabilities![], caller::checks(), || joins);
    let buffers = capabilities![adapter, writes, shuts, vectored];
    report.suite("buf_writer", buffers, caller::checks(), || buffered);
    let adapter = capabilities![adapter, fused, hints, progress];
    report.suite("chain", adapter, caller::checks(), || chained);
}

fn reads(stage: &Stage) -> Work {
    let mut io = stage.io();
    Box::pin(async move {
        let mut read = Vec::new();
        io.read_to_end(&mut read).await?;
        Ok(read)
    })
}

fn copies(stage: &Stage) -> Work {
    let (mut from, mut to) = (stage.io(), stage.io());
    Box::pin(async move {
        copy(&mut from, &mut to).await?;
        to.shutdown().await?;
        Ok(Vec::new())
    })
}

fn joins(stage: &Stage) -> Work {
    let (one, other) = (stage.future(), stage.future());
    Box::pin(async move {
        join!(one, other);
        Ok(Vec::new())
    })
}

fn buffered(stage: &Stage) -> Work {
    stage.fill(BufWriter::with_buffer(stage.io(), [0; 7]))
}

fn chained(stage: &Stage) -> Work {
    stage.exhaust(stage.stream().chain(stage.stream()))
}
