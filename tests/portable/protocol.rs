//! HTTP in memory: each byte, each moment and each poll by hand.

use std::{
    future::{Future, pending, poll_fn},
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
    time::Duration,
};

use async_interop::{
    io::{self, AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, ErrorKind, duplex},
    time::ManualTimer,
};

use crate::http::{Handler, Limits, Request, Response, Status, serve};

const LIMITS: Limits = Limits {
    idle: Duration::from_secs(30),
    head: Duration::from_secs(10),
    write: Duration::from_secs(20),
    line_bytes: 64,
    head_bytes: 128,
    buffer_bytes: 16,
};

/// Answers with the names in the path, with a body of a wrong length, or never.
struct Echo;

impl Handler for Echo {
    type Body = &'static [u8];

    async fn answer(&self, request: &Request) -> Response<&'static [u8]> {
        match request.path() {
            "/long" => Response::stream(40, b"forty bytes, which is more than a buffer"),
            "/short" => Response::stream(40, b"less than that"),
            "/busy" => pending().await,
            _ => match request.segments() {
                Ok(names) => Response::text(Status::OK, names.join("|")),
                Err(status) => Response::error(status),
            },
        }
    }
}

/// A connection, with the client's end in the hands of the test.
struct Connection<F> {
    server: Pin<Box<F>>,
    client: DuplexStream,
}

fn connect(
    timer: &ManualTimer,
    stop: impl Future<Output = ()>,
) -> Connection<impl Future<Output = io::Result<()>>> {
    let (client, server) = duplex(1024);
    let server = Box::pin(async move { serve(server, &Echo, timer, &LIMITS, stop).await });
    Connection { server, client }
}

impl<F: Future<Output = io::Result<()>>> Connection<F> {
    fn poll(&mut self) -> Poll<io::Result<()>> {
        self.server.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    #[track_caller]
    fn send(&mut self, bytes: &[u8]) {
        let sent = now(self.client.write_all(bytes));
        sent.expect("the pipe has room").expect("the server has not ended");
    }

    /// What there is to read now.
    fn received(&mut self) -> String {
        let mut memory = [0; 1024];
        match now(self.client.read(&mut memory)) {
            Some(n) => String::from_utf8_lossy(&memory[..n.expect("no error")]).into_owned(),
            None => String::new(),
        }
    }
}

/// The output of a future that is ready at once.
fn now<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

/// Sends all, then ends the connection, and returns what came back.
fn answers(sent: &[u8]) -> String {
    let timer = ManualTimer::new();
    let mut connection = connect(&timer, pending());
    connection.send(sent);
    now(connection.client.shutdown()).expect("at once").expect("no error");
    // An end in the middle of a head is an error, and there is nobody to tell.
    assert!(connection.poll().is_ready(), "the end of the connection does not end the server");
    connection.received()
}

#[track_caller]
fn case(sent: &str, status: &str) {
    let answer = answers(sent.as_bytes());
    assert!(answer.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{sent:?}: {answer}");
}

#[test]
fn a_request_is_answered() {
    let answer = answers(b"GET /a/./b%20c/x/../d?q=1 HTTP/1.1\r\nHost: x\r\n\r\n");
    let expected = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\
                    Content-Length: 7\r\nConnection: keep-alive\r\n\r\na|b c|d";
    assert_eq!(answer, expected);
    // The forms that a server has to take as well.
    case("GET http://x/a HTTP/1.1\r\nHost: x\r\n\r\n", "200 OK");
    case("GET http://x HTTP/1.1\r\nHost: x\r\n\r\n", "200 OK");
    case("GET / HTTP/1.9\r\nHOST:\r\n\r\n", "200 OK");
    case("GET / HTTP/1.0\r\n\r\n", "200 OK");
    case("\r\nGET / HTTP/1.1\nHost: x\n\n", "200 OK");
    case("GET / HTTP/1.1\r\nHost: x\r\nX: \t\u{e9} \r\n\r\n", "200 OK");
}

#[test]
fn a_wrong_request_is_refused() {
    let bad = "400 Bad Request";
    case("GET\r\n\r\n", bad);
    case("\r\n\r\n", bad);
    case("GET /\r\n\r\n", bad);
    case("GET  / HTTP/1.1\r\nHost: x\r\n\r\n", bad);
    case("GET / HTTP/1.1 \r\nHost: x\r\n\r\n", bad);
    case("GET / http/1.1\r\nHost: x\r\n\r\n", bad);
    case("GET / HTTP/1.1\r\n\r\n", bad);
    case("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", bad);
    case("GET / HTTP/1.1\r\nHost : x\r\n\r\n", bad);
    case("GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", bad);
    case("GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", bad);
    case("GET / HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n", bad);
    case("GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n", bad);
    case("GET a HTTP/1.1\r\nHost: x\r\n\r\n", bad);
    case("GET ftp://x/ HTTP/1.1\r\nHost: x\r\n\r\n", bad);
    case("GET /#a HTTP/1.1\r\nHost: x\r\n\r\n", bad);
    case("GET /\u{e9} HTTP/1.1\r\nHost: x\r\n\r\n", bad);
    case("GET /%e9 HTTP/1.1\r\nHost: x\r\n\r\n", bad);
    case("GET /%4 HTTP/1.1\r\nHost: x\r\n\r\n", bad);
    case("GET /%+1 HTTP/1.1\r\nHost: x\r\n\r\n", bad);
    case("GET /.. HTTP/1.1\r\nHost: x\r\n\r\n", bad);
    case("GET /a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n", "404 Not Found");
    case("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\n", bad);
    case("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", bad);
    let both = "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n";
    case(&format!("GET / HTTP/1.1\r\nHost: x\r\n{both}\r\n"), bad);
    case("GET / HTTP/2.0\r\nHost: x\r\n\r\n", "505 HTTP Version Not Supported");
    case("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "405 Method Not Allowed");
    case("get / HTTP/1.1\r\nHost: x\r\n\r\n", "501 Not Implemented");
    case(&format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(64)), "414 URI Too Long");
    let long = format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "a".repeat(128));
    case(&long, "431 Request Header Fields Too Large");
    let many = format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "X: a\r\n".repeat(30));
    case(&many, "431 Request Header Fields Too Large");
}

