//! How many requests per second does hyper answer over `IntoHyper(FromTokio(..))`, compared with
//! hyper-util's `TokioIo`?
//!
//! HTTP/1 over one connection that is kept alive, with small responses, on the loopback, client and
//! server in one thread. Both sides of the comparison take turns of a few hundred requests, so that
//! whatever slows the machine slows both. The ratio is the median over the turns.
//!
//! A regression: a ratio that stays below 0.97. A copy or zeroing in the adapter is the first thing to
//! look for; `tests/protocols` counts both.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "a program with std says std"
)]

use std::{
    convert::Infallible,
    time::{Duration, Instant},
};

use async_interop::compat::{FromTokio, IntoHyper};
use http_body_util::{BodyExt as _, Empty, Full};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    client::conn::http1::SendRequest,
    rt::{Read, Write},
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

type Error = Box<dyn std::error::Error + Send + Sync>;

const TURNS: usize = 60;
const REQUESTS: usize = 400;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut ours = connect(|tcp| IntoHyper::new(FromTokio::new(tcp))).await?;
    let mut theirs = connect(TokioIo::new).await?;
    // Once, for what is slow the first time only.
    turn(&mut ours).await?;
    turn(&mut theirs).await?;

    let (mut times, mut ratios) = ((Duration::ZERO, Duration::ZERO), Vec::with_capacity(TURNS));
    for number in 0..TURNS {
        // Who comes first, too, takes turns.
        let (our_time, their_time) = if number % 2 == 0 {
            (turn(&mut ours).await?, turn(&mut theirs).await?)
        } else {
            let their_time = turn(&mut theirs).await?;
            (turn(&mut ours).await?, their_time)
        };
        times = (times.0 + our_time, times.1 + their_time);
        ratios.push(their_time.as_secs_f64() / our_time.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    let per_second = |time: Duration| (TURNS * REQUESTS) as f64 / time.as_secs_f64();
    println!("IntoHyper(FromTokio(TcpStream))   {:>8.0} requests per second", per_second(times.0));
    println!("TokioIo(TcpStream)                {:>8.0} requests per second", per_second(times.1));
    let (median, low, high) = (ratios[TURNS / 2], ratios[TURNS / 10], ratios[TURNS * 9 / 10]);
    println!("ratio {median:.3}, in {TURNS} turns of {REQUESTS} from {low:.3} to {high:.3}");
    Ok(())
}

/// Serves one connection, and returns its client.
async fn connect<I>(adapt: fn(TcpStream) -> I) -> Result<SendRequest<Empty<Bytes>>, Error>
where
    I: Read + Write + Unpin + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let connecting = TcpStream::connect(listener.local_addr()?);
    let (client, (server, _)) = tokio::try_join!(connecting, listener.accept())?;
    for end in [&client, &server] {
        end.set_nodelay(true)?;
    }
    let serving = hyper::server::conn::http1::Builder::new()
        .serve_connection(adapt(server), service_fn(answer));
    tokio::spawn(serving);
    let (sender, connection) = hyper::client::conn::http1::handshake(adapt(client)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

async fn answer(_: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    Ok(Response::new(Full::new(Bytes::from_static(b"Hello, world!"))))
}

/// How long some requests take, one after the other.
async fn turn(sender: &mut SendRequest<Empty<Bytes>>) -> Result<Duration, Error> {
    let begin = Instant::now();
    for _ in 0..REQUESTS {
        sender.ready().await?;
        let request = Request::get("/").header("host", "localhost").body(Empty::new())?;
        let body = sender.send_request(request).await?.into_body().collect().await?;
        assert_eq!(body.to_bytes(), "Hello, world!");
    }
    Ok(begin.elapsed())
}
