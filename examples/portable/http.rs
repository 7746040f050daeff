//! HTTP/1.1, the server's side of one connection.
//!
//! It names a transport, a timer and a handler, and neither a runtime nor a socket. It needs an
//! allocator and no std, so it runs on a server and on a microcontroller: [`serve`] is all there is
//! to call.
//!
//! What a client may do is bounded by [`Limits`], in bytes and in time. A request that is wrong is
//! answered with the status that says how, and is the last of its connection, since nobody knows
//! where the next one begins. So is one with a body, which is not read.

extern crate alloc;

use alloc::{borrow::ToOwned as _, format, string::String, vec, vec::Vec};
use core::{
    future::{Future, poll_fn},
    pin::{Pin, pin},
    str,
    task::Poll,
    time::Duration,
};

use async_interop::{
    future::{FutureExt as _, select},
    io::{
        AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _,
        BufReader, Error, ErrorKind, Result, const_error,
    },
    time::{Timer, TimerExt as _},
};

/// Answers the requests of one connection: until the client ends it, is idle for too long or makes
/// a mistake, or until `stop` is ready.
///
/// After `stop`, a request that has begun is still answered.
///
/// # Errors
///
/// Those of the transport and of a body, and `TimedOut` if the client does not take its answer.
pub(crate) async fn serve<T, H, R>(
    transport: T,
    handler: &H,
    timer: &R,
    limits: &Limits,
    stop: impl Future<Output = ()>,
) -> Result<()>
where
    T: AsyncRead + AsyncWrite + Unpin,
    H: Handler,
    R: Timer,
{
    let io = BufReader::with_capacity(limits.buffer_bytes, transport);
    let mut client = Client { io, timer, limits };
    let mut stop = pin!(stop.fuse());
    loop {
        // Between two requests, a connection can be left without harm.
        select! {
            biased;
            begun = timer.timeout(limits.idle, client.request_begins()) => match begun {
                Ok(Ok(true)) => {}
                Ok(Ok(false)) | Err(_) => return client.io.shutdown().await,
                Ok(Err(error)) => return Err(error),
            },
            () = stop.as_mut() => return client.io.shutdown().await,
        }
        let head = timer.timeout(limits.head, client.read_head()).await;
        let request = match head.unwrap_or(Err(Refusal::With(Status::REQUEST_TIMEOUT))) {
            Ok(head) => Request::parse(&head),
            Err(Refusal::With(status)) => Err(status),
            Err(Refusal::Lost(error)) => return Err(error),
        };
        let (response, only_head, keep_alive) = match request {
            Ok(request) => (handler.answer(&request).await, request.is_head, request.keep_alive),
            Err(status) => (Response::error(status), false, false),
        };
        let keep_alive = keep_alive && !is_ready(stop.as_mut()).await;
        client.send(response, only_head, keep_alive).await?;
        if !keep_alive {
            return client.leave().await;
        }
    }
}

/// What answers requests.
pub(crate) trait Handler {
    /// What a long body is read from.
    type Body: AsyncRead + Unpin;

    /// Answers a `GET`, or a `HEAD`, whose body is left out for it.
    fn answer(&self, request: &Request) -> impl Future<Output = Response<Self::Body>> + Send;
}

/// What a client may take, of time and of memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How long a connection may wait for a request.
    pub(crate) idle: Duration,
    /// How long the head of a request may take to arrive.
    pub(crate) head: Duration,
    /// How long a buffer of an answer may take to be accepted.
    pub(crate) write: Duration,
    /// How long the first line may be.
    pub(crate) line_bytes: usize,
    /// How long the whole head may be.
    pub(crate) head_bytes: usize,
    /// How large the two buffers of a connection are.
    pub(crate) buffer_bytes: usize,
}

/// A request, as far as it matters here.
#[derive(Debug)]
pub(crate) struct Request {
    path: String,
    is_head: bool,
    keep_alive: bool,
}