#[test]
fn a_head_may_come_in_pieces_and_several_at_once() {
    let request = b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    let timer = ManualTimer::new();
    let mut connection = connect(&timer, pending());
    for byte in request {
        assert!(connection.poll().is_pending());
        assert_eq!(connection.received(), "");
        connection.send(&[*byte]);
    }
    assert!(connection.poll().is_pending());
    assert!(connection.received().ends_with("\r\n\r\na"));
    connection.send(&request.repeat(2));
    assert!(connection.poll().is_pending());
    assert_eq!(connection.received().matches("HTTP/1.1 200 OK").count(), 2);
}

#[test]
fn what_ends_a_connection_says_close() {
    let close = "\r\nConnection: close\r\n";
    let next = "GET /next HTTP/1.1\r\nHost: x\r\n\r\n";
    for head in [
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: a, Close\r\n",
        "GET / HTTP/1.0\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\n",
    ] {
        let answer = answers(format!("{head}\r\n{next}").as_bytes());
        assert!(answer.contains(close), "{head}: {answer}");
        assert!(!answer.contains("next"), "{head}: a body was taken for a request");
    }
    for head in ["GET / HTTP/1.0\r\nConnection: keep-alive\r\n", "GET / HTTP/1.1\r\nHost: x\r\n"] {
        let answer = answers(format!("{head}\r\n{next}").as_bytes());
        assert!(answer.ends_with("\r\n\r\nnext"), "{head}: {answer}");
    }
}

