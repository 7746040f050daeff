//! WebSocket by async-tungstenite and by fastwebsockets.

use std::{io, sync::LazyLock};

use async_interop::{
    compat::{IntoFuturesExt as _, IntoHyperExt as _, IntoTokioExt as _},
    io::{AsyncRead, AsyncWrite},
    task::Spawn as _,
};
use async_tungstenite::tungstenite::{Message, Utf8Bytes};
use fastwebsockets::{Frame, OpCode, upgrade::UpgradeFut};
use futures::StreamExt as _;
use http_body_util::Empty;
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};

use crate::{
    Error, peer,
    runtime::{Io, Runtime, on_every_pair, on_every_runtime},
};

/// The interpreter that has `websockets`.
static PYTHON: LazyLock<String> =
    LazyLock::new(|| std::env::var("ASYNC_INTEROP_PYTHON").unwrap_or_else(|_| "python3".into()));

fn has_websockets() -> bool {
    peer::is_installed(&PYTHON, &["-c", "import websockets"])
}

const LARGE: usize = 200_000;

/// Sends messages back until the peer closes.
async fn serve_tungstenite(_: Runtime, io: Io) -> Result<(), Error> {
    let mut socket = async_tungstenite::accept_async(io.into_futures()).await?;
    while let Some(message) = socket.next().await {
        let message = message?;
        if message.is_text() || message.is_binary() {
            socket.send(message).await?;
        }
    }
    Ok(())
}

/// hyper does the handshake, and hands its connection over.
async fn serve_fastwebsockets(runtime: Runtime, io: Io) -> Result<(), Error> {
    let upgrade = |mut request: Request<Incoming>| {
        let runtime = runtime.clone();
        async move {
            let (response, upgraded) =
                fastwebsockets::upgrade::upgrade(&mut request).map_err(io::Error::other)?;
            let echoing = runtime.spawner.spawn_detached(async {
                if let Err(error) = echo_upgraded(upgraded).await {
                    eprintln!("fastwebsockets: {error}");
                }
            });
            echoing.map_err(io::Error::other)?;
            Ok::<Response<Empty<Bytes>>, io::Error>(response)
        }
    };
    let connection = http1::Builder::new().serve_connection(io.into_hyper(), service_fn(upgrade));
    connection.with_upgrades().await?;
    Ok(())
}

async fn echo_upgraded(upgraded: UpgradeFut) -> Result<(), Error> {
    let mut socket = upgraded.await?;
    socket.set_max_message_size(1 << 20);
    let mut socket = fastwebsockets::FragmentCollector::new(socket);
    loop {
        let frame = socket.read_frame().await?;
        match frame.opcode {
            OpCode::Close => return Ok(()),
            OpCode::Text | OpCode::Binary => socket.write_frame(frame).await?,
            _ => {}
        }
    }
}

/// Sends a text and a large binary message, expects both back, and closes.
async fn converse_by_tungstenite(
    url: &str,
    io: impl AsyncRead + AsyncWrite + Unpin,
) -> Result<(), Error> {
    let (mut socket, _) = async_tungstenite::client_async(url, io.into_futures()).await?;
    let messages =
        [Message::Text(Utf8Bytes::from_static("hello")), Message::Binary(vec![7; LARGE].into())];
    for message in messages {
        socket.send(message.clone()).await?;
        let echoed = socket.next().await.ok_or("the server has closed")??;
        if echoed != message {
            return Err(format!("{} bytes came back", echoed.len()).into());
        }
    }
    socket.close(None).await?;
    while let Some(message) = socket.next().await {
        if !message?.is_close() {
            return Err("a message after the end".into());
        }
    }
    Ok(())
}

