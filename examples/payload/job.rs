//! Both ends on a runtime, or one of them.

use std::{
    io::Write as _,
    net::{Ipv4Addr, SocketAddr, ToSocketAddrs as _, UdpSocket},
    sync::{Arc, atomic::AtomicU64},
};

use async_interop::{
    compat::{IntoQuinn, IntoQuinnExt as _},
    task::{Spawn, SpawnExt as _},
    time::Timer,
};
use quinn::{Endpoint, EndpointConfig, ServerConfig};

use crate::{
    args::Args,
    client::{self, Errand},
    failure::{self, Failure, NOT_RUNNING},
    outcome::Outcome,
    progress, report,
    runtimes::Runtime,
    server::{self, What},
    tls::{self, Identity},
};

/// What a runtime is started for.
#[derive(Debug)]
pub(crate) enum Job {
    /// Server and client, on two sockets of this machine.
    Both {
        server: ServerConfig,
        errand: Errand,
    },
    Serve {
        server: ServerConfig,
        socket: UdpSocket,
        count: Option<u32>,
    },
    Connect {
        errand: Errand,
    },
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Done {
    Sent(Outcome),
    Served { refused: u32 },
}

impl Job {
    /// Does it, on any runtime that spawns and tells the time.
    pub(crate) async fn run<R>(self, runtime: R) -> Result<Done, Failure>
    where
        R: Spawn + Timer<Sleep: Send + 'static> + Send + Sync + 'static,
    {
        let runtime = Arc::new(runtime.into_quinn());
        let done = match self {
            Self::Both { server, errand } => both(&runtime, server, errand).await.map(Done::Sent),
            Self::Serve { server, socket, count } => receive(&runtime, server, socket, count).await,
            Self::Connect { errand } => {
                let endpoint = endpoint(&runtime, free(errand.address)?, None)?;
                client::send(&endpoint, errand).await.map(Done::Sent)
            }
        };
        // quinn is not told that a task of its was refused, and we should not blame the network.
        match (done, runtime.last_refusal()) {
            (Err(error), Some(kind)) => Err(format!("{error}\n  the executor says: {kind}").into()),
            (done, _) => done,
        }
    }
}

async fn both<R>(
    runtime: &Arc<IntoQuinn<R>>,
    server: ServerConfig,
    errand: Errand,
) -> Result<Outcome, Failure>
where
    R: Spawn + Timer<Sleep: Send + 'static> + Send + Sync + 'static,
{
    let socket = free(errand.address)?;
    let errand = Errand { address: socket.local_addr()?, ..errand };
    let receiving = endpoint(runtime, socket, Some(server))?;
    let sending = endpoint(runtime, free(errand.address)?, None)?;
    let shared = Arc::clone(runtime);
    let task = runtime
        .get_ref()
        .spawn(async move { server::serve(&receiving, shared.get_ref(), Some(1), drop).await })
        .map_err(|_| NOT_RUNNING)?;
    let outcome = client::send(&sending, errand).await?;
    task.await??;
    Ok(outcome)
}

async fn receive<R>(
    runtime: &Arc<IntoQuinn<R>>,
    server: ServerConfig,
    socket: UdpSocket,
    count: Option<u32>,
) -> Result<Done, Failure>
where
    R: Spawn + Timer<Sleep: Send + 'static> + Send + Sync + 'static,
{
    let endpoint = endpoint(runtime, socket, Some(server))?;
    let mut refused = 0;
    let tell = |event: server::Event| {
        refused += u32::from(matches!(event.what, What::Refused { .. }));
        report::event(&event);
    };
    server::serve(&endpoint, runtime.get_ref(), count, tell).await?;
    Ok(Done::Served { refused })
}

fn endpoint<R>(
    runtime: &Arc<IntoQuinn<R>>,
    socket: UdpSocket,
    server: Option<ServerConfig>,
) -> Result<Endpoint, Failure>
where
    R: Spawn + Timer<Sleep: Send + 'static> + Send + Sync + 'static,
{
    Ok(Endpoint::new(
        EndpointConfig::default(),
        server,
        socket,
        Arc::<IntoQuinn<R>>::clone(runtime),
    )?)
}

/// Opens a socket that can send to `peer`.
fn free(peer: SocketAddr) -> Result<UdpSocket, Failure> {
    let any: SocketAddr = match peer {
        SocketAddr::V4(peer) if peer.ip().is_loopback() => (Ipv4Addr::LOCALHOST, 0).into(),
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (std::net::Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    UdpSocket::bind(any).map_err(|error| failure::binding(any, &error))
}

/// Makes the job of a row of the table.
pub(crate) fn both_ends(args: &Args, progress: Arc<AtomicU64>) -> Result<Job, Failure> {
    let identity = Identity::new(&[])?;
    let errand = Errand {
        address: (Ipv4Addr::LOCALHOST, 0).into(),
        server_name: "localhost".into(),
        tls: tls::client(identity.certificate.clone())?,
        source: args.source(),
        codec: args.codec,
        progress,
    };
    Ok(Job::Both { server: identity.server()?, errand })
}

/// Receives payloads.
pub(crate) fn serve(runtime: &Runtime, address: &str, args: &Args) -> Result<Done, Failure> {
    let address = resolve("--serve", address)?;
    let identity = Identity::new(&args.hosts)?;
    let socket = UdpSocket::bind(address).map_err(|error| failure::binding(address, &error))?;
    if let Some(path) = &args.cert_out {
        std::fs::write(path, &identity.pem).map_err(|error| {
            format!("cannot write '{}': {error}\n  give --cert-out another path", path.display())
        })?;
    }
    let (address, name) = (socket.local_addr()?, runtime.name);
    println!("listening on {address}, on {name}");
    std::io::stdout().flush()?;
    let count = args.count.map(Into::into);
    runtime.start(Job::Serve { server: identity.server()?, socket, count })
}

/// Sends one payload.
pub(crate) fn connect(runtime: &Runtime, address: &str, args: &Args) -> Result<Done, Failure> {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let path = args.cert.as_ref().ok_or("--connect needs --cert")?;
    let progress = Arc::default();
    let (length, _) = args.source().open()?;
    let errand = Errand {
        address: resolve("--connect", address)?,
        server_name: args.server_name.clone().unwrap_or_else(|| host.to_string()),
        tls: tls::client(tls::read(path)?)?,
        source: args.source(),
        codec: args.codec,
        progress: Arc::clone(&progress),
    };
    let bar = progress::bar(runtime.name, length);
    let shown = bar.clone();
    let watch = progress::watch(progress, move |moved| shown.set_position(moved));
    let done = runtime.start(Job::Connect { errand });
    drop(watch);
    bar.finish_and_clear();
    done
}

fn resolve(option: &str, address: &str) -> Result<SocketAddr, Failure> {
    let advice = format!("write {option} as in 127.0.0.1:4433 or localhost:4433");
    let mut found = address
        .to_socket_addrs()
        .map_err(|error| format!("'{address}' is no address: {error}\n  {advice}"))?;
    // localhost may be ::1 first, and a server of ours listens where it was told.
    let all: Vec<_> = found.by_ref().collect();
    let first = all.iter().find(|address| address.is_ipv4()).or(all.first()).copied();
    Ok(first.ok_or_else(|| format!("'{address}' has no address\n  {advice}"))?)
}