#[test]
fn a_head_that_takes_too_long_is_told() {
    let timer = ManualTimer::new();
    let mut connection = connect(&timer, pending());
    connection.send(b"GET / HTTP/1.1\r\nHo");
    assert!(connection.poll().is_pending());
    timer.advance(LIMITS.head - Duration::from_nanos(1));
    connection.send(b"s");
    assert!(connection.poll().is_pending());
    assert_eq!(connection.received(), "");
    timer.advance(Duration::from_nanos(1));
    assert!(connection.poll().is_pending(), "it waits until the client has read the answer");
    assert!(connection.received().starts_with("HTTP/1.1 408 Request Timeout\r\n"));
    // What the client goes on to send is not answered.
    connection.send(b"t: x\r\n\r\n");
    assert!(connection.poll().is_pending());
    assert_eq!(connection.received(), "");
    timer.advance(LIMITS.write);
    assert!(matches!(connection.poll(), Poll::Ready(Ok(()))));
}

#[test]
fn an_idle_client_is_left() {
    let timer = ManualTimer::new();
    let mut connection = connect(&timer, pending());
    connection.send(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assert!(connection.poll().is_pending());
    timer.advance(LIMITS.idle - Duration::from_nanos(1));
    assert!(connection.poll().is_pending());
    timer.advance(Duration::from_nanos(1));
    assert!(matches!(connection.poll(), Poll::Ready(Ok(()))));
}

#[test]
fn a_client_that_takes_no_answer_is_left() {
    let timer = ManualTimer::new();
    let (client, server) = duplex(32);
    let mut server = pin!(serve(server, &Echo, &timer, &LIMITS, pending()));
    let mut cx = Context::from_waker(Waker::noop());
    let mut client = client;
    let mut request = &b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n"[..];
    while !request.is_empty() {
        let n = now(client.write(request)).expect("the server reads").expect("no error");
        request = &request[n..];
        assert!(server.as_mut().poll(&mut cx).is_pending());
    }
    timer.advance(LIMITS.write);
    let Poll::Ready(Err(error)) = server.as_mut().poll(&mut cx) else { panic!("it waits on") };
    assert_eq!(error.kind(), ErrorKind::TimedOut);
}

#[test]
fn a_body_is_exactly_as_long_as_it_says() {
    let answer = answers(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n");
    assert!(answer.ends_with("\r\n\r\nforty bytes, which is more than a buffer"), "{answer}");
    let answer =
        answers(b"HEAD /long HTTP/1.1\r\nHost: x\r\n\r\nHEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_eq!(answer.matches("\r\nContent-Length: ").count(), 2, "{answer}");
    assert!(answer.contains("\r\nContent-Length: 40\r\n") && !answer.contains("forty"), "{answer}");

    let timer = ManualTimer::new();
    let mut connection = connect(&timer, pending());
    connection.send(b"GET /short HTTP/1.1\r\nHost: x\r\n\r\n");
    let Poll::Ready(Err(error)) = connection.poll() else { panic!("a wrong length went out") };
    assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
}

#[test]
fn a_stop_lets_requests_end() {
    let timer = ManualTimer::new();
    let stopped = std::cell::Cell::new(false);
    let stop = || poll_fn(|_| if stopped.get() { Poll::Ready(()) } else { Poll::Pending });

    // One connection is idle, one is in the middle of a head, one has a request that was not seen.
    let (mut idle, mut begun, mut unseen) =
        (connect(&timer, stop()), connect(&timer, stop()), connect(&timer, stop()));
    begun.send(b"GET /a HTTP/1.1\r\n");
    assert!(idle.poll().is_pending() && begun.poll().is_pending() && unseen.poll().is_pending());
    unseen.send(b"GET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    stopped.set(true);
    assert!(matches!(idle.poll(), Poll::Ready(Ok(()))), "an idle connection is left at once");
    assert!(begun.poll().is_pending());
    begun.send(b"Host: x\r\n\r\n");
    for (connection, name) in [(&mut begun, "a"), (&mut unseen, "b")] {
        assert!(connection.poll().is_pending());
        let answer = connection.received();
        assert!(answer.ends_with(&format!("\r\nConnection: close\r\n\r\n{name}")), "{answer}");
        now(connection.client.shutdown()).expect("at once").expect("no error");
        assert!(matches!(connection.poll(), Poll::Ready(Ok(()))));
    }
}