async fn converse_by_fastwebsockets(runtime: &Runtime, host: &str, io: Io) -> Result<(), Error> {
    let request = Request::get("/")
        .header("host", host)
        .header("upgrade", "websocket")
        .header("connection", "upgrade")
        .header("sec-websocket-key", fastwebsockets::handshake::generate_key())
        .header("sec-websocket-version", "13")
        .body(Empty::<Bytes>::new())?;
    let executor = runtime.spawner.clone().into_hyper();
    let (socket, _) =
        fastwebsockets::handshake::client(&executor, request, io.into_tokio()).await?;
    let mut socket = fastwebsockets::FragmentCollector::new(socket);
    for (opcode, payload) in [(OpCode::Text, b"hello".to_vec()), (OpCode::Binary, vec![7; LARGE])] {
        let frame = Frame::new(true, opcode, None, payload.clone().into());
        socket.write_frame(frame).await?;
        let echoed = socket.read_frame().await?;
        if (echoed.opcode, &echoed.payload[..]) != (opcode, &payload[..]) {
            return Err(format!("{} bytes came back", echoed.payload.len()).into());
        }
    }
    socket.write_frame(Frame::close(1000, b"")).await?;
    let closed = socket.read_frame().await?;
    if closed.opcode == OpCode::Close { Ok(()) } else { Err("a frame after the end".into()) }
}

const CLIENT: &str = r#"
import sys
from websockets.sync.client import connect
with connect(sys.argv[1], max_size=None, open_timeout=60, close_timeout=60) as socket:
    for message in ["hello", bytes([7]) * 200_000, "grüße", b""]:
        socket.send(message)
        echoed = socket.recv(timeout=60)
        assert echoed == message, f"{len(echoed)} came back of {len(message)}"
    socket.send(["in ", "three ", "fragments"])
    assert socket.recv(timeout=60) == "in three fragments"
    assert socket.ping().wait(60), "no pong"
print("closed", socket.close_code)
"#;

const SERVER: &str = r#"
from websockets.sync.server import serve
def echo(socket):
    for message in socket:
        socket.send(message)
with serve(echo, "127.0.0.1", 0, max_size=None) as server:
    print("PORT", server.socket.getsockname()[1], flush=True)
    server.serve_forever()
"#;

fn python_client(serve: impl Fn(&Runtime) -> Result<std::net::SocketAddr, Error>) {
    if has_websockets() {
        on_every_runtime(|runtime| {
            let url = format!("ws://{}/", serve(runtime)?);
            let seen = peer::run(&PYTHON, &["-c", CLIENT, &url], b"")?;
            if seen.starts_with("closed 1000") { Ok(()) } else { Err(seen.into()) }
        });
    }
}

#[test]
fn python_talks_to_tungstenite() {
    python_client(|runtime| runtime.serve(serve_tungstenite));
}

#[test]
fn python_talks_to_fastwebsockets_over_hyper() {
    python_client(|runtime| runtime.serve(serve_fastwebsockets));
}

#[test]
fn clients_talk_to_python() {
    if has_websockets() {
        let mut server = peer::Server::start(&PYTHON, &["-c", SERVER]).unwrap();
        let host = format!("127.0.0.1:{}", server.line("PORT ").unwrap());
        let (address, url) = (host.parse().unwrap(), format!("ws://{host}/"));
        on_every_runtime(|runtime| {
            runtime.block_on(async {
                converse_by_tungstenite(&url, runtime.connect(address).await?).await?;
                converse_by_fastwebsockets(runtime, &host, runtime.connect(address).await?).await
            })
        });
    }
}

#[test]
fn both_clients_and_both_servers() {
    on_every_pair(|server, runtime| {
        for address in [server.serve(serve_tungstenite)?, server.serve(serve_fastwebsockets)?] {
            let (host, url) = (address.to_string(), format!("ws://{address}/"));
            runtime.block_on(async {
                converse_by_tungstenite(&url, runtime.connect(address).await?).await?;
                converse_by_fastwebsockets(runtime, &host, runtime.connect(address).await?).await
            })?;
        }
        Ok(())
    });
}
