#[cfg(feature = "alloc")]
use alloc::boxed::Box;
use core::{error, fmt, marker::PhantomData, result};

use super::{ErrorKind, Message, os};

/// The result of an I/O operation.
pub type Result<T> = result::Result<T, Error>;

/// The error of an I/O operation.
///
/// One type in every configuration, with the names and the meaning of `std::io::Error`. It is two
/// words long and can be made without allocation: from an [`ErrorKind`], from the system's error
/// code, or with a fixed message by [`const_error!`](crate::io::const_error). With the feature `alloc`
/// it can hold any other error.
///
/// With the feature `std` it converts to and from `std::io::Error`, so that `?` works in both
/// directions, and loses nothing on the way.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "std")] {
/// use async_interop::io::{self, ErrorKind, const_error};
///
/// fn ours() -> io::Result<()> {
///     Err(const_error!(ErrorKind::InvalidData, "checksum mismatch"))
/// }
///
/// fn theirs() -> std::io::Result<()> {
///     Ok(ours()?)
/// }
///
/// fn and_back() -> io::Result<()> {
///     Ok(theirs()?)
/// }
///
/// assert_eq!(and_back().unwrap_err().to_string(), "checksum mismatch");
/// # }
/// ```
#[doc = include_str!("../../../docs/design/error.md")]
pub struct Error {
    repr: Repr,
    /// A boxed error is neither `UnwindSafe` nor `RefUnwindSafe`. Without this, the features that can
    /// hold one would take these traits away.
    _same_auto_traits_in_every_configuration: PhantomData<&'static DynError>,
}

impl Error {
    /// Creates an error of a kind, with another error or a text as its cause.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{Error, ErrorKind};
    ///
    /// let error = Error::new(ErrorKind::InvalidData, "not a PNG");
    /// assert_eq!(error.to_string(), "not a PNG");
    /// ```
    #[cfg(feature = "alloc")]
    pub fn new<E>(kind: ErrorKind, error: E) -> Self
    where
        E: Into<Box<DynError>>,
    {
        Repr::Custom(Box::new(Custom { kind, error: error.into() })).into()
    }

    /// Creates an error of the kind [`Other`](ErrorKind::Other), with another error or a text as its
    /// cause.
    #[cfg(feature = "alloc")]
    pub fn other<E>(error: E) -> Self
    where
        E: Into<Box<DynError>>,
    {
        Self::new(ErrorKind::Other, error)
    }

    /// Creates an error from a message that is known at compile time, without allocation.
    ///
    /// [`const_error!`](crate::io::const_error) is the short form.
    #[inline]
    pub const fn from_static(message: &'static Message) -> Self {
        Self::from_repr(Repr::Static(message))
    }

    /// Creates an error from one of the system's error codes, without allocation.
    ///
    /// Its kind and its text are known with the feature `std` only; without, the kind is
    /// [`Other`](ErrorKind::Other).
    #[inline]
    pub const fn from_raw_os_error(code: i32) -> Self {
        Self::from_repr(Repr::Os(code))
    }

    /// Returns the inner error, if there is one, mutably.
    pub fn get_mut(&mut self) -> Option<&mut DynError> {
        match &mut self.repr {
            Repr::Simple(_) | Repr::Static(_) | Repr::Os(_) => None,
            #[cfg(feature = "alloc")]
            Repr::Custom(custom) => Some(&mut *custom.error),
            #[cfg(feature = "std")]
            Repr::Std(error) => error.get_mut(),
        }
    }

    /// Returns the inner error, if there is one.
    ///
    /// It is there if the error was made by `new` or `other`, here or in std.
    pub fn get_ref(&self) -> Option<&DynError> {
        match &self.repr {
            Repr::Simple(_) | Repr::Static(_) | Repr::Os(_) => None,
            #[cfg(feature = "alloc")]
            Repr::Custom(custom) => Some(&*custom.error),
            #[cfg(feature = "std")]
            Repr::Std(error) => error.get_ref(),
        }
    }

