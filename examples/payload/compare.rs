//! The same payload without this crate: quinn on its own runtime for tokio, async-compression on
//! quinn's streams, the copy of futures. How much do our traits cost?

use std::{
    fmt,
    io::{self, Read},
    net::Ipv4Addr,
    pin::Pin,
    sync::{Arc, atomic::AtomicU64},
    task::{Context, Poll},
    time::Instant,
};

use async_compression::futures::{bufread, write};
use futures::{
    AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt,
    io::{AsyncBufRead, BufReader},
};
use quinn::{Endpoint, EndpointConfig, RecvStream, SendStream, TokioRuntime, VarInt};
use sha2::{Digest as _, Sha256};

use crate::{
    args::Args,
    codec::Codec,
    failure::Failure,
    job::{self, Done},
    outcome::{Outcome, Side},
    protocol::{Request, Status},
    runtimes,
    size::short,
    tls::{self, Identity},
};

/// The throughput of both, in bytes per second, one of each round.
#[derive(Debug)]
pub(crate) struct Comparison {
    ours: Vec<f64>,
    theirs: Vec<f64>,
}

/// Sends the payload `rounds` times through our traits and as often through theirs, in turn, so that
/// both meet the same machine.
pub(crate) fn run(rounds: u32, args: &Args) -> Result<Comparison, Failure> {
    let mut comparison = Comparison { ours: vec![], theirs: vec![] };
    // The first round warms up, and is not counted.
    for round in 0..=rounds {
        let measured = if round % 2 == 0 {
            let ours = ours(args)?;
            (ours, theirs(args)?)
        } else {
            let theirs = theirs(args)?;
            (ours(args)?, theirs)
        };
        if round > 0 {
            comparison.ours.push(measured.0);
            comparison.theirs.push(measured.1);
        }
    }
    Ok(comparison)
}

fn ours(args: &Args) -> Result<f64, Failure> {
    let tokio = runtimes::all().into_iter().find(|runtime| runtime.name == "tokio");
    match tokio.ok_or("no tokio")?.start(job::both_ends(args, Arc::default())?)? {
        Done::Sent(outcome) => checked(&outcome),
        Done::Served { .. } => Err("it served, and was to send".into()),
    }
}

fn theirs(args: &Args) -> Result<f64, Failure> {
    checked(&tokio::runtime::Runtime::new()?.block_on(native(args))?)
}

fn checked(outcome: &Outcome) -> Result<f64, Failure> {
    match outcome.is_the_same() {
        true => Ok(outcome.throughput()),
        false => Err("what arrived is not what was sent".into()),
    }
}

/// What `client` and `server` do, step by step.
async fn native(args: &Args) -> Result<Outcome, Failure> {
    let identity = Identity::new(&[])?;
    let runtime = Arc::new(TokioRuntime);
    let socket = || std::net::UdpSocket::bind((Ipv4Addr::LOCALHOST, 0));
    let (config, server_config) = (EndpointConfig::default(), Some(identity.server()?));
    let server = Endpoint::new(config, server_config, socket()?, runtime.clone())?;
    let client = Endpoint::new(EndpointConfig::default(), None, socket()?, runtime)?;
    let address = server.local_addr()?;

    let serving = tokio::spawn(async move {
        let connection = server.accept().await.ok_or("closed")?.await?;
        let (send, receive) = connection.accept_bi().await?;
        receive_payload(send, receive).await?;
        server.wait_idle().await;
        Ok::<_, Failure>(())
    });
    let tls = tls::client(identity.certificate.clone())?;
    let connection = client.connect_with(tls, address, "localhost")?.await?;
    let (mut send, mut receive) = connection.open_bi().await?;
    let (length, reader) = args.source().open()?;
    let mut source = Sent { inner: reader, hash: Sha256::new(), count: AtomicU64::new(0) };
    let started = Instant::now();
    let request = Request { codec: args.codec, length };
    AsyncWriteExt::write_all(&mut send, &request.to_bytes()).await?;
    let mut encoder = encoder(args.codec, &mut send);
    futures::io::copy(&mut source, &mut encoder).await?;
    encoder.close().await?;
    drop(encoder);
    let mut answer = [0; 49];
    AsyncReadExt::read_exact(&mut receive, &mut answer).await?;
    let elapsed = started.elapsed();
    connection.close(VarInt::from_u32(0), b"done");
    client.wait_idle().await;
    serving.await??;

    let number = |at: usize| answer[at..at + 8].try_into().map(u64::from_be_bytes);
    Ok(Outcome {
        sent: Side { length, hash: source.hash.finalize().into() },
        received: Side { length: number(1)?, hash: answer[17..].try_into()? },
        on_the_wire: number(9)?,
        elapsed,
    })
}

