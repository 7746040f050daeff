//! Sockets: what each family of runtimes has of its own, and what the portable code is given.

use std::net::{SocketAddr, TcpListener, ToSocketAddrs as _};

use async_interop::{
    compat::{FromFutures, FromTokio},
    io::{AsyncRead, AsyncWrite, Error, ErrorKind, Result, const_error},
    stream::{self, Stream},
    task::{SpawnBlocking, SpawnBlockingExt as _},
};

use crate::socks5::{Connect, Target};

/// The TCP of a family of runtimes.
pub(crate) trait Net: Copy + Send + Sync + 'static {
    /// A connection.
    type Connection: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    /// Accepts connections.
    fn incoming(
        self,
        listener: TcpListener,
    ) -> Result<impl Stream<Item = Result<Self::Connection>>>;

    /// Connects, and says from which address.
    fn connect(
        self,
        to: SocketAddr,
    ) -> impl Future<Output = Result<(Self::Connection, SocketAddr)>> + Send;
}

/// tokio's sockets, for runtimes that are tokio's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TokioNet;

impl Net for TokioNet {
    type Connection = FromTokio<tokio::net::TcpStream>;

    fn incoming(
        self,
        listener: TcpListener,
    ) -> Result<impl Stream<Item = Result<Self::Connection>>> {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        Ok(stream::unfold(listener, async |listener| {
            let accepted = async {
                let (socket, _) = listener.accept().await?;
                socket.set_nodelay(true)?;
                Ok(socket.into())
            };
            Some((accepted.await, listener))
        }))
    }

    async fn connect(self, to: SocketAddr) -> Result<(Self::Connection, SocketAddr)> {
        let socket = tokio::net::TcpStream::connect(to).await?;
        socket.set_nodelay(true)?;
        let from = socket.local_addr()?;
        Ok((socket.into(), from))
    }
}

/// smol's sockets. A thread of async-io waits for them, so they work on every runtime whose tasks can
/// be woken from another thread.
///
/// `async_io::Async<TcpStream>` will not do: closing it only flushes, and the peer sees no end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SmolNet;

impl Net for SmolNet {
    type Connection = FromFutures<smol::net::TcpStream>;

    fn incoming(
        self,
        listener: TcpListener,
    ) -> Result<impl Stream<Item = Result<Self::Connection>>> {
        let listener = smol::net::TcpListener::try_from(listener)?;
        Ok(stream::unfold(listener, async |listener| {
            let accepted = async {
                let (socket, _) = listener.accept().await?;
                socket.set_nodelay(true)?;
                Ok(socket.into())
            };
            Some((accepted.await, listener))
        }))
    }

    async fn connect(self, to: SocketAddr) -> Result<(Self::Connection, SocketAddr)> {
        let socket = smol::net::TcpStream::connect(to).await?;
        socket.set_nodelay(true)?;
        let from = socket.local_addr()?;
        Ok((socket.into(), from))
    }
}

/// A network whose hosts have names, which the system looks up where blocking is allowed.
pub(crate) struct Named<N, B> {
    pub(crate) net: N,
    pub(crate) blocking: B,
}

impl<N: Net, B: SpawnBlocking + Sync> Connect for Named<N, B> {
    type Connection = N::Connection;

    async fn connect(&self, target: Target) -> Result<(N::Connection, SocketAddr)> {
        let addresses = match target {
            Target::Address(address) => vec![address],
            Target::Name(name, port) => {
                let resolve = move || (name, port).to_socket_addrs().map(Vec::from_iter);
                let resolving = self.blocking.spawn_blocking(resolve);
                let resolving = resolving.map_err(|error| Error::other(error.without_task()))?;
                let unknown = |error| Error::new(ErrorKind::NotFound, error);
                resolving.await.map_err(Error::other)?.map_err(unknown)?
            }
        };
        let mut last = const_error!(ErrorKind::NotFound, "the name has no address");
        for address in addresses {
            match self.net.connect(address).await {
                Ok(connected) => return Ok(connected),
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}
