//! Searching with the processor's vector instructions.

/// Returns where the first `byte` is in `bytes`.
#[inline]
pub(super) fn find(byte: u8, bytes: &[u8]) -> Option<usize> {
    memchr::memchr(byte, bytes)
}
