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

/// What both took.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    ours: Series,
    theirs: Series,
}

/// The rounds of one of them.
#[derive(Debug, Default)]
struct Series {
    /// Bytes per second.
    throughput: Vec<f64>,
    /// Of the whole process, in ticks of the system; where it says them.
    processor: u64,
}

impl Series {
    fn add(&mut self, measured: Measured) {
        self.throughput.push(measured.throughput);
        self.processor += measured.processor;
    }
}

#[derive(Clone, Copy, Debug)]
struct Measured {
    throughput: f64,
    processor: u64,
}

impl Measured {
    fn of(send: impl FnOnce() -> Result<Outcome, Failure>) -> Result<Self, Failure> {
        let before = processor();
        let outcome = send()?;
        if !outcome.is_the_same() {
            return Err("what arrived is not what was sent".into());
        }
        Ok(Self { throughput: outcome.throughput(), processor: processor() - before })
    }
}

/// The time that this process has used, in ticks; 0 where the system has no such file.
fn processor() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program is in parentheses, and may have any character.
    let numbers = stat.rsplit_once(')').map_or("", |(_, numbers)| numbers);
    numbers.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum()
}

/// Sends the payload `rounds` times through our traits and as often through theirs, in turn, so that
/// both meet the same machine.
pub(crate) fn run(rounds: u32, args: &Args) -> Result<Comparison, Failure> {
    let mut comparison = Comparison::default();
    // The first round warms up, and is not counted.
    for round in 0..=rounds {
        let (ours, theirs) = if round % 2 == 0 {
            let ours = Measured::of(|| ours(args))?;
            (ours, Measured::of(|| theirs(args))?)
        } else {
            let theirs = Measured::of(|| theirs(args))?;
            (Measured::of(|| ours(args))?, theirs)
        };
        if round > 0 {
            comparison.ours.add(ours);
            comparison.theirs.add(theirs);
        }
    }
    Ok(comparison)
}

fn ours(args: &Args) -> Result<Outcome, Failure> {
    let tokio = runtimes::all().into_iter().find(|runtime| runtime.name == "tokio");
    match tokio.ok_or("no tokio")?.start(job::both_ends(args, Arc::default())?)? {
        Done::Sent(outcome) => Ok(outcome),
        Done::Served { .. } => Err("it served, and was to send".into()),
    }
}

fn theirs(args: &Args) -> Result<Outcome, Failure> {
    tokio::runtime::Runtime::new()?.block_on(native(args))
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
        let Self { ours, theirs } = self;
        writeln!(f, "{} rounds in turn, on tokio", ours.throughput.len())?;
        writeln!(f, "through our traits      {}", Spread::of(&ours.throughput))?;
        writeln!(f, "quinn's and the codec's {}", Spread::of(&theirs.throughput))?;
        let rounds = ours.throughput.iter().zip(&theirs.throughput);
        let ratios: Vec<_> = rounds.map(|(ours, theirs)| ours / theirs).collect();
        let Spread { low, median, high } = Spread::of(&ratios);
        writeln!(f, "ratio {median:.3} in the median round (half of them {low:.3} to {high:.3})")?;
        // What other programs do at the same time changes this less than the throughput.
        match (ours.processor, theirs.processor) {
            (0, _) | (_, 0) => Ok(()),
            (ours, theirs) => {
                writeln!(f, "ratio {:.3} by processor time", theirs as f64 / ours as f64)
            }
        }
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