    /// Returns the inner error, if there is one, by value.
    #[cfg(feature = "alloc")]
    pub fn into_inner(self) -> Option<Box<DynError>> {
        match self.repr {
            Repr::Simple(_) | Repr::Static(_) | Repr::Os(_) => None,
            Repr::Custom(custom) => Some(custom.error),
            #[cfg(feature = "std")]
            Repr::Std(error) => error.into_inner(),
        }
    }

    /// Returns the kind.
    pub fn kind(&self) -> ErrorKind {
        match &self.repr {
            Repr::Simple(kind) => *kind,
            Repr::Static(message) => message.kind(),
            Repr::Os(code) => os::kind(*code),
            #[cfg(feature = "alloc")]
            Repr::Custom(custom) => custom.kind,
            #[cfg(feature = "std")]
            Repr::Std(error) => error.kind().into(),
        }
    }

    /// Returns the system's error code, if the error was made from one.
    pub fn raw_os_error(&self) -> Option<i32> {
        match &self.repr {
            Repr::Os(code) => Some(*code),
            Repr::Simple(_) | Repr::Static(_) => None,
            #[cfg(feature = "alloc")]
            Repr::Custom(_) => None,
            #[cfg(feature = "std")]
            Repr::Std(error) => error.raw_os_error(),
        }
    }

    #[cfg(feature = "std")]
    pub(super) fn into_repr(self) -> Repr {
        self.repr
    }

    const fn from_repr(repr: Repr) -> Self {
        Self { repr, _same_auto_traits_in_every_configuration: PhantomData }
    }
}

impl From<ErrorKind> for Error {
    #[inline]
    fn from(kind: ErrorKind) -> Self {
        Repr::Simple(kind).into()
    }
}

impl From<Repr> for Error {
    #[inline]
    fn from(repr: Repr) -> Self {
        Self::from_repr(repr)
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.repr {
            Repr::Simple(_) | Repr::Static(_) | Repr::Os(_) => None,
            #[cfg(feature = "alloc")]
            Repr::Custom(custom) => custom.error.source(),
            #[cfg(feature = "std")]
            Repr::Std(error) => error.source(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Simple(kind) => kind.fmt(f),
            Repr::Static(message) => f.write_str(message.text()),
            Repr::Os(code) => os::describe(*code, f),
            #[cfg(feature = "alloc")]
            Repr::Custom(custom) => custom.error.fmt(f),
            #[cfg(feature = "std")]
            Repr::Std(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Simple(kind) => f.debug_tuple("Kind").field(kind).finish(),
            Repr::Static(message) => f
                .debug_struct("Error")
                .field("kind", &message.kind())
                .field("message", &message.text())
                .finish(),
            Repr::Os(code) => f
                .debug_struct("Os")
                .field("code", code)
                .field("kind", &self.kind())
                .field("message", &format_args!("{self}"))
                .finish(),
            #[cfg(feature = "alloc")]
            Repr::Custom(custom) => f
                .debug_struct("Custom")
                .field("kind", &custom.kind)
                .field("error", &custom.error)
                .finish(),
            #[cfg(feature = "std")]
            Repr::Std(error) => fmt::Debug::fmt(error, f),
        }
    }
}

/// Where an error came from.
pub(super) enum Repr {
    Simple(ErrorKind),
    Static(&'static Message),
    Os(i32),
    #[cfg(feature = "alloc")]
    Custom(Box<Custom>),
    #[cfg(feature = "std")]
    Std(std::io::Error),
}

/// An error made by [`Error::new`]; boxed, so that [`Error`] stays two words.
#[cfg(feature = "alloc")]
pub(super) struct Custom {
    pub(super) kind: ErrorKind,
    pub(super) error: Box<DynError>,
}

type DynError = dyn error::Error + Send + Sync + 'static;

#[cfg(not(target_pointer_width = "16"))] // there an `i32` and a tag are three words
const _: () = assert!(size_of::<Error>() <= 2 * size_of::<usize>());
static_assertions::assert_impl_all!(Error: Send, Sync, Unpin);
static_assertions::assert_not_impl_any!(Error: core::panic::UnwindSafe, core::panic::RefUnwindSafe);
