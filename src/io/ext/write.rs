//! The methods of every writer.

use crate::io::{
    AsyncWrite, Flush, IoSlice, Shutdown, Write, WriteAll, WriteAllVectored, WriteVectored,
};

/// The methods of `std::io::Write`, for every [`AsyncWrite`], and [`shutdown`](Self::shutdown).
pub trait AsyncWriteExt: AsyncWrite {
    /// Writes once, and returns how many bytes of `buf` were accepted.
    ///
    /// Zero means that `buf` is empty, or that the writer takes no more, now or ever.
    ///
    /// # Errors
    ///
    /// Whatever the writer fails with; nothing of `buf` was accepted then.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, nothing was written.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::AsyncWriteExt;
    ///
    /// # futures::executor::block_on(async {
    /// let mut sink = Vec::new();
    /// assert_eq!(sink.write(b"hello").await?, 5);
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    fn write<'a>(&'a mut self, buf: &'a [u8]) -> Write<'a, Self>
    where
        Self: Unpin,
    {
        Write::new(self, buf)
    }

    /// Writes once, as [`write`](Self::write) of the slices joined together.
    ///
    /// # Errors
    ///
    /// Whatever the writer fails with; nothing of `bufs` was accepted then.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, nothing was written.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{AsyncWriteExt, IoSlice};
    ///
    /// # futures::executor::block_on(async {
    /// let mut sink = Vec::new();
    /// let message = [IoSlice::new(b"head"), IoSlice::new(b"body")];
    /// assert_eq!(sink.write_vectored(&message).await?, 8);
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    fn write_vectored<'a>(&'a mut self, bufs: &'a [IoSlice<'a>]) -> WriteVectored<'a, Self>
    where
        Self: Unpin,
    {
        WriteVectored::new(self, bufs)
    }

    /// Writes until all of `buf` is accepted.
    ///
    /// Accepted does not mean sent: [`flush`](Self::flush) when the peer should see it. An empty
    /// `buf` is accepted without asking the writer.
    ///
    /// # Errors
    ///
    /// [`WriteZero`](crate::io::ErrorKind::WriteZero) if the writer takes no more. Otherwise
    /// whatever the writer fails with. [`WriteAll::written`] tells how much was accepted before an
    /// error; a future that is polled again goes on behind it.
    ///
    /// # Panics
    ///
    /// If the writer says that it took more than it was offered (WRITE-01).
    ///
    /// # Cancel safety
    ///
    /// Dropping it keeps what was done; [`WriteAll::written`] tells how much.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{AsyncWriteExt, ErrorKind};
    ///
    /// # futures::executor::block_on(async {
    /// let mut memory = [0; 4];
    /// let mut sink = &mut memory[..];
    /// let mut writing = sink.write_all(b"hello");
    /// let error = (&mut writing).await.unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::WriteZero);
    /// assert_eq!(writing.written(), 4);
    /// # });
    /// ```
    #[inline]
    fn write_all<'a>(&'a mut self, buf: &'a [u8]) -> WriteAll<'a, Self>
    where
        Self: Unpin,
    {
        WriteAll::new(self, buf)
    }

    /// Writes until all bytes of all slices are accepted.
    ///
    /// The slices change: what was accepted is taken off their front. Do not use them afterwards.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Panics
    ///
    /// If the writer says that it took more than it was offered (WRITE-01).
    ///
    /// # Cancel safety
    ///
    /// Dropping it keeps what was done; [`WriteAllVectored::written`] tells how much.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{AsyncWriteExt, IoSlice};
    ///
    /// # futures::executor::block_on(async {
    /// let mut sink = Vec::new();
    /// let mut message = [IoSlice::new(b"head"), IoSlice::new(b"body")];
    /// sink.write_all_vectored(&mut message).await?;
    /// assert_eq!(sink, b"headbody");
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    fn write_all_vectored<'a, 'data>(
        &'a mut self,
        bufs: &'a mut [IoSlice<'data>],
    ) -> WriteAllVectored<'a, 'data, Self>
    where
        Self: Unpin,
    {
        WriteAllVectored::new(self, bufs)
    }

    /// Hands all accepted bytes over to the layer below, so that the peer can read them.
    ///
    /// # Errors
    ///
    /// Whatever the writer fails with; some bytes may be lost then.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, no byte was lost. A new flush goes
    /// on.
    #[inline]
    fn flush(&mut self) -> Flush<'_, Self>
    where
        Self: Unpin,
    {
        Flush::new(self)
    }

    /// Flushes, and closes the write side: the peer sees the end. Reading goes on.
    ///
    /// # Errors
    ///
    /// Whatever the writer fails with; some bytes may be lost then.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, no byte was lost. A new shutdown
    /// goes on; other calls may find the writer closed already.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::AsyncWriteExt;
    ///
    /// # futures::executor::block_on(async {
    /// let mut sink = Vec::new();
    /// sink.write_all(b"bye").await?;
    /// sink.shutdown().await?;
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[doc(alias = "close")]
    #[inline]
    fn shutdown(&mut self) -> Shutdown<'_, Self>
    where
        Self: Unpin,
    {
        Shutdown::new(self)
    }
}

impl<W: AsyncWrite + ?Sized> AsyncWriteExt for W {}