impl Request {
    /// Returns the path as the client wrote it: visible ASCII that begins with `/`. No query.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Takes the path apart, decoded, without `.` and `..`. None of the names holds a slash.
    ///
    /// # Errors
    ///
    /// `400` if it is not encoded UTF-8, or leads out of the root.
    pub(crate) fn segments(&self) -> core::result::Result<Vec<String>, Status> {
        let mut segments = Vec::new();
        for encoded in self.path.split('/') {
            let segment = decode(encoded).ok_or(Status::BAD_REQUEST)?;
            match segment.as_str() {
                "" | "." => {}
                ".." => drop(segments.pop().ok_or(Status::BAD_REQUEST)?),
                name if name.contains(['/', '\\', '\0']) => return Err(Status::NOT_FOUND),
                _ => segments.push(segment),
            }
        }
        Ok(segments)
    }

    /// Reads a head, up to and with the empty line.
    fn parse(head: &[u8]) -> core::result::Result<Self, Status> {
        let mut lines =
            head.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let mut words = lines.next().unwrap_or_default().split(|&byte| byte == b' ');
        let (Some(method), Some(target), Some(version), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(Status::BAD_REQUEST);
        };
        let is_1_0 = match version {
            b"HTTP/1.0" => true,
            [b'H', b'T', b'T', b'P', b'/', b'1', b'.', b'1'..=b'9'] => false,
            [b'H', b'T', b'T', b'P', b'/', b'0'..=b'9', b'.', b'0'..=b'9'] => {
                return Err(Status::VERSION_NOT_SUPPORTED);
            }
            _ => return Err(Status::BAD_REQUEST),
        };
        let fields = Fields::parse(lines)?;
        if fields.hosts > 1 || (fields.hosts == 0 && !is_1_0) {
            return Err(Status::BAD_REQUEST);
        }
        let is_head = match method {
            b"GET" => false,
            b"HEAD" => true,
            b"POST" | b"PUT" | b"DELETE" | b"OPTIONS" | b"PATCH" | b"TRACE" | b"CONNECT" => {
                return Err(Status::METHOD_NOT_ALLOWED);
            }
            other if is_token(other) => return Err(Status::NOT_IMPLEMENTED),
            _ => return Err(Status::BAD_REQUEST),
        };
        let path = path(target).ok_or(Status::BAD_REQUEST)?;
        let wants_more = if is_1_0 { fields.keep_alive } else { !fields.close };
        Ok(Self { path, is_head, keep_alive: wants_more && !fields.has_body })
    }
}

/// An answer. Its `Content-Length` and `Connection` are added when it is sent.
#[derive(Debug)]
pub(crate) struct Response<B> {
    status: Status,
    fields: Vec<(&'static str, String)>,
    body: Body<B>,
}

impl<B> Response<B> {
    /// Makes an answer that is a short text.
    pub(crate) fn text(status: Status, text: String) -> Self {
        let fields = vec![("Content-Type", "text/plain; charset=utf-8".to_owned())];
        Self { status, fields, body: Body::Text(text) }
    }

    /// Makes an answer that says what is wrong.
    pub(crate) fn error(status: Status) -> Self {
        let mut response = Self::text(status, format!("{} {}\n", status.code, status.reason));
        if status == Status::METHOD_NOT_ALLOWED {
            response = response.with("Allow", "GET, HEAD".to_owned());
        }
        response
    }

    /// Makes an answer of `length` bytes, which are read while they are sent.
    pub(crate) fn stream(length: u64, reader: B) -> Self {
        Self { status: Status::OK, fields: Vec::new(), body: Body::Reader { length, reader } }
    }

