//! Wrappers, combinators and helpers of others, with strict partners: what do they do to what they poll?

use async_interop::{
    compat::{FromFutures, FromTokio, IntoFutures, IntoTokio},
    conformance::{Capabilities, Subject, Work, capabilities, harness::Stage},
};
use futures::{
    AsyncReadExt as _, AsyncWriteExt as _, FutureExt as _, StreamExt as _, future, io, stream,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let mut subjects = of_tokio();
    subjects.extend(of_futures());
    subjects.extend(of_others());
    subjects
}

fn subject(
    name: &str,
    package: &str,
    capabilities: Capabilities,
    work: fn(&Stage) -> Work,
) -> Subject {
    Subject::new(name, versions::of(package)).caller(capabilities, move || work)
}

const WRAPS: Capabilities = capabilities![adapter, reads, writes, shuts];
const WRAPS_VECTORED: Capabilities = capabilities![adapter, reads, writes, shuts, vectored];

fn of_tokio() -> Vec<Subject> {
    vec![
        subject("tokio/buf-stream", "tokio", WRAPS_VECTORED, |stage| {
            let stream = tokio::io::BufStream::with_capacity(7, 7, IntoTokio::new(stage.io()));
            stage.converse(FromTokio::new(stream))
        }),
        subject("tokio/halves", "tokio", capabilities![adapter, writes, shuts], |stage| {
            let (_, writer) = tokio::io::split(IntoTokio::new(stage.io()));
            stage.fill(FromTokio::new(writer))
        }),
        subject("tokio/copy", "tokio", capabilities![writes, shuts], |stage| {
            let (mut from, mut to) = (IntoTokio::new(stage.io()), IntoTokio::new(stage.io()));
            Box::pin(async move {
                tokio::io::copy(&mut from, &mut to).await?;
                to.shutdown().await?;
                Ok(Vec::new())
            })
        }),
        subject("tokio/copy-both-ways", "tokio", capabilities![writes, shuts], |stage| {
            let (mut a, mut b) = (IntoTokio::new(stage.io()), IntoTokio::new(stage.io()));
            Box::pin(async move {
                tokio::io::copy_bidirectional(&mut a, &mut b).await?;
                Ok(Vec::new())
            })
        }),
        subject("tokio/read-to-end", "tokio", capabilities![reads], |stage| {
            let mut io = IntoTokio::new(stage.io());
            Box::pin(async move {
                let mut read = Vec::new();
                io.read_to_end(&mut read).await?;
                Ok(read)
            })
        }),
        subject("tokio/lines", "tokio", capabilities![reads, consumes], |stage| {
            let mut lines = tokio::io::AsyncBufReadExt::lines(IntoTokio::new(stage.io()));
            Box::pin(async move {
                let mut read = Vec::new();
                while let Some(line) = lines.next_line().await? {
                    read.push(line);
                }
                Ok(read.join("\n").into_bytes())
            })
        }),
        subject("tokio/join", "tokio", capabilities![], |stage| {
            let [a, b, c] = [stage.future(), stage.future(), stage.future()];
            Box::pin(async move {
                let _ = tokio::join!(a, b, c);
                Ok(Vec::new())
            })
        }),
    ]
}

fn of_futures() -> Vec<Subject> {
    vec![
        subject("futures/buf-reader-writer", "futures-util", WRAPS, |stage| {
            let writer = io::BufWriter::with_capacity(7, IntoFutures::new(stage.io()));
            stage.converse(FromFutures::new(io::BufReader::with_capacity(7, writer)))
        }),
        subject("futures/halves", "futures-util", capabilities![adapter, writes, shuts], |stage| {
            let (_, writer) = IntoFutures::new(stage.io()).split();
            stage.fill(FromFutures::new(writer))
        }),
        subject("futures/copy-helper", "futures-util", capabilities![writes, shuts], |stage| {
            let (from, mut to) = (IntoFutures::new(stage.io()), IntoFutures::new(stage.io()));
            Box::pin(async move {
                io::copy(from, &mut to).await?;
                to.close().await?;
                Ok(Vec::new())
            })
        }),
        subject("futures/lines", "futures-util", capabilities![consumes], |stage| {
            let lines = io::AsyncBufReadExt::lines(IntoFutures::new(stage.io()));
            stage.exhaust(FromFutures::new(lines))
        }),
        subject("futures/chain", "futures-util", capabilities![adapter, hints], |stage| {
            let [first, second] = [stage.stream(), stage.stream()].map(IntoFutures::new);
            stage.exhaust(FromFutures::new(first.chain(second)))
        }),
        subject("futures/select", "futures-util", capabilities![adapter], |stage| {
            let [first, second] = [stage.stream(), stage.stream()].map(IntoFutures::new);
            stage.exhaust(FromFutures::new(stream::select(first, second)))
        }),
        subject(
            "futures/buffer-unordered",
            "futures-util",
            capabilities![adapter, hints],
            |stage| {
                let inner = stage.clone();
                let futures = IntoFutures::new(stage.stream()).map(move |_| inner.future());
                stage.exhaust(FromFutures::new(futures.buffer_unordered(2)))
            },
        ),
        subject("futures/join-all", "futures-util", capabilities![], |stage| {
            let futures = [stage.future(), stage.future(), stage.future()];
            Box::pin(async move {
                future::join_all(futures).await;
                Ok(Vec::new())
            })
        }),
        subject("futures/shared", "futures-util", capabilities![], |stage| {
            let shared = stage.future().map(|token| token.number()).shared();
            let other = shared.clone();
            Box::pin(async move {
                future::join(shared, other).await;
                Ok(Vec::new())
            })
        }),
    ]
}

/// The encoder of async-compression writes other bytes than it gets, so it declares less.
fn of_others() -> Vec<Subject> {
    vec![subject("futures/gzip-encoder", "async-compression", capabilities![shuts], |stage| {
        use async_compression::futures::write::GzipEncoder;

        let encoder = GzipEncoder::new(IntoFutures::new(stage.io()));
        stage.fill(FromFutures::new(encoder))
    })]
}
