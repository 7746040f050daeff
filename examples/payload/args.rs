//! What the user asked for.

use std::{
    fs::File,
    num::NonZeroU32,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::{CommandFactory as _, Parser, error::ErrorKind, value_parser};

use crate::{
    codec::Codec,
    runtimes::{self, Runtime},
    size::{self, Size},
    source::Source,
    suggest,
};

/// Sends a compressed payload through QUIC, on every runtime in turn, and checks what arrives.
///
/// Each runtime has a process of its own, so that a hang or a crash is one row. The exit code is 0 if
/// every payload arrived as it was sent, 1 if not, 2 if an argument was wrong.
#[derive(Debug, Parser)]
#[command(name = "payload", version)]
pub(crate) struct Args {
    /// Only this runtime; with --serve and --connect: on this one [default there: tokio]
    #[arg(long, value_name = "NAME", overrides_with = "runtime")]
    runtime: Option<String>,

    /// How to compress
    #[arg(long, value_enum, default_value_t = Codec::Gzip)]
    pub(crate) codec: Codec,

    /// Sends this file
    #[arg(long, value_name = "PATH", conflicts_with = "size")]
    file: Option<PathBuf>,

    /// Sends so many bytes that are made up, half of them compressible: 1000, 64KiB, 1GB
    #[arg(long, default_value = "32MiB", value_parser = size::parse)]
    size: Size,

    /// From which the made-up bytes follow
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,

    /// How many seconds a runtime may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = value_parser!(u64).range(1..=86_400))]
    limit: u64,

    /// Receives payloads at this address, as in 127.0.0.1:4433; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", group = "mode")]
    serve: Option<String>,

    /// Writes the server's certificate here, for its clients
    #[arg(long, value_name = "PATH", requires = "serve")]
    pub(crate) cert_out: Option<PathBuf>,

    /// Names by which clients may call the server, besides localhost, 127.0.0.1 and ::1 (repeatable)
    #[arg(long = "host", value_name = "NAME", requires = "serve")]
    pub(crate) hosts: Vec<String>,

    /// Ends after so many payloads, with exit code 1 if one of them was refused
    #[arg(long, value_name = "NUMBER", requires = "serve")]
    pub(crate) count: Option<NonZeroU32>,

    /// Sends one payload to this address, as in localhost:4433
    #[arg(long, value_name = "ADDRESS", group = "mode", requires = "cert")]
    connect: Option<String>,

    /// The certificate that the server wrote with --cert-out
    #[arg(long, value_name = "PATH", requires = "connect")]
    pub(crate) cert: Option<PathBuf>,

    /// The name that the certificate must have [default: the host of --connect]
    #[arg(long, value_name = "NAME", requires = "connect")]
    pub(crate) server_name: Option<String>,

    /// Compares with the same program on quinn's and async-compression's own traits, on tokio, so
    /// many times in turn
    #[arg(long, value_name = "ROUNDS", group = "mode", num_args = 0..=1, default_missing_value = "11")]
    compare: Option<NonZeroU32>,

    /// Sends on the one selected runtime here and prints records
    #[arg(long, hide = true, group = "mode")]
    in_child: bool,
}

/// What the program does.
#[derive(Debug)]
pub(crate) enum Mode<'a> {
    Table,
    Serve(&'a str),
    Connect(&'a str),
    Compare(u32),
    Child,
}

impl Args {
    /// Reads the command line, or ends the process with an explanation.
    pub(crate) fn read() -> Self {
        let args = Self::parse();
        // A typo in a path should be told before anything is started, and as what it is.
        if let Some(path) = &args.file {
            readable("--file", path);
        }
        if let Some(path) = &args.cert {
            readable("--cert", path);
        }
        args
    }

    pub(crate) fn mode(&self) -> Mode<'_> {
        if self.in_child {
            return Mode::Child;
        }
        match (&self.serve, &self.connect, self.compare) {
            (Some(address), ..) => Mode::Serve(address),
            (_, Some(address), _) => Mode::Connect(address),
            (.., Some(rounds)) => Mode::Compare(rounds.get()),
            (None, None, None) => Mode::Table,
        }
    }

    /// Returns the selected runtimes, of which there is at least one.
    ///
    /// # Errors
    ///
    /// Says that there is none of that name, and which there are.
    pub(crate) fn runtimes(&self) -> Result<Vec<&'static Runtime>, String> {
        let all = runtimes::all();
        let default = matches!(self.mode(), Mode::Serve(_) | Mode::Connect(_)).then_some("tokio");
        let Some(name) = self.runtime.as_deref().or(default) else { return Ok(all) };
        let names: Vec<_> = all.iter().map(|runtime| runtime.name).collect();
        match all.into_iter().find(|runtime| runtime.name == name) {
            Some(runtime) => Ok(vec![runtime]),
            None => {
                let hint = format!("there are: {}", names.join(", "));
                Err(suggest::unknown("runtime", name, &names, &hint))
            }
        }
    }

    /// Returns what is sent.
    pub(crate) fn source(&self) -> Source {
        match &self.file {
            Some(path) => Source::File(path.clone()),
            None => Source::Made { size: self.size.bytes(), seed: self.seed },
        }
    }

    pub(crate) fn limit(&self) -> Duration {
        Duration::from_secs(self.limit)
    }
}

/// Ends the process as for any wrong argument: the message, how to get help, exit code 2.
pub(crate) fn refuse(message: &str) -> ! {
    Args::command().error(ErrorKind::InvalidValue, message).exit()
}

fn readable(option: &str, path: &Path) {
    let metadata = File::open(path).and_then(|file| file.metadata());
    let error = match metadata {
        Ok(metadata) if !metadata.is_dir() => return,
        Ok(_) => "it is a folder".to_string(),
        Err(error) => error.to_string(),
    };
    refuse(&format!(
        "cannot read '{}': {error}\n  give {option} the path of a file that can be read",
        path.display()
    ))
}
