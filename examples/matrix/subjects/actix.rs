//! actix: a system, an arbiter, and tokio's sockets under both.

#[path = "../../../tests/rt/fixtures/actix.rs"]
mod fixture;

use std::{
    sync::{LazyLock, mpsc},
    thread,
};

use async_interop::{
    compat::FromTokio,
    conformance::{Capabilities, Subject, capabilities},
};
use tokio::{net::TcpStream, runtime::Handle};

use self::fixture::{Arbiter, System};
use super::{
    connection::{Connection, Place, tcp_pair},
    executors::{FAIR, GLOBAL},
};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name, package| Subject::new(name, versions::of(package));
    vec![
        subject("actix/system", "actix-rt")
            .executor(SYSTEM, System::default)
            .waive("WAKER-04", "docs/findings.md#tokio-local-set-late-wake until 2027-06-01")
            .local_driver(DRIVER, System::default),
        subject("actix/arbiter", "actix-rt")
            .executor(ARBITER, Arbiter::default)
            .global(GLOBAL, Arbiter::default)
            .waive("WAKER-04", "docs/findings.md#tokio-local-set-late-wake until 2027-06-01"),
        subject("actix/timer", "tokio").timer(TIMER, Arbiter::default),
        subject("actix/tcp", "tokio").duplex(SOCKET, || Connection::new(tcp, NETWORK)),
    ]
}

const SYSTEM: Capabilities =
    capabilities![owned, send, local, fair = FAIR, panics, drop_panic, is_finished];
const DRIVER: Capabilities = capabilities![drives, undriven];
const ARBITER: Capabilities =
    capabilities![owned, send, fair = FAIR, panics, drop_panic, is_finished];
const TIMER: Capabilities = capabilities![owned, send];
const SOCKET: Capabilities = capabilities![half_close, eof, eof_on_drop, send, vectored];

/// The tokio runtime of a system that runs on a thread of its own.
static SYSTEM_RUNTIME: LazyLock<Handle> = LazyLock::new(|| {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let system = actix_rt::System::new();
        tell.send(system.runtime().tokio_runtime().handle().clone()).expect("it is waited for");
        system.run()
    });
    told.recv().expect("actix starts")
});

const NETWORK: Place = Place {
    enter: |call| {
        let _entered = SYSTEM_RUNTIME.enter();
        call();
    },
    ..Place::REACTOR
};

fn tcp() -> (FromTokio<TcpStream>, FromTokio<TcpStream>) {
    let _entered = SYSTEM_RUNTIME.enter();
    let register = |end: std::net::TcpStream| {
        end.set_nonblocking(true).expect("a connected socket has the option");
        FromTokio::new(TcpStream::from_std(end).expect("the reactor takes a socket"))
    };
    let (left, right) = tcp_pair();
    (register(left), register(right))
}
