//! Three runtimes behind one type: all that the protocols need of them is what our traits say.

use std::{
    future::Future,
    net::SocketAddr,
    pin::Pin,
    sync::{Arc, LazyLock},
};

use async_interop::{
    compat::{FromFutures, FromTokio},
    io::{AsyncRead, AsyncWrite},
    rt,
    task::{BlockOn as _, Spawn},
    time::DynTimer,
};

use crate::Error;

/// A connection of any runtime.
pub(crate) type Io = Pin<Box<dyn Duplex>>;

pub(crate) trait Duplex: AsyncRead + AsyncWrite + Send {}

impl<T: AsyncRead + AsyncWrite + Send> Duplex for T {}

/// A runtime: what spawns, and what waits.
#[derive(Clone)]
pub(crate) struct Runtime {
    pub(crate) name: &'static str,
    pub(crate) spawner: Arc<dyn Spawn + Send + Sync>,
    pub(crate) timer: Arc<DynTimer>,
    sockets: Sockets,
}

/// Whose sockets they are.
#[derive(Clone, Copy)]
enum Sockets {
    Tokio,
    Smol,
    AsyncIo,
}

static TOKIO: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("tokio starts")
});

/// Calls `check` on every runtime.
pub(crate) fn on_every_runtime(check: impl Fn(&Runtime) -> Result<(), Error>) {
    for runtime in runtimes() {
        if let Err(error) = check(&runtime) {
            panic!("on {}: {error}", runtime.name);
        }
    }
}

/// Calls `check` on every runtime for its server, and every runtime for its client.
pub(crate) fn on_every_pair(check: impl Fn(&Runtime, &Runtime) -> Result<(), Error>) {
    for server in runtimes() {
        for client in runtimes() {
            if let Err(error) = check(&server, &client) {
                panic!("server on {}, client on {}: {error}", server.name, client.name);
            }
        }
    }
}

fn runtimes() -> [Runtime; 3] {
    let tokio = || rt::Tokio::from(TOKIO.handle().clone());
    let pool = futures::executor::ThreadPool::builder().pool_size(2).create();
    [
        Runtime {
            name: "tokio",
            spawner: Arc::new(tokio()),
            timer: Arc::new(DynTimer::new(tokio())),
            sockets: Sockets::Tokio,
        },
        Runtime {
            name: "smol",
            spawner: Arc::new(rt::Smol::new()),
            timer: Arc::new(DynTimer::new(rt::Smol::new())),
            sockets: Sockets::Smol,
        },
        Runtime {
            name: "futures::ThreadPool",
            spawner: Arc::new(rt::ThreadPool::new(pool.expect("the system starts threads"))),
            timer: Arc::new(DynTimer::new(rt::FuturesTimer::new())),
            sockets: Sockets::AsyncIo,
        },
    ]
}

impl Runtime {
    /// Runs `future` on the current thread.
    pub(crate) fn block_on<F: Future>(&self, future: F) -> F::Output {
        match self.sockets {
            Sockets::Tokio => rt::Tokio::from(TOKIO.handle().clone()).block_on(future),
            Sockets::Smol => rt::Smol::new().block_on(future),
            Sockets::AsyncIo => futures::executor::block_on(future),
        }
    }

    /// Listens, gives each connection to a task of `serve`, and returns where.
    pub(crate) fn serve<F>(&self, serve: fn(Self, Io) -> F) -> Result<SocketAddr, Error>
    where
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = self.clone();
        let accepting = async move {
            let listener = Listener::new(runtime.sockets, listener)?;
            loop {
                let io = listener.accept().await?;
                let (name, serving) = (runtime.name, serve(runtime.clone(), io));
                runtime.spawner.spawn_detached(async move {
                    if let Err(error) = serving.await {
                        eprintln!("a server on {name}: {error}");
                    }
                })?;
            }
        };
        self.spawner.spawn_detached(async move {
            let failed: Result<(), Error> = accepting.await;
            eprintln!("a listener has ended: {failed:?}");
        })?;
        Ok(address)
    }

    pub(crate) async fn connect(&self, to: SocketAddr) -> Result<Io, Error> {
        Ok(match self.sockets {
            Sockets::Tokio => Box::pin(FromTokio::new(tokio::net::TcpStream::connect(to).await?)),
            Sockets::Smol => Box::pin(FromFutures::new(smol::net::TcpStream::connect(to).await?)),
            Sockets::AsyncIo => {
                let stream = async_io::Async::<std::net::TcpStream>::connect(to).await?;
                Box::pin(FromFutures::new(stream))
            }
        })
    }
}

enum Listener {
    Tokio(tokio::net::TcpListener),
    Smol(smol::net::TcpListener),
    AsyncIo(async_io::Async<std::net::TcpListener>),
}

impl Listener {
    fn new(sockets: Sockets, listener: std::net::TcpListener) -> Result<Self, Error> {
        Ok(match sockets {
            Sockets::Tokio => Self::Tokio(tokio::net::TcpListener::from_std(listener)?),
            Sockets::Smol => Self::Smol(async_io::Async::new(listener)?.into()),
            Sockets::AsyncIo => Self::AsyncIo(async_io::Async::new(listener)?),
        })
    }

    async fn accept(&self) -> Result<Io, Error> {
        Ok(match self {
            Self::Tokio(listener) => Box::pin(FromTokio::new(listener.accept().await?.0)),
            Self::Smol(listener) => Box::pin(FromFutures::new(listener.accept().await?.0)),
            Self::AsyncIo(listener) => Box::pin(FromFutures::new(listener.accept().await?.0)),
        })
    }
}