    /// Adds a field. `value` must be visible ASCII and spaces.
    pub(crate) fn with(mut self, name: &'static str, value: String) -> Self {
        self.fields.push((name, value));
        self
    }
}

#[derive(Debug)]
enum Body<B> {
    Text(String),
    Reader { length: u64, reader: B },
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Status {
    code: u16,
    reason: &'static str,
}

impl Status {
    pub(crate) const OK: Self = Self::new(200, "OK");
    pub(crate) const MOVED_PERMANENTLY: Self = Self::new(301, "Moved Permanently");
    pub(crate) const BAD_REQUEST: Self = Self::new(400, "Bad Request");
    pub(crate) const FORBIDDEN: Self = Self::new(403, "Forbidden");
    pub(crate) const NOT_FOUND: Self = Self::new(404, "Not Found");
    pub(crate) const METHOD_NOT_ALLOWED: Self = Self::new(405, "Method Not Allowed");
    pub(crate) const REQUEST_TIMEOUT: Self = Self::new(408, "Request Timeout");
    pub(crate) const URI_TOO_LONG: Self = Self::new(414, "URI Too Long");
    pub(crate) const FIELDS_TOO_LARGE: Self = Self::new(431, "Request Header Fields Too Large");
    pub(crate) const INTERNAL_ERROR: Self = Self::new(500, "Internal Server Error");
    pub(crate) const NOT_IMPLEMENTED: Self = Self::new(501, "Not Implemented");
    pub(crate) const VERSION_NOT_SUPPORTED: Self = Self::new(505, "HTTP Version Not Supported");

    const fn new(code: u16, reason: &'static str) -> Self {
        Self { code, reason }
    }
}

/// A connection, from the server's side.
struct Client<'a, T, R> {
    io: BufReader<T>,
    timer: &'a R,
    limits: &'a Limits,
}

impl<T: AsyncRead + AsyncWrite + Unpin, R: Timer> Client<'_, T, R> {
    /// Waits for the first byte of a request. `false` is the end of the connection.
    async fn request_begins(&mut self) -> Result<bool> {
        Ok(!self.io.fill_buf().await?.is_empty())
    }

    /// Reads up to and with the empty line that ends a head.
    async fn read_head(&mut self) -> core::result::Result<Vec<u8>, Refusal> {
        let mut head = Vec::new();
        let mut may_be_empty = true;
        loop {
            let start = head.len();
            let room = match start {
                0 => self.limits.line_bytes,
                _ => self.limits.head_bytes.saturating_sub(start),
            };
            (&mut self.io).take(room as u64).read_until(b'\n', &mut head).await?;
            match &head[start..] {
                // A client may send one empty line too many after a body.
                b"\r\n" | b"\n" if start == 0 && may_be_empty => {
                    may_be_empty = false;
                    head.clear();
                }
                b"\r\n" | b"\n" => return Ok(head),
                [.., b'\n'] => {}
                line if line.len() < room => {
                    let error = const_error!(ErrorKind::UnexpectedEof, "the end came in a head");
                    return Err(Refusal::Lost(error));
                }
                _ if start == 0 => return Err(Refusal::With(Status::URI_TOO_LONG)),
                _ => return Err(Refusal::With(Status::FIELDS_TOO_LARGE)),
            }
        }
    }

