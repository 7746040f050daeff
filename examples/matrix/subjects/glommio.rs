//! glommio: its executor and its timer, and its sockets, behind `FromFutures`.

#[path = "../../../tests/rt/fixtures/glommio.rs"]
mod fixture;

use std::io;

use ::glommio::net::{TcpListener, TcpStream};
use async_interop::{
    compat::FromFutures,
    conformance::{Capabilities, Subject, capabilities},
    future::try_join,
    rt::Glommio,
};

use self::fixture::{Clock, Core, Executor};
use super::{executors::FAIR, inside::Inside, thread_per_core};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name| Subject::new(name, versions::of("glommio"));
    vec![
        subject("glommio/executor")
            .executor(EXECUTOR, Core::default)
            .driver(Capabilities::NONE, || Glommio::new)
            .waive("SPAWN-18", "docs/findings.md#glommio-end until 2027-06-01")
            .waive("SPAWN-19", "docs/findings.md#glommio-end until 2027-06-01")
            .waive("SPAWN-20", "docs/findings.md#glommio-end until 2027-06-01")
            .waive("SPAWN-21", "docs/findings.md#glommio-end until 2027-06-01")
            .waive("WAKER-03", "docs/findings.md#glommio-wakers until 2027-06-01")
            .waive("JOIN-12", "docs/findings.md#glommio-end until 2027-06-01"),
        subject("glommio/timer").timer(TIMER, Clock::default),
        subject("glommio/tcp").duplex(SOCKET, || Inside::<Executor, _>::new(connect)),
    ]
}

/// No suite LOCAL: what the end does to tasks is known, and the executor cannot be spawned on but from
/// within. Not `panics`: a panic of a task is one of the executor.
const EXECUTOR: Capabilities = capabilities![owned, send, fair = FAIR, is_finished];
const TIMER: Capabilities = capabilities![with_spawn];
const SOCKET: Capabilities = capabilities![half_close, eof, eof_on_drop];

async fn connect() -> io::Result<(FromFutures<TcpStream>, FromFutures<TcpStream>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let (left, right) = try_join!(TcpStream::connect(address), listener.accept())?;
    for end in [&left, &right] {
        end.set_nodelay(true)?;
    }
    Ok((left.into(), right.into()))
}
