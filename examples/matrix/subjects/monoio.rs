//! monoio: its executor and its timer; its sockets in the form that is polled, behind `FromTokio`.

#[path = "../../../tests/rt/fixtures/monoio.rs"]
mod fixture;

use std::time::Duration;

use ::monoio::{
    io::IntoPollIo as _,
    net::{TcpListener, TcpStream, tcp::stream_poll::TcpStreamPoll},
    time::sleep,
};
use async_interop::{
    compat::FromTokio,
    conformance::{Capabilities, Duplex, Subject, capabilities},
    future::try_join,
    rt::Monoio,
};

use self::fixture::{Clock, Core, Runtime};
use super::thread_per_core::Stays as _;
use super::{executors::FAIR, thread_per_core};
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
        subject("monoio/tcp").duplex(SOCKET, Tcp::default),
    ]
}

/// No suite LOCAL: what the end does to tasks is known, and the runtime cannot be spawned on but from
/// within. Not `panics`: a panic of a task is one of the runtime.
const EXECUTOR: Capabilities = capabilities![owned, send, fair = FAIR, is_finished];
const TIMER: Capabilities = capabilities![with_spawn];
const SOCKET: Capabilities = capabilities![half_close, eof, eof_on_drop, vectored];

/// Makes sockets of one runtime, which has to run where they are used.
#[derive(Default)]
struct Tcp(Runtime);

impl Duplex for Tcp {
    type Io = FromTokio<TcpStreamPoll>;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        let mut pair = None;
        self.0.block_on(async {
            let connect = async {
                let listener = TcpListener::bind("127.0.0.1:0")?;
                let address = listener.local_addr()?;
                let (left, (right, _)) =
                    try_join!(TcpStream::connect_addr(address), listener.accept())?;
                for end in [&left, &right] {
                    end.set_nodelay(true)?;
                }
                std::io::Result::Ok((left.into_poll_io()?.into(), right.into_poll_io()?.into()))
            };
            pair = Some(connect.await.expect("the loopback connects"));
        });
        pair.expect("it was awaited")
    }

    fn enter(&mut self, call: &mut dyn FnMut()) {
        self.0.block_on(async { call() });
    }

    fn settle(&mut self) {
        self.0.block_on(async { sleep(Duration::from_millis(1)).await });
    }
}
