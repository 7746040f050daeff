//! The methods of what can seek.

use crate::io::{AsyncSeek, Rewind, Seek, SeekFrom};

/// The methods of `std::io::Seek`, for every [`AsyncSeek`].
pub trait AsyncSeekExt: AsyncSeek {
    /// Moves to a position, and returns it, counted from the start.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::io::ErrorKind::InvalidInput) for a position before the start; the
    /// position is then what it was. Otherwise whatever the object fails with.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: if the future is dropped after it was `Pending`, the position is the old or
    /// the new one. No byte is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{AsyncReadExt, AsyncSeekExt, Cursor, SeekFrom};
    ///
    /// # futures::executor::block_on(async {
    /// let mut file = Cursor::new(b"hello");
    /// assert_eq!(file.seek(SeekFrom::End(-2)).await?, 3);
    /// let mut text = String::new();
    /// file.read_to_string(&mut text).await?;
    /// assert_eq!(text, "lo");
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    fn seek(&mut self, position: SeekFrom) -> Seek<'_, Self>
    where
        Self: Unpin,
    {
        Seek::new(self, position)
    }

    /// Moves to the start.
    ///
    /// # Errors
    ///
    /// Whatever the object fails with.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: if the future is dropped after it was `Pending`, the position is the old or
    /// the new one. No byte is lost.
    #[inline]
    fn rewind(&mut self) -> Rewind<'_, Self>
    where
        Self: Unpin,
    {
        Rewind::new(self)
    }

    /// Returns the position, counted from the start.
    ///
    /// # Errors
    ///
    /// Whatever the object fails with.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, nothing was read or moved.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{AsyncReadExt, AsyncSeekExt, Cursor};
    ///
    /// # futures::executor::block_on(async {
    /// let mut file = Cursor::new(b"hello");
    /// file.read_exact(&mut [0; 3]).await?;
    /// assert_eq!(file.stream_position().await?, 3);
    /// file.rewind().await?;
    /// assert_eq!(file.stream_position().await?, 0);
    /// # Ok::<_, async_interop::io::Error>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    fn stream_position(&mut self) -> Seek<'_, Self>
    where
        Self: Unpin,
    {
        Seek::new(self, SeekFrom::Current(0))
    }
}

impl<S: AsyncSeek + ?Sized> AsyncSeekExt for S {}
