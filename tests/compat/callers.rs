//! The suite CALLER: what the adapters do to the objects below them, by strict partners. Both adapters of
//! a family are in the way, so each is the caller of the other.

use async_interop::{
    compat::{
        FromEmbeddedIo, FromFutures, FromHyper, FromTokio, IntoEmbeddedIo, IntoFutures, IntoHyper,
        IntoTokio,
    },
    conformance::{self, harness::Stage},
};
use embedded_io_async::Read as _;

conformance::caller!(
    tokio,
    |stage: &Stage| stage.converse(FromTokio::new(IntoTokio::new(stage.io()))),
    capabilities [adapter, reads, writes, shuts, vectored]
);
conformance::caller!(
    tokio_in_buffer,
    |stage: &Stage| stage.drain_buffered(FromTokio::new(IntoTokio::new(stage.io()))),
    capabilities [adapter, reads, consumes]
);
conformance::caller!(
    hyper,
    |stage: &Stage| stage.converse(FromHyper::new(IntoHyper::new(stage.io()))),
    capabilities [adapter, reads, writes, shuts, vectored]
);
// Without `vectored`: futures-io cannot say that a type is.
conformance::caller!(
    futures,
    |stage: &Stage| stage.converse(FromFutures::new(IntoFutures::new(stage.io()))),
    capabilities [adapter, reads, writes, shuts]
);
conformance::caller!(
    futures_in_buffer,
    |stage: &Stage| stage.drain_buffered(FromFutures::new(IntoFutures::new(stage.io()))),
    capabilities [adapter, reads, consumes]
);
// Without `progress`: streams of futures have no such method.
conformance::caller!(
    futures_stream,
    |stage: &Stage| stage.exhaust(FromFutures::new(IntoFutures::new(stage.stream()))),
    capabilities [adapter, hints]
);
// Without `adapter` and `shuts`: embedded-io has no shutdown.
conformance::caller!(
    embedded,
    |stage: &Stage| {
        stage.converse(FromEmbeddedIo::assume_cancel_safe(IntoEmbeddedIo::new(stage.io())))
    },
    capabilities [reads, writes]
);
conformance::caller!(
    embedded_owned,
    |stage: &Stage| {
        let io = IntoEmbeddedIo::new(stage.io());
        stage.drain(FromEmbeddedIo::owned(io, [0; 7], |mut io, mut buf| async move {
            let read = io.read(&mut buf[..]).await;
            (io, buf, read)
        }))
    },
    capabilities[reads]
);
