//! A SOCKS5 proxy (RFC 1928): `CONNECT` without authentication.
//!
//! It names what it needs of a runtime, and no runtime: tasks and a timer, a stream of connections,
//! and something that [connects](Connect). It needs an allocator and no std.

extern crate alloc;

use alloc::{string::String, sync::Arc, vec::Vec};
use core::{
    future::Future,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::pin,
    time::Duration,
};

use async_interop::{
    io::{
        AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, Error, ErrorKind, Result,
        const_error, copy_bidirectional,
    },
    stream::{Stream, StreamExt as _},
    task::Spawn,
    time::{Timer, TimerExt as _},
};

/// Connects clients to where they want, until there are no more connections.
///
/// `report` is told of errors that are nobody's to handle.
///
/// # Errors
///
/// If the runtime takes no more tasks.
pub(crate) async fn serve<R, N, C, T>(
    runtime: R,
    network: N,
    connections: C,
    report: fn(&Error),
) -> Result<()>
where
    R: Spawn + Timer<Sleep: Send> + Clone + Send + Sync + 'static,
    N: Connect + Send + Sync + 'static,
    C: Stream<Item = Result<T>>,
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let network = Arc::new(network);
    let mut connections = pin!(connections);
    while let Some(connection) = connections.next().await {
        match connection {
            Ok(client) => {
                let (network, timer) = (network.clone(), runtime.clone());
                let relay = async move {
                    if let Err(error) = relay(client, &*network, &timer).await {
                        report(&error);
                    }
                };
                let spawned = runtime.spawn_detached(relay);
                spawned.map_err(|error| Error::other(error.without_task()))?;
            }
            // Such as too many open files: it may pass.
            Err(error) => {
                report(&error);
                runtime.sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    Ok(())
}

/// What makes connections.
pub(crate) trait Connect {
    /// A connection to a target.
    type Connection: AsyncRead + AsyncWrite + Unpin + Send;

    /// Connects, and says from which address.
    fn connect(
        &self,
        target: Target,
    ) -> impl Future<Output = Result<(Self::Connection, SocketAddr)>> + Send;
}

/// Where a client wants to be connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// An address.
    Address(SocketAddr),
    /// A name, to be looked up here, and a port.
    Name(String, u16),
}

/// Serves one client.
pub(crate) async fn relay<T, N, R>(mut client: T, network: &N, timer: &R) -> Result<()>
where
    T: AsyncRead + AsyncWrite + Unpin,
    N: Connect,
    R: Timer,
{
    let target = match timer.timeout(HANDSHAKE_LIMIT, handshake(&mut client)).await? {
        Ok(target) => target,
        Err(Refusal::Silent(error)) => return Err(error),
        Err(Refusal::With(reply, error)) => {
            answer(&mut client, reply, UNSPECIFIED).await?;
            return Err(error);
        }
    };
    let connected = timer.timeout(CONNECT_LIMIT, network.connect(target)).await;
    match connected.map_err(Error::from).and_then(|connected| connected) {
        Ok((mut server, from)) => {
            answer(&mut client, Reply::Succeeded, from).await?;
            copy_bidirectional(&mut client, &mut server).await?;
            Ok(())
        }
        Err(error) => {
            answer(&mut client, Reply::of(&error), UNSPECIFIED).await?;
            client.shutdown().await
        }
    }
}

/// Agrees on no authentication, and reads the request.
async fn handshake<T>(client: &mut T) -> core::result::Result<Target, Refusal>
where
    T: AsyncRead + AsyncWrite + Unpin,
{
    let [version, methods] = array(client).await?;
    expect_version(version)?;
    let methods = bytes(client, methods).await?;
    if !methods.contains(&NO_AUTHENTICATION) {
        client.write_all(&[VERSION, NO_METHOD]).await?;
        client.shutdown().await?;
        return Err(Refusal::Silent(const_error!(
            ErrorKind::Unsupported,
            "the client wants to authenticate, and there is no way to"
        )));
    }
    client.write_all(&[VERSION, NO_AUTHENTICATION]).await?;
    client.flush().await?;

    let [version, command, _reserved, kind] = array(client).await?;
    expect_version(version)?;
    let host = match kind {
        1 => Host::Address(IpAddr::V4(Ipv4Addr::from(array::<4, _>(client).await?))),
        3 => {
            let [length] = array(client).await?;
            Host::Name(bytes(client, length).await?)
        }
        4 => Host::Address(IpAddr::V6(Ipv6Addr::from(array::<16, _>(client).await?))),
        _ => {
            let error = const_error!(ErrorKind::InvalidData, "no such kind of address");
            return Err(Refusal::With(Reply::AddressNotSupported, error));
        }
    };
    let port = u16::from_be_bytes(array(client).await?);
    if command != CONNECT {
        let error = const_error!(ErrorKind::Unsupported, "a command other than CONNECT");
        return Err(Refusal::With(Reply::CommandNotSupported, error));
    }
    match host {
        Host::Address(ip) => Ok(Target::Address(SocketAddr::new(ip, port))),
        Host::Name(name) => match String::from_utf8(name) {
            Ok(name) if !name.is_empty() => Ok(Target::Name(name, port)),
            _ => {
                let error = const_error!(ErrorKind::InvalidData, "a name that is no text");
                Err(Refusal::With(Reply::GeneralFailure, error))
            }
        },
    }
}

/// Tells the client what became of its request, and from which address it is connected.
async fn answer<T: AsyncWrite + Unpin>(
    client: &mut T,
    reply: Reply,
    from: SocketAddr,
) -> Result<()> {
    let mut bytes = Vec::from([VERSION, reply as u8, 0]);
    match from.ip() {
        IpAddr::V4(ip) => {
            bytes.push(1);
            bytes.extend(ip.octets());
        }
        IpAddr::V6(ip) => {
            bytes.push(4);
            bytes.extend(ip.octets());
        }
    }
    bytes.extend(from.port().to_be_bytes());
    client.write_all(&bytes).await?;
    client.flush().await
}

async fn array<const N: usize, T: AsyncRead + Unpin>(client: &mut T) -> Result<[u8; N]> {
    let mut array = [0; N];
    client.read_exact(&mut array).await?;
    Ok(array)
}

async fn bytes<T: AsyncRead + Unpin>(client: &mut T, length: u8) -> Result<Vec<u8>> {
    let mut bytes = alloc::vec![0; length.into()];
    client.read_exact(&mut bytes).await?;
    Ok(bytes)
}

fn expect_version(version: u8) -> Result<()> {
    if version == VERSION {
        return Ok(());
    }
    Err(const_error!(ErrorKind::InvalidData, "the client does not speak SOCKS5"))
}

enum Host {
    Address(IpAddr),
    Name(Vec<u8>),
}

/// Why there is no target.
enum Refusal {
    /// The client is told.
    With(Reply, Error),
    /// The client is gone, or would not understand.
    Silent(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Silent(error)
    }
}

/// What becomes of a request, as RFC 1928 numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reply {
    Succeeded = 0,
    GeneralFailure = 1,
    NotAllowed = 2,
    NetworkUnreachable = 3,
    HostUnreachable = 4,
    ConnectionRefused = 5,
    CommandNotSupported = 7,
    AddressNotSupported = 8,
}

impl Reply {
    fn of(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::ConnectionRefused => Self::ConnectionRefused,
            ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => Self::NetworkUnreachable,
            ErrorKind::HostUnreachable | ErrorKind::NotFound | ErrorKind::TimedOut => {
                Self::HostUnreachable
            }
            ErrorKind::PermissionDenied => Self::NotAllowed,
            _ => Self::GeneralFailure,
        }
    }
}

const VERSION: u8 = 5;
const NO_AUTHENTICATION: u8 = 0;
const NO_METHOD: u8 = 0xFF;
const CONNECT: u8 = 1;
const UNSPECIFIED: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(10);
const CONNECT_LIMIT: Duration = Duration::from_secs(20);
