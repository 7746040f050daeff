//! glommio: its executor and its timer, and its sockets, behind `FromFutures`.

#[path = "../../../tests/rt/fixtures/glommio.rs"]
mod fixture;

use std::time::Duration;

use ::glommio::{
    LocalExecutor,
    net::{TcpListener, TcpStream},
    timer::sleep,
};
use async_interop::{
    compat::FromFutures,
    conformance::{Capabilities, Duplex, Subject, capabilities},
    future::try_join,
    rt::Glommio,
};

use self::fixture::{Clock, Core};
use super::{executors::FAIR, thread_per_core};
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
        subject("glommio/tcp").duplex(SOCKET, Tcp::default),
    ]
}

/// No suite LOCAL: what the end does to tasks is known, and the executor cannot be spawned on but from
/// within. Not `panics`: a panic of a task is one of the executor.
const EXECUTOR: Capabilities = capabilities![owned, send, fair = FAIR, is_finished];
const TIMER: Capabilities = capabilities![with_spawn];
const SOCKET: Capabilities = capabilities![half_close, eof, eof_on_drop];

/// Makes sockets of one executor, which has to run where they are used.
#[derive(Default)]
struct Tcp(LocalExecutor);

impl Duplex for Tcp {
    type Io = FromFutures<TcpStream>;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        let connect = async {
            let listener = TcpListener::bind("127.0.0.1:0")?;
            let address = listener.local_addr()?;
            let (left, right) = try_join!(TcpStream::connect(address), listener.accept())?;
            for end in [&left, &right] {
                end.set_nodelay(true)?;
            }
            ::glommio::Result::<_, ()>::Ok((left.into(), right.into()))
        };
        self.0.run(connect).expect("the loopback connects")
    }

    fn enter(&mut self, call: &mut dyn FnMut()) {
        self.0.run(async { call() });
    }

    fn settle(&mut self) {
        self.0.run(sleep(Duration::from_millis(1)));
    }
}
