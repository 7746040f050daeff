//! The methods of every reader.

#[cfg(feature = "alloc")]
use alloc::{string::String, vec::Vec};

use crate::io::{AsyncRead, Bytes, Chain, Read, ReadCursor, ReadExact, ReadInto, Take};
#[cfg(feature = "alloc")]
use crate::io::{ReadToEnd, ReadToString};

/// The methods of `std::io::Read`, for every [`AsyncRead`].
///
/// A method that takes the reader by value, such as [`take`](Self::take), leaves it to you if you
/// pass `&mut reader`. A reader that is not `Unpin` is pinned first, and then passed by `&mut`.
pub trait AsyncReadExt: AsyncRead {
    /// Reads once, and returns how many bytes were read.
    ///
    /// Zero means the end, or that `buf` is empty. Expect fewer bytes than there is room for.
    ///
    /// # Errors
    ///
    /// Whatever the reader fails with; nothing was read then.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, nothing was read.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::AsyncReadExt;
    ///
    /// # futures::executor::block_on(async {
    /// let mut source = &b"hello"[..];
    /// let mut buf = [0; 3];
    /// assert_eq!(source.read(&mut buf).await?, 3);
    /// assert_eq!(buf, *b"hel");
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    fn read<'a>(&'a mut self, buf: &'a mut [u8]) -> Read<'a, Self>
    where
        Self: Unpin,
    {
        Read::new(self, buf)
    }

    /// Reads once into memory that need not be initialized, and returns how many bytes were read.
    ///
    /// `buf` is `&mut` [`ReadBuf`](crate::io::ReadBuf), or a [`ReadCursor`], which may be
    /// [limited](ReadCursor::limit). Zero means the end, or that there is no room.
    ///
    /// # Errors
    ///
    /// Whatever the reader fails with; nothing was read then.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, nothing was read.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{AsyncReadExt, ReadBuf};
    /// use core::mem::MaybeUninit;
    ///
    /// # futures::executor::block_on(async {
    /// let mut source = &b"hello"[..];
    /// let mut memory = [MaybeUninit::uninit(); 16];
    /// let mut buf = ReadBuf::uninit(&mut memory);
    /// assert_eq!(source.read_buf(buf.unfilled().limit(3)).await?, 3);
    /// assert_eq!(source.read_buf(&mut buf).await?, 2);
    /// assert_eq!(buf.filled(), b"hello");
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    fn read_buf<'a>(&'a mut self, buf: impl Into<ReadCursor<'a>>) -> ReadInto<'a, Self>
    where
        Self: Unpin,
    {
        ReadInto::new(self, buf.into())
    }

    /// Reads until `buf` is full.
    ///
    /// An empty `buf` is full: the reader is not asked.
    ///
    /// # Errors
    ///
    /// [`UnexpectedEof`](crate::io::ErrorKind::UnexpectedEof) if the end comes first; its text says
    /// how many bytes were read (with the feature `alloc`), and [`ReadExact::filled`] does.
    /// Otherwise whatever the reader fails with. The bytes that were read before an error are at
    /// the front of `buf`; a future that is polled again goes on behind them.
    ///
    /// # Cancel safety
    ///
    /// Dropping it keeps what was done; [`ReadExact::filled`] tells how much.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{AsyncReadExt, ErrorKind};
    ///
    /// # futures::executor::block_on(async {
    /// let mut source = &b"hello"[..];
    /// let mut buf = [0; 4];
    /// source.read_exact(&mut buf).await?;
    /// assert_eq!(buf, *b"hell");
    ///
    /// let error = source.read_exact(&mut buf).await.unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    /// assert_eq!(error.to_string(), "the end came after 1 of 4 bytes");
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self>
    where
        Self: Unpin,
    {
        ReadExact::new(self, buf)
    }

