use super::ErrorKind;

/// An error's kind and text, known at compile time.
///
/// [`Error::from_static`](crate::io::Error::from_static) refers to one, so that the error needs no
/// allocation. [`const_error!`](crate::io::const_error) makes both in one go.
///
/// # Examples
///
/// ```
/// use async_interop::io::{Error, ErrorKind, Message};
///
/// static CLOSED: Message = Message::new(ErrorKind::BrokenPipe, "the radio is off");
///
/// assert_eq!(Error::from_static(&CLOSED).to_string(), "the radio is off");
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Message {
    kind: ErrorKind,
    text: &'static str,
}

impl Message {
    /// Creates a message.
    #[inline]
    pub const fn new(kind: ErrorKind, text: &'static str) -> Self {
        Self { kind, text }
    }

    /// Returns the kind of the errors that refer to this message.
    #[inline]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the text.
    #[inline]
    pub const fn text(&self) -> &'static str {
        self.text
    }
}

/// Creates an [`Error`](crate::io::Error) from a kind and a string literal, without allocation.
///
/// Both must be constant expressions. The result is a constant too.
///
/// # Examples
///
/// ```
/// use async_interop::io::{self, ErrorKind, const_error};
///
/// fn seek(position: i64) -> io::Result<u64> {
///     u64::try_from(position)
///         .map_err(|_| const_error!(ErrorKind::InvalidInput, "seek to a negative position"))
/// }
///
/// let error = seek(-1).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::InvalidInput);
/// assert_eq!(error.to_string(), "seek to a negative position");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __io_const_error {
    ($kind:expr, $text:expr $(,)?) => {
        $crate::io::Error::from_static(const { &$crate::io::Message::new($kind, $text) })
    };
}
