//! Asynchronous input and output.
#![allow(
    missing_docs,
    unsafe_code,
    missing_debug_implementations,
    clippy::undocumented_unsafe_blocks,
    clippy::missing_errors_doc,
    clippy::missing_safety_doc,
    reason = "bootstrap"
)]
use core::{
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    BrokenPipe,
    ConnectionReset,
    WriteZero,
    UnexpectedEof,
    WouldBlock,
    Interrupted,
    InvalidInput,
    InvalidData,
    Other,
}
#[derive(Debug)]
pub struct Error(ErrorKind);
pub type Result<T> = core::result::Result<T, Error>;
impl Error {
    pub fn kind(&self) -> ErrorKind {
        self.0
    }
}
impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self(kind)
    }
}
impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}
impl core::error::Error for Error {}

#[repr(transparent)]
#[derive(Debug, Clone, Copy)]
pub struct IoSlice<'a>(&'a [u8]);
impl<'a> IoSlice<'a> {
    pub fn new(buf: &'a [u8]) -> Self {
        Self(buf)
    }
}
impl core::ops::Deref for IoSlice<'_> {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.0
    }
}

#[derive(Debug)]
struct Meta {
    filled: usize,
    init: usize,
}
#[derive(Debug)]
pub struct ReadBuf<'data> {
    buf: &'data mut [MaybeUninit<u8>],
    meta: Meta,
}
impl<'data> ReadBuf<'data> {
    pub const fn new(buf: &'data mut [u8]) -> Self {
        let init = buf.len();
        let buf = unsafe { &mut *(buf as *mut [u8] as *mut [MaybeUninit<u8>]) };
        Self { buf, meta: Meta { filled: 0, init } }
    }
    pub const fn uninit(buf: &'data mut [MaybeUninit<u8>]) -> Self {
        Self { buf, meta: Meta { filled: 0, init: 0 } }
    }
    pub fn capacity(&self) -> usize {
        self.buf.len()
    }
    pub fn len(&self) -> usize {
        self.meta.filled
    }
    pub fn is_empty(&self) -> bool {
        self.meta.filled == 0
    }
    pub fn init_len(&self) -> usize {
        self.meta.init
    }
    pub fn filled(&self) -> &[u8] {
        let s = &self.buf[..self.meta.filled];
        unsafe { &*(s as *const _ as *const [u8]) }
    }
    pub fn unfilled(&mut self) -> ReadCursor<'_> {
        ReadCursor { buf: self.buf, meta: &mut self.meta }
    }
    pub fn clear(&mut self) {
        self.meta.filled = 0;
    }
}
#[derive(Debug)]
pub struct ReadCursor<'a> {
    buf: &'a mut [MaybeUninit<u8>],
    meta: &'a mut Meta,
}
impl<'a> ReadCursor<'a> {
    pub fn reborrow(&mut self) -> ReadCursor<'_> {
        ReadCursor { buf: self.buf, meta: self.meta }
    }
    pub fn limit(&mut self, n: usize) -> ReadCursor<'_> {
        let end = self.meta.filled + n.min(self.remaining());
        ReadCursor { buf: &mut self.buf[..end], meta: self.meta }
    }
    pub fn remaining(&self) -> usize {
        self.buf.len() - self.meta.filled
    }
    pub fn is_full(&self) -> bool {
        self.remaining() == 0
    }
    pub fn written(&self) -> usize {
        self.meta.filled
    }
    pub fn append(&mut self, bytes: &[u8]) {
        assert!(bytes.len() <= self.remaining());
        let at = self.meta.filled;
        for (d, s) in self.buf[at..].iter_mut().zip(bytes) {
            d.write(*s);
        }
        self.meta.filled += bytes.len();
        self.meta.init = self.meta.init.max(self.meta.filled);
    }
    pub fn append_some(&mut self, bytes: &[u8]) -> usize {
        let n = bytes.len().min(self.remaining());
        self.append(&bytes[..n]);
        n
    }
    pub fn ensure_init(&mut self) -> &mut [u8] {
        let (filled, init, len) = (self.meta.filled, self.meta.init, self.buf.len());
        if init < len {
            for d in &mut self.buf[init..] {
                d.write(0);
            }
            self.meta.init = len;
        }
        let s = &mut self.buf[filled..];
        unsafe { &mut *(s as *mut _ as *mut [u8]) }
    }
    pub fn advance_checked(&mut self, n: usize) {
        assert!(n <= self.remaining() && self.meta.filled + n <= self.meta.init);
        self.meta.filled += n;
    }
    pub unsafe fn as_uninit_mut(&mut self) -> &mut [MaybeUninit<u8>] {
        &mut self.buf[self.meta.filled..]
    }
    pub unsafe fn advance(&mut self, n: usize) {
        assert!(n <= self.remaining());
        self.meta.filled += n;
        self.meta.init = self.meta.init.max(self.meta.filled);
    }
}
pub trait AsyncRead {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>>;
}
pub trait AsyncWrite {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let first = bufs.iter().find(|b| !b.is_empty()).map_or(&[][..], |b| &**b);
        self.poll_write(cx, first)
    }
    fn is_write_vectored(&self) -> bool {
        false
    }
}
impl<T: ?Sized + AsyncRead + Unpin> AsyncRead for &mut T {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_read(cx, buf)
    }
}
