//! compio: its executor and its timer; its sockets, which own the buffers of what they do, behind its own
//! bridge to futures-io and `FromFutures`.

#[path = "../../../tests/rt/fixtures/compio.rs"]
mod fixture;

use std::time::Duration;

use ::compio::{
    io::compat::AsyncStream,
    net::{TcpListener, TcpStream},
    runtime::Runtime,
    time::sleep,
};
use async_interop::{
    compat::FromFutures,
    conformance::{Capabilities, Duplex, Subject, capabilities},
    future::try_join,
};

use self::fixture::{Clock, Core, Driver};
use super::{drivers::LOCAL, executors::FAIR, thread_per_core};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name| Subject::new(name, versions::of("compio-runtime"));
    vec![
        subject("compio/executor")
            .executor(EXECUTOR, Core::default)
            .local_driver(LOCAL, Driver::default)
            .waive("SPAWN-19", "docs/findings.md#compio-end until 2027-06-01"),
        subject("compio/timer").timer(TIMER, Clock::default),
        Subject::new("compio/tcp", versions::of("compio-io")).duplex(SOCKET, Tcp::default),
    ]
}

/// Not `drop_panic`: compio documents that it aborts.
const EXECUTOR: Capabilities = capabilities![owned, send, fair = FAIR, panics, is_finished];
const TIMER: Capabilities = capabilities![with_spawn];
const SOCKET: Capabilities = capabilities![half_close, eof, eof_on_drop, owned_io];

/// Makes sockets of one runtime, which has to run where they are used.
struct Tcp(Runtime);

impl Default for Tcp {
    fn default() -> Self {
        Self(Runtime::new().expect("compio starts"))
    }
}

impl Duplex for Tcp {
    type Io = FromFutures<AsyncStream<TcpStream>>;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        let connect = async {
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            let address = listener.local_addr()?;
            let (left, (right, _)) = try_join!(TcpStream::connect(address), listener.accept())?;
            for end in [&left, &right] {
                end.set_nodelay(true)?;
            }
            let end = |tcp| FromFutures::new(AsyncStream::new(tcp));
            std::io::Result::Ok((end(left), end(right)))
        };
        self.0.block_on(connect).expect("the loopback connects")
    }

    fn enter(&mut self, call: &mut dyn FnMut()) {
        self.0.block_on(async { call() });
    }

    fn settle(&mut self) {
        self.0.block_on(sleep(Duration::from_millis(1)));
    }
}
