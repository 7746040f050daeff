//! The methods of every reader with a buffer.

#[cfg(feature = "alloc")]
use alloc::{string::String, vec::Vec};
use core::pin::Pin;

use crate::io::{AsyncBufRead, FillBuf};
#[cfg(feature = "alloc")]
use crate::io::{Lines, ReadLine, ReadUntil, Split};

/// The methods of `std::io::BufRead`, for every [`AsyncBufRead`].
pub trait AsyncBufReadExt: AsyncBufRead {
    /// Returns what is buffered, and reads if that is nothing. An empty slice is the end.
    ///
    /// Follow it by [`consume`](Self::consume).
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
    /// use async_interop::io::AsyncBufReadExt;
    ///
    /// # futures::executor::block_on(async {
    /// let mut source = &b"hello"[..];
    /// assert_eq!(source.fill_buf().await?, b"hello");
    /// source.consume(2);
    /// assert_eq!(source.fill_buf().await?, b"llo");
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    fn fill_buf(&mut self) -> FillBuf<'_, Self>
    where
        Self: Unpin,
    {
        FillBuf::new(self)
    }

    /// Removes bytes from the front of what [`fill_buf`](Self::fill_buf) returned.
    ///
    /// # Panics
    ///
    /// Panics or takes fewer, as the reader does, if `amount` is more than was returned.
    #[inline]
    #[track_caller]
    fn consume(&mut self, amount: usize)
    where
        Self: Unpin,
    {
        AsyncBufRead::consume(Pin::new(self), amount);
    }

    /// Reads up to `delimiter` or up to the end, appends what was read to `buf`, the delimiter
    /// included, and returns how many bytes that were.
    ///
    /// Zero means the end. A sender who never sends the delimiter fills the memory: put
    /// [`take`](crate::io::AsyncReadExt::take) before it if you do not trust the sender.
    ///
    /// # Errors
    ///
    /// Whatever the reader fails with. What was read before is in `buf`.
    ///
    /// # Cancel safety
    ///
    /// Dropping it keeps what was done; the length of `buf` tells how much.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::AsyncBufReadExt;
    ///
    /// # futures::executor::block_on(async {
    /// let mut source = &b"key=value"[..];
    /// let mut key = Vec::new();
    /// assert_eq!(source.read_until(b'=', &mut key).await?, 4);
    /// assert_eq!(key, b"key=");
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_until<'a>(&'a mut self, delimiter: u8, buf: &'a mut Vec<u8>) -> ReadUntil<'a, Self>
    where
        Self: Unpin,
    {
        ReadUntil::new(self, delimiter, buf)
    }

    /// Reads a line, appends it to `text`, with the `\n` that ends it, and returns how many bytes
    /// that were.
    ///
    /// Zero means the end. The last line may have no `\n`. As with
    /// [`read_until`](Self::read_until), a line may be as long as its sender likes.
    ///
    /// # Errors
    ///
    /// - [`InvalidData`](crate::io::ErrorKind::InvalidData) if the line is not UTF-8. `text` is
    ///   then as it was, and the next call reads the next line. The error names the offset of the
    ///   first byte that is wrong, counted from the start of the line, and holds the line: its
    ///   [inner error](crate::io::Error::into_inner) is an `alloc::string::FromUtf8Error`.
    /// - Whatever the reader fails with. The front of the line is then in `text`, up to the first
    ///   byte that is not UTF-8.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: bytes already read are lost. `text` keeps what it had.
    /// [`lines`](Self::lines) and [`read_until`](Self::read_until) lose nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::AsyncBufReadExt;
    ///
    /// # futures::executor::block_on(async {
    /// let mut source = &b"one\ntwo"[..];
    /// let mut text = String::new();
    /// while source.read_line(&mut text).await? > 0 {
    ///     print!("{text}");
    ///     text.clear();
    /// }
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_line<'a>(&'a mut self, text: &'a mut String) -> ReadLine<'a, Self>
    where
        Self: Unpin,
    {
        ReadLine::new(self, text)
    }

    /// Makes a stream of the lines, without the `\n` or `\r\n` that ends them.
    ///
    /// A line that is not UTF-8 is an item that is an error, as in [`read_line`](Self::read_line);
    /// the next item is the next line. After an error of the reader the line goes on where it was.
    /// The stream stays at its end.
    ///
    /// # Cancel safety
    ///
    /// [`next`](crate::stream::StreamExt::next) and [`next_line`](Lines::next_line) are cancel
    /// safe: the stream keeps the front of a line.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::{io::AsyncBufReadExt, stream::StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let lines: Vec<String> = (&b"one\r\ntwo\n\nfour"[..]).lines().try_collect().await?;
    /// assert_eq!(lines, ["one", "two", "", "four"]);
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn lines(self) -> Lines<Self>
    where
        Self: Sized,
    {
        Lines::new(self)
    }

    /// Makes a stream of what is between the delimiters.
    ///
    /// After an error of the reader the segment goes on where it was. The stream stays at its end.
    ///
    /// # Cancel safety
    ///
    /// [`next`](crate::stream::StreamExt::next) and [`next_segment`](Split::next_segment) are
    /// cancel safe: the stream keeps the front of a segment.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::{io::{AsyncBufReadExt, Cursor}, stream::StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let words: Vec<Vec<u8>> = Cursor::new(b"a b  c").split(b' ').try_collect().await?;
    /// assert_eq!(words, [&b"a"[..], b"b", b"", b"c"]);
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn split(self, delimiter: u8) -> Split<Self>
    where
        Self: Sized,
    {
        Split::new(self, delimiter)
    }
}

impl<R: AsyncBufRead + ?Sized> AsyncBufReadExt for R {}
