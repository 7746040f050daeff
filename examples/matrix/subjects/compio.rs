//! compio: its executor and its timer; its sockets, which own the buffers of what they do, behind its own
//! bridge to futures-io and `FromFutures`.

#[path = "../../../tests/rt/fixtures/compio.rs"]
mod fixture;

use std::io;

use ::compio::{
    io::compat::AsyncStream,
    net::{TcpListener, TcpStream},
};
use async_interop::{
    compat::FromFutures,
    conformance::{Capabilities, Subject, capabilities},
    future::try_join,
};

use self::fixture::{Clock, Core, Driver, Runtime};
use super::{drivers::LOCAL, executors::FAIR, inside::Inside, thread_per_core};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name| Subject::new(name, versions::of("compio-runtime"));
    vec![
        subject("compio/executor")
            .executor(EXECUTOR, Core::default)
            .local_driver(LOCAL, Driver::default)
            .waive("SPAWN-19", "docs/findings.md#compio-end until 2027-06-01"),
        subject("compio/timer").timer(TIMER, Clock::default),
        Subject::new("compio/tcp", versions::of("compio-io"))
            .duplex(SOCKET, || Inside::<Runtime, _>::new(connect)),
    ]
}

/// Not `drop_panic`: compio documents that it aborts.
const EXECUTOR: Capabilities = capabilities![owned, send, fair = FAIR, panics, is_finished];
const TIMER: Capabilities = capabilities![with_spawn];
const SOCKET: Capabilities = capabilities![half_close, eof, eof_on_drop, owned_io];

type Io = FromFutures<AsyncStream<TcpStream>>;

async fn connect() -> io::Result<(Io, Io)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (left, (right, _)) = try_join!(TcpStream::connect(address), listener.accept())?;
    for end in [&left, &right] {
        end.set_nodelay(true)?;
    }
    let end = |tcp| FromFutures::new(AsyncStream::new(tcp));
    Ok((end(left), end(right)))
}
