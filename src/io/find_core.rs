//! Searching byte by byte.

/// Returns where the first `byte` is in `bytes`.
#[inline]
pub(super) fn find(byte: u8, bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|candidate| *candidate == byte)
}