    /// Reads up to the end, appends what was read to `buf`, and returns how many bytes that were.
    ///
    /// The vector grows as it does under `std::io::Read::read_to_end`. If its capacity is exactly
    /// right, it does not grow. Put [`take`](Self::take) before it if you do not trust the length.
    ///
    /// # Errors
    ///
    /// Whatever the reader fails with, and [`OutOfMemory`](crate::io::ErrorKind::OutOfMemory). The
    /// bytes that were read before an error are in `buf`.
    ///
    /// # Cancel safety
    ///
    /// Dropping it keeps what was done; the length of `buf` tells how much.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::AsyncReadExt;
    ///
    /// # futures::executor::block_on(async {
    /// let mut bytes = b"> ".to_vec();
    /// assert_eq!((&b"hello"[..]).read_to_end(&mut bytes).await?, 5);
    /// assert_eq!(bytes, b"> hello");
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_to_end<'a>(&'a mut self, buf: &'a mut Vec<u8>) -> ReadToEnd<'a, Self>
    where
        Self: Unpin,
    {
        ReadToEnd::new(self, buf)
    }

    /// Reads up to the end, appends what was read to `text`, and returns how many bytes that were.
    ///
    /// # Errors
    ///
    /// - [`InvalidData`](crate::io::ErrorKind::InvalidData) if it is not UTF-8. `text` is then as
    ///   it was. The error names the offset of the first byte that is wrong, and holds all bytes:
    ///   its [inner error](crate::io::Error::into_inner) is an `alloc::string::FromUtf8Error`.
    /// - Whatever the reader fails with. What was read before is then in `text`, up to the first
    ///   byte that is not UTF-8.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: bytes already read are lost. `text` keeps what it had.
    /// [`read_to_end`](Self::read_to_end) loses nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{AsyncReadExt, ErrorKind};
    /// use std::string::FromUtf8Error;
    ///
    /// # futures::executor::block_on(async {
    /// let mut text = String::new();
    /// (&b"hello"[..]).read_to_string(&mut text).await?;
    /// assert_eq!(text, "hello");
    ///
    /// let error = (&b"ab\xFFd"[..]).read_to_string(&mut text).await.unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::InvalidData);
    /// assert_eq!(error.to_string(), "invalid utf-8 sequence of 1 bytes from index 2");
    /// let inner = error.into_inner().unwrap().downcast::<FromUtf8Error>().unwrap();
    /// assert_eq!(inner.into_bytes(), b"ab\xFFd");
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_to_string<'a>(&'a mut self, text: &'a mut String) -> ReadToString<'a, Self>
    where
        Self: Unpin,
    {
        ReadToString::new(self, text)
    }

    /// Ends after `limit` bytes, or with the reader if that ends first.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::AsyncReadExt;
    ///
    /// # futures::executor::block_on(async {
    /// let mut source = &b"head and body"[..];
    /// let mut head = Vec::new();
    /// (&mut source).take(4).read_to_end(&mut head).await?;
    /// assert_eq!(head, b"head");
    /// assert_eq!(source, b" and body");
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    fn take(self, limit: u64) -> Take<Self>
    where
        Self: Sized,
    {
        Take::new(self, limit)
    }

    /// Goes on with `next` at the end of this reader.
    ///
    /// A first reader that *grows*, such as a file, is not asked again after its first end.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::AsyncReadExt;
    ///
    /// # futures::executor::block_on(async {
    /// let mut text = String::new();
    /// (&b"head, "[..]).chain(&b"body"[..]).read_to_string(&mut text).await?;
    /// assert_eq!(text, "head, body");
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    fn chain<R: AsyncRead>(self, next: R) -> Chain<Self, R>
    where
        Self: Sized,
    {
        Chain::new(self, next)
    }

    /// Makes a stream of the bytes.
    ///
    /// Each is a call of the reader, so the reader should have a buffer. The stream goes on after
    /// an error, which is one of its items, and stays at its end.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::{io::AsyncReadExt, stream::StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let bytes: Vec<u8> = (&b"abc"[..]).bytes().try_collect().await?;
    /// assert_eq!(bytes, b"abc");
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    fn bytes(self) -> Bytes<Self>
    where
        Self: Sized,
    {
        Bytes::new(self)
    }
}

impl<R: AsyncRead + ?Sized> AsyncReadExt for R {}
