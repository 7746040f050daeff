//! The HTTP server of `examples/portable`, unchanged, in tasks of embassy.

#[expect(dead_code, reason = "a program needs less of it than all programs")]
#[path = "../../../../examples/portable/http.rs"]
mod http;

use alloc::{format, string::String, vec::Vec};
use core::{
    future::{Future as _, pending},
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use async_interop::{
    conformance::Executor as _,
    future::join,
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, Result},
    rt::EmbassyTimer,
    task::SpawnExt as _,
    time::TimerExt as _,
};

use self::http::{Handler, Limits, Request, Response, Status};
use super::{interrupts, pipes, tasks::Running};
use crate::report::Report;

pub(super) fn check(report: &mut Report) {
    let mut running = Running::default();
    let runtime = running.start();
    let (client, server) = pipes::pair();
    let timer = EmbassyTimer::new();
    let exchange = runtime.spawn(async move {
        let served = http::serve(server, &Board, &timer, &LIMITS, pending());
        let (served, answer) = join!(served, ask(client));
        served.and(answer)
    });
    let mut exchange = pin!(exchange.expect("there is room for a task"));
    let mut observed = String::from("nothing in ten seconds");
    for _ in 0..10_000 {
        running.turn();
        if let Poll::Ready(answer) = exchange.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        {
            let answer = answer.expect("the task does not panic");
            observed = answer.unwrap_or_else(|error| format!("error: {error}"));
            break;
        }
        // A millisecond.
        interrupts::wait();
    }
    let required = format!("{HEAD}{PULSE}");
    report.compare("HTTP embassy: a request is answered", &required, &observed);
}

/// Asks once, and returns what comes until nothing more does: a pipe has no end.
async fn ask<T: AsyncRead + AsyncWrite + Unpin>(mut server: T) -> Result<String> {
    server.write_all(REQUEST.as_bytes()).await?;
    server.flush().await?;
    let (mut answer, mut buffer) = (Vec::new(), [0; 24]);
    let timer = EmbassyTimer::new();
    while let Ok(read) = timer.timeout(SILENCE, server.read(&mut buffer)).await {
        answer.extend_from_slice(&buffer[..read?]);
    }
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Tells its pulse.
struct Board;

impl Handler for Board {
    type Body = &'static [u8];

    async fn answer(&self, request: &Request) -> Response<&'static [u8]> {
        match request.path() {
            "/pulse" => Response::stream(PULSE.len() as u64, PULSE.as_bytes()),
            _ => Response::error(Status::NOT_FOUND),
        }
    }
}

/// Longer than the pipe.
const PULSE: &str = concat!(
    "{\"beats\": [0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0], ",
    "\"unit\": \"millisecond\", \"board\": \"mps2-an385\"}\n",
);

const REQUEST: &str = "GET /pulse?last HTTP/1.1\r\nHost: board\r\nConnection: close\r\n\r\n";

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Length: 103\r\nConnection: close\r\n\r\n";

const SILENCE: Duration = Duration::from_millis(200);

const LIMITS: Limits = Limits {
    idle: Duration::from_secs(1),
    head: Duration::from_secs(1),
    // How long the server waits for the end, too.
    write: Duration::from_millis(100),
    line_bytes: 128,
    head_bytes: 512,
    buffer_bytes: 64,
};