    async fn send<B: AsyncRead + Unpin>(
        &mut self,
        response: Response<B>,
        only_head: bool,
        keep_alive: bool,
    ) -> Result<()> {
        let Response { status, fields, body } = response;
        let length = match &body {
            Body::Text(text) => text.len() as u64,
            Body::Reader { length, .. } => *length,
        };
        let connection = if keep_alive { "keep-alive" } else { "close" };
        let mut head = format!("HTTP/1.1 {} {}\r\n", status.code, status.reason);
        for (name, value) in fields {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("Content-Length: {length}\r\nConnection: {connection}\r\n\r\n");
        match body {
            Body::Text(text) if !only_head => self.write((head + &text).as_bytes()).await?,
            Body::Reader { length, reader } if !only_head => {
                self.write(head.as_bytes()).await?;
                self.send_all(reader, length).await?;
            }
            _ => self.write(head.as_bytes()).await?,
        }
        self.io.flush().await
    }

    /// Sends exactly `length` bytes: a body that ends before leaves a connection of no use.
    async fn send_all<B: AsyncRead + Unpin>(&mut self, mut body: B, length: u64) -> Result<()> {
        let mut buffer = vec![0; self.limits.buffer_bytes];
        let mut left = length;
        while left > 0 {
            let most = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
            let n = body.read(&mut buffer[..most]).await?;
            if n == 0 {
                return Err(const_error!(
                    ErrorKind::UnexpectedEof,
                    "the body ended before its `Content-Length`"
                ));
            }
            self.write(&buffer[..n]).await?;
            left -= n as u64;
        }
        Ok(())
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.timer.timeout(self.limits.write, self.io.write_all(bytes)).await?
    }

    /// Ends the connection so that the client gets the answer: on most systems, bytes that were not
    /// read when a connection is closed throw away what the client has not read yet.
    async fn leave(mut self) -> Result<()> {
        self.io.shutdown().await?;
        let mut unread = [0; 512];
        let rest = async {
            while self.io.read(&mut unread).await? > 0 {}
            Ok(())
        };
        self.timer.timeout(self.limits.write, rest).await.unwrap_or(Ok(()))
    }
}

/// Why there is no head.
enum Refusal {
    /// The client is told.
    With(Status),
    /// There is nobody to tell.
    Lost(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Lost(error)
    }
}

/// What the fields of a head say that matters here.
#[derive(Default)]
struct Fields {
    hosts: usize,
    close: bool,
    keep_alive: bool,
    has_body: bool,
}

impl Fields {
    fn parse<'a, I>(lines: I) -> core::result::Result<Self, Status>
    where
        I: Iterator<Item = &'a [u8]>,
    {
        let mut fields = Self::default();
        let (mut length, mut encoded) = (None, false);
        for line in lines.take_while(|line| !line.is_empty()) {
            let colon = line.iter().position(|&byte| byte == b':').ok_or(Status::BAD_REQUEST)?;
            let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
            // A name that begins with a space goes on with the line before: no longer allowed.
            if !is_token(name) || value.iter().any(|&byte| byte.is_ascii_control() && byte != b'\t')
            {
                return Err(Status::BAD_REQUEST);
            }
            if name.eq_ignore_ascii_case(b"host") {
                fields.hosts += 1;
            } else if name.eq_ignore_ascii_case(b"connection") {
                for option in value.split(|&byte| byte == b',').map(<[u8]>::trim_ascii) {
                    fields.close |= option.eq_ignore_ascii_case(b"close");
                    fields.keep_alive |= option.eq_ignore_ascii_case(b"keep-alive");
                }
            } else if name.eq_ignore_ascii_case(b"content-length") {
                let digits = !value.is_empty() && value.iter().all(u8::is_ascii_digit);
                if !digits || length.replace(value).is_some_and(|other| other != value) {
                    return Err(Status::BAD_REQUEST);
                }
            } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
                encoded = true;
            }
        }
        // With both, two servers may disagree where the next request begins.
        if encoded && length.is_some() {
            return Err(Status::BAD_REQUEST);
        }
        let empty = length.is_none_or(|digits| digits.iter().all(|&digit| digit == b'0'));
        fields.has_body = encoded || !empty;
        Ok(fields)
    }
}

/// Returns the path of a request's target, which may be a whole URL.
fn path(target: &[u8]) -> Option<String> {
    if !target.iter().all(u8::is_ascii_graphic) || target.contains(&b'#') {
        return None;
    }
    let target = str::from_utf8(target).ok()?;
    let before_query = target.split('?').next()?;
    if before_query.starts_with('/') {
        return Some(before_query.to_owned());
    }
    let (scheme, rest) = before_query.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    Some(rest.find('/').map_or("/", |slash| &rest[slash..]).to_owned())
}

/// Replaces each `%` and two hexadecimal digits by the byte that they stand for.
fn decode(encoded: &str) -> Option<String> {
    let mut bytes = encoded.bytes();
    let mut decoded = Vec::with_capacity(encoded.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            byte => byte,
        });
    }
    String::from_utf8(decoded).ok()
}

/// Returns whether it is a word as methods and the names of fields are.
fn is_token(word: &[u8]) -> bool {
    let is_allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    !word.is_empty() && word.iter().all(is_allowed)
}

/// Polls once.
async fn is_ready(mut future: Pin<&mut impl Future>) -> bool {
    poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx).is_ready())).await
}
