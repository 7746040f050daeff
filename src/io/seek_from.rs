/// Where to seek to.
///
/// As `std::io::SeekFrom`, with conversions both ways under the feature `std`.
///
/// # Examples
///
/// ```
/// use async_interop::io::SeekFrom;
///
/// let rewind = SeekFrom::Start(0);
/// let last_byte = SeekFrom::End(-1);
/// assert_ne!(rewind, last_byte);
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SeekFrom {
    /// To this many bytes after the start.
    Start(u64),
    /// To this many bytes after the end; before it, if negative.
    End(i64),
    /// To this many bytes after the current position; before it, if negative.
    Current(i64),
}

#[cfg(feature = "std")]
impl From<std::io::SeekFrom> for SeekFrom {
    fn from(position: std::io::SeekFrom) -> Self {
        match position {
            std::io::SeekFrom::Start(offset) => Self::Start(offset),
            std::io::SeekFrom::End(offset) => Self::End(offset),
            std::io::SeekFrom::Current(offset) => Self::Current(offset),
        }
    }
}

#[cfg(feature = "std")]
impl From<SeekFrom> for std::io::SeekFrom {
    fn from(position: SeekFrom) -> Self {
        match position {
            SeekFrom::Start(offset) => Self::Start(offset),
            SeekFrom::End(offset) => Self::End(offset),
            SeekFrom::Current(offset) => Self::Current(offset),
        }
    }
}