async fn receive_payload(mut send: SendStream, receive: RecvStream) -> Result<(), Failure> {
    let mut wire = BufReader::new(Counted { inner: receive, count: 0 });
    let mut request = [0; Request::LENGTH];
    wire.read_exact(&mut request).await?;
    let Request { codec, length } = Request::from_bytes(request).map_err(|(_, text)| text)?;
    let mut received = Received::default();
    let mut payload = decoder(codec, &mut wire).take(length.saturating_add(1));
    futures::io::copy(&mut payload, &mut received).await?;
    drop(payload);
    if wire.read(&mut [0]).await? != 0 {
        return Err("there are bytes after the compressed payload".into());
    }
    let on_the_wire = wire.get_ref().count - Request::LENGTH as u64;
    AsyncWriteExt::write_all(&mut send, &[Status::Taken as u8]).await?;
    AsyncWriteExt::write_all(&mut send, &received.count.to_be_bytes()).await?;
    AsyncWriteExt::write_all(&mut send, &on_the_wire.to_be_bytes()).await?;
    AsyncWriteExt::write_all(&mut send, &received.hash.finalize()).await?;
    send.close().await?;
    Ok(())
}

fn encoder<'a>(
    codec: Codec,
    sink: impl AsyncWrite + Send + 'a,
) -> Pin<Box<dyn AsyncWrite + Send + 'a>> {
    let level = codec.level();
    match codec {
        Codec::Gzip => Box::pin(write::GzipEncoder::with_quality(sink, level)),
        Codec::Zstd => Box::pin(write::ZstdEncoder::with_quality(sink, level)),
        Codec::Brotli => Box::pin(write::BrotliEncoder::with_quality(sink, level)),
    }
}

fn decoder<'a>(
    codec: Codec,
    source: impl AsyncBufRead + Send + 'a,
) -> Pin<Box<dyn AsyncRead + Send + 'a>> {
    match codec {
        Codec::Gzip => Box::pin(bufread::GzipDecoder::new(source)),
        Codec::Zstd => Box::pin(bufread::ZstdDecoder::new(source)),
        Codec::Brotli => Box::pin(bufread::BrotliDecoder::new(source)),
    }
}

/// `meter::Sent`, in their terms.
struct Sent {
    inner: Box<dyn Read + Send>,
    hash: Sha256,
    count: AtomicU64,
}

impl AsyncRead for Sent {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        let read = self.inner.read(buf)?;
        self.hash.update(&buf[..read]);
        self.count.fetch_add(read as u64, std::sync::atomic::Ordering::Relaxed);
        Poll::Ready(Ok(read))
    }
}

/// `meter::Received`, in their terms.
#[derive(Default)]
struct Received {
    hash: Sha256,
    count: u64,
}

impl AsyncWrite for Received {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.hash.update(buf);
        self.count += buf.len() as u64;
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// `meter::Counted`, in their terms.
struct Counted {
    inner: RecvStream,
    count: u64,
}

impl AsyncRead for Counted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        let polled = AsyncRead::poll_read(Pin::new(&mut self.inner), cx, buf);
        if let Poll::Ready(Ok(read)) = &polled {
            self.count += *read as u64;
        }
        polled
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ours, theirs) = (Spread::of(&self.ours), Spread::of(&self.theirs));
        writeln!(f, "{} rounds in turn, on tokio", self.ours.len())?;
        writeln!(f, "through our traits      {ours}")?;
        writeln!(f, "quinn's and the codec's {theirs}")?;
        let rounds = self.ours.iter().zip(&self.theirs).map(|(ours, theirs)| ours / theirs);
        let ratio = Spread::of(&rounds.collect::<Vec<_>>());
        writeln!(
            f,
            "ratio of the medians {:.3}; of each round: median {:.3}, half of them {:.3} to {:.3}",
            ours.median / theirs.median,
            ratio.median,
            ratio.low,
            ratio.high
        )
    }
}

/// The middle of some numbers, and between what the middle half of them is.
struct Spread {
    low: f64,
    median: f64,
    high: f64,
}

impl Spread {
    fn of(numbers: &[f64]) -> Self {
        let mut sorted = numbers.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |part: usize| sorted.get(sorted.len() * part / 4).copied().unwrap_or(f64::NAN);
        Self { low: at(1), median: at(2), high: at(3) }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { low, median, high } = *self;
        write!(f, "{:>8}/s (half of them {} to {})", short(median), short(low), short(high))
    }
}
