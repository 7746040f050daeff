use core::{error::Error, fmt};

use super::{ReadHalf, WriteHalf};

/// Two halves were to be put together that are not of one object.
///
/// Returned by [`ReadHalf::reunite`].
pub struct ReuniteError<T> {
    reader: ReadHalf<T>,
    writer: WriteHalf<T>,
}

impl<T> ReuniteError<T> {
    pub(super) const fn new(reader: ReadHalf<T>, writer: WriteHalf<T>) -> Self {
        Self { reader, writer }
    }

    /// Returns the halves.
    pub fn into_halves(self) -> (ReadHalf<T>, WriteHalf<T>) {
        (self.reader, self.writer)
    }
}

impl<T> fmt::Display for ReuniteError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the halves are of two objects: reunite those that one `split` returned")
    }
}

impl<T> fmt::Debug for ReuniteError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReuniteError").finish_non_exhaustive()
    }
}

impl<T> Error for ReuniteError<T> {}
