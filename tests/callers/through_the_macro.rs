//! The macro, with a function and with a closure.

use async_interop::{
    conformance::{self, Work, harness::Stage},
    io::{AsyncReadExt as _, BufWriter},
};

fn reads_all(stage: &Stage) -> Work {
    let mut io = stage.io();
    Box::pin(async move {
        let mut read = Vec::new();
        io.read_to_end(&mut read).await?;
        Ok(read)
    })
}

conformance::caller!(read_to_end, reads_all, capabilities[reads]);
conformance::caller!(
    buf_writer,
    |stage: &Stage| stage.fill(BufWriter::with_capacity(7, stage.io())),
    capabilities [adapter, writes, shuts, vectored]
);
