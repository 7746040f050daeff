//! monoio: its executor and its timer; its sockets in the form that is polled, behind `FromTokio`.

#[path = "../../../tests/rt/fixtures/monoio.rs"]
mod fixture;

use std::io;

use ::monoio::{
    io::IntoPollIo as _,
    net::{TcpListener, TcpStream, tcp::stream_poll::TcpStreamPoll},
};
use async_interop::{
    compat::FromTokio,
    conformance::{Capabilities, Subject, capabilities},
    future::try_join,
    rt::Monoio,
};

use self::fixture::{Clock, Core, Runtime};
use super::{executors::FAIR, inside::Inside, thread_per_core};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name| Subject::new(name, versions::of("monoio"));
    vec![
        subject("monoio/executor")
            .executor(EXECUTOR, Core::default)
            .driver(Capabilities::NONE, || Monoio::new)
            .waive("SPAWN-18", "docs/findings.md#monoio-end until 2027-06-01")
            .waive("SPAWN-19", "docs/findings.md#monoio-end until 2027-06-01")
            .waive("SPAWN-20", "docs/findings.md#monoio-end until 2027-06-01")
            .waive("SPAWN-21", "docs/findings.md#monoio-end until 2027-06-01")
            .waive("WAKER-04", "docs/findings.md#monoio-late-wake until 2027-06-01")
            .waive("JOIN-12", "docs/findings.md#monoio-end until 2027-06-01"),
        subject("monoio/timer").timer(TIMER, Clock::default),
        subject("monoio/tcp").duplex(SOCKET, || Inside::<Runtime, _>::new(connect)),
    ]
}

/// No suite LOCAL: what the end does to tasks is known, and the runtime cannot be spawned on but from
/// within. Not `panics`: a panic of a task is one of the runtime.
const EXECUTOR: Capabilities = capabilities![owned, send, fair = FAIR, is_finished];
const TIMER: Capabilities = capabilities![with_spawn];
const SOCKET: Capabilities = capabilities![half_close, eof, eof_on_drop, vectored];

async fn connect() -> io::Result<(FromTokio<TcpStreamPoll>, FromTokio<TcpStreamPoll>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let (left, (right, _)) = try_join!(TcpStream::connect_addr(address), listener.accept())?;
    for end in [&left, &right] {
        end.set_nodelay(true)?;
    }
    Ok((left.into_poll_io()?.into(), right.into_poll_io()?.into()))
}
