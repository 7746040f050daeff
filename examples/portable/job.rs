//! What there is to do, for whichever runtime is to do it.

use std::{
    io::{self, Write as _},
    net::TcpListener,
    path::PathBuf,
};

use async_interop::{
    compat::FromFutures,
    io::Error,
    stream::StreamExt as _,
    task::{BlockOn, Spawn, SpawnBlocking},
    time::Timer,
};
use async_signal::{Signal, Signals};

use crate::{
    chat,
    files::{self, Settings},
    net::{Named, Net},
    socks5,
};

/// A server, and where it listens.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) listener: TcpListener,
    pub(crate) server: Server,
}

/// Which server.
#[derive(Debug)]
pub(crate) enum Server {
    Chat,
    Files { root: PathBuf, settings: Settings },
    Socks5,
}

impl Job {
    /// Does it, to its end.
    pub(crate) fn run<R, B, N>(self, runtime: R, blocking: B, net: N) -> io::Result<()>
    where
        R: BlockOn + Spawn + Timer<Sleep: Send> + Sync + 'static,
        B: SpawnBlocking + Send + Sync + 'static,
        N: Net,
    {
        // It lives as long as the process, so that tasks can refer to it.
        let runtime: &'static R = Box::leak(Box::new(runtime));
        runtime.block_on(async {
            let address = self.listener.local_addr()?;
            let connections = net.incoming(self.listener)?;
            match self.server {
                Server::Chat => {
                    say(format_args!("listening on {address}"));
                    chat::serve(runtime, connections, report).await?;
                }
                Server::Files { root, settings } => {
                    let mut signals = FromFutures::new(Signals::new(STOP)?);
                    let stop = async {
                        signals.next().await;
                        let seconds = settings.grace.as_secs_f32();
                        say(format_args!("stopping: requests in flight have {seconds} s"));
                    };
                    say(format_args!("listening on {address}"));
                    files::serve(runtime, blocking, connections, &root, settings, stop, report)
                        .await?;
                }
                Server::Socks5 => {
                    let network = Named { net, blocking };
                    say(format_args!("listening on {address}"));
                    socks5::serve(runtime, network, connections, report).await?;
                }
            }
            Ok(())
        })
    }
}

/// Prints a line at once, also into a pipe. It is no matter if nobody reads it.
fn say(line: std::fmt::Arguments<'_>) {
    let mut stdout = io::stdout().lock();
    let _ = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
}

fn report(error: &Error) {
    let _ = writeln!(io::stderr(), "client: {error}");
}

/// What ends the file server. Windows has only the first.
const STOP: &[Signal] = if cfg!(windows) { &[Signal::Int] } else { &[Signal::Int, Signal::Term] };
