//! What the system's error codes mean: without std, nothing is known.

use core::fmt;

use super::ErrorKind;

pub(super) fn kind(_code: i32) -> ErrorKind {
    ErrorKind::Other
}

pub(super) fn describe(code: i32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "os error {code}")
}
