//! What the user asked for.

use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    time::Duration,
};

use clap::{Parser, Subcommand, builder::PossibleValuesParser};

use crate::{
    files::Settings,
    http::Limits,
    job::{Job, Server},
    runtimes::{Entry, RUNTIMES},
};

/// Servers that are written once, for every runtime.
///
/// The exit code is 0 after a stop, 1 if something failed, 2 if an argument was wrong.
#[derive(Debug, Parser)]
#[command(name = "portable", version)]
pub(crate) struct Args {
    #[command(subcommand)]
    protocol: Protocol,

    /// What runs the server
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        default_value = RUNTIMES[0].0,
        value_parser = PossibleValuesParser::new(RUNTIMES.iter().map(|(name, _)| *name))
    )]
    runtime: String,

    /// Where to listen; port 0 is any that is free
    #[arg(long, global = true, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
}

#[derive(Debug, Subcommand)]
enum Protocol {
    /// A chat: what one sends, all others get. Try it with nc
    Chat,

    /// Serves the files of a folder by HTTP, until Ctrl-C
    Files {
        /// The folder
        #[arg(value_parser = folder)]
        root: PathBuf,

        /// How long a client may be idle, or take for a request or a part of an answer
        #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
        timeout: Duration,

        /// How long requests in flight may take after Ctrl-C
        #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
        grace: Duration,
    },

    /// A SOCKS5 proxy without authentication
    Socks5,
}

impl Args {
    /// Reads the command line, or ends the process with an explanation.
    pub(crate) fn read() -> Self {
        Self::parse()
    }

    /// Returns the runtime that was asked for.
    pub(crate) fn runtime(&self) -> &'static Entry {
        let found = RUNTIMES.iter().find(|(name, _)| *name == self.runtime);
        found.expect("clap lets only names of the table through")
    }

    /// Returns what it is to do.
    pub(crate) fn job(self) -> Result<Job, String> {
        let address = self.listen;
        let listener = TcpListener::bind(address).map_err(|error| {
            let hint = "choose another --listen; port 0 is any that is free";
            format!("cannot listen on {address}: {error}\n  {hint}")
        })?;
        let server = match self.protocol {
            Protocol::Chat => Server::Chat,
            Protocol::Files { root, timeout, grace } => {
                Server::Files { root, settings: settings(timeout, grace) }
            }
            Protocol::Socks5 => Server::Socks5,
        };
        Ok(Job { listener, server })
    }
}

fn settings(timeout: Duration, grace: Duration) -> Settings {
    let limits = Limits {
        idle: timeout,
        head: timeout,
        write: timeout,
        line_bytes: 8 * 1024,
        head_bytes: 32 * 1024,
        buffer_bytes: 64 * 1024,
    };
    Settings { limits, connections: 1000, grace }
}

fn folder(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    if path.is_dir() { Ok(path) } else { Err("there is no folder of that name".to_owned()) }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|error| format!("{error}"))?;
    Duration::try_from_secs_f64(seconds).map_err(|error| format!("{error}"))
}
