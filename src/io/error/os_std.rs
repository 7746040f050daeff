//! What the system's error codes mean, as std knows it.

use core::fmt;
use std::io;

use super::ErrorKind;

pub(super) fn kind(code: i32) -> ErrorKind {
    io::Error::from_raw_os_error(code).kind().into()
}

pub(super) fn describe(code: i32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Display::fmt(&io::Error::from_raw_os_error(code), f)
}
