//! The types that hyper-util has for tokio, behind `FromHyper`.

use std::sync::LazyLock;

use async_interop::{
    compat::FromHyper,
    conformance::{Capabilities, Clock, Subject, capabilities},
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{io::DuplexStream, runtime::Runtime};

use super::connection::{Connection, Place};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name| Subject::new(name, versions::of("hyper-util"));
    vec![
        subject("hyper/tokio-io").duplex(DUPLEX, || Connection::new(pipe, Place::MEMORY)),
        subject("hyper/tokio-timer").timer(Capabilities::NONE, || Timer),
    ]
}

const CAPACITY: usize = 64;
const DUPLEX: Capabilities =
    capabilities![half_close, eof, eof_on_drop, send, vectored, capacity = CAPACITY];

type End = FromHyper<TokioIo<DuplexStream>>;

fn pipe() -> (End, End) {
    let (left, right) = tokio::io::duplex(CAPACITY);
    (TokioIo::new(left).into(), TokioIo::new(right).into())
}

/// Runs what fires the timer.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Runtime::new().expect("the system starts a few threads"));

struct Timer;

impl Clock for Timer {
    type Timer = FromHyper<TokioTimer>;

    fn start(&mut self) -> Self::Timer {
        FromHyper::new(TokioTimer::new())
    }

    fn enter(&mut self, call: &mut dyn FnMut()) {
        let _entered = RUNTIME.enter();
        call();
    }
}
