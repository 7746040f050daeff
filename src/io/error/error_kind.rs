use core::fmt;

/// What kind of error it is.
///
/// The stable kinds of `std::io::ErrorKind`, as of the oldest supported Rust version, with their
/// names and meaning. The list can grow.
///
/// # Examples
///
/// ```
/// use async_interop::io::{Error, ErrorKind};
///
/// let error = Error::from(ErrorKind::BrokenPipe);
/// assert_eq!(error.kind(), ErrorKind::BrokenPipe);
/// assert_eq!(error.to_string(), "broken pipe");
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An entity was not found, often a file.
    NotFound,
    /// The operation lacked the necessary privileges.
    PermissionDenied,
    /// The remote side refused the connection.
    ConnectionRefused,
    /// The remote side reset the connection.
    ConnectionReset,
    /// The remote host is not reachable.
    HostUnreachable,
    /// The network of the remote host is not reachable.
    NetworkUnreachable,
    /// The remote side ended the connection.
    ConnectionAborted,
    /// There is no connection yet, or no longer.
    NotConnected,
    /// The socket address is in use elsewhere.
    AddrInUse,
    /// The address is not local, or no interface has it.
    AddrNotAvailable,
    /// The system's networking is down.
    NetworkDown,
    /// The pipe was closed: by its reader, or for writing by its own side.
    BrokenPipe,
    /// An entity exists already, often a file.
    AlreadyExists,
    /// The operation would have to wait.
    ///
    /// Never comes out of the traits of this crate: there it is `Poll::Pending`.
    WouldBlock,
    /// Something on the path is not a directory.
    NotADirectory,
    /// The entity is a directory, where something else was needed.
    IsADirectory,
    /// The directory is not empty.
    DirectoryNotEmpty,
    /// The filesystem or the medium is read-only.
    ReadOnlyFilesystem,
    /// The remote file is gone, or its server was restarted.
    StaleNetworkFileHandle,
    /// A parameter was wrong.
    InvalidInput,
    /// The data were malformed.
    ///
    /// Unlike [`InvalidInput`](Self::InvalidInput), it is what was read that is wrong, not how.
    InvalidData,
    /// The time for the operation ran out.
    TimedOut,
    /// A writer took no byte, and will never take one.
    ///
    /// What `write_all` makes of `Ok(0)`.
    WriteZero,
    /// The storage is full.
    StorageFull,
    /// The file cannot seek.
    NotSeekable,
    /// A quota is used up.
    QuotaExceeded,
    /// The file is larger than allowed or supported.
    FileTooLarge,
    /// The resource is busy.
    ResourceBusy,
    /// The executable file is running.
    ExecutableFileBusy,
    /// The operation would have been a deadlock.
    Deadlock,
    /// The link or rename would cross devices.
    CrossesDevices,
    /// The entity has too many hard links.
    TooManyLinks,
    /// The argument list of a program is too long.
    ArgumentListTooLong,
    /// The operation was interrupted, and can be tried again.
    ///
    /// Never comes out of the traits of this crate: they try again themselves.
    Interrupted,
    /// The operation is not supported here.
    Unsupported,
    /// The end came before as many bytes as were needed.
    UnexpectedEof,
    /// There was not enough memory.
    OutOfMemory,
    /// An error of none of the other kinds.
    ///
    /// Also stands for kinds of `std::io::ErrorKind` that this enum does not know. An [`Error`] that came
    /// from std keeps what it was, and is the same again when it goes back.
    ///
    /// [`Error`]: crate::io::Error
    Other,
}

impl ErrorKind {
    const fn description(self) -> &'static str {
        match self {
            Self::NotFound => "entity not found",
            Self::PermissionDenied => "permission denied",
            Self::ConnectionRefused => "connection refused",
            Self::ConnectionReset => "connection reset",
            Self::HostUnreachable => "host unreachable",
            Self::NetworkUnreachable => "network unreachable",
            Self::ConnectionAborted => "connection aborted",
            Self::NotConnected => "not connected",
            Self::AddrInUse => "address in use",
            Self::AddrNotAvailable => "address not available",
            Self::NetworkDown => "network down",
            Self::BrokenPipe => "broken pipe",
            Self::AlreadyExists => "entity already exists",
            Self::WouldBlock => "operation would block",
            Self::NotADirectory => "not a directory",
            Self::IsADirectory => "is a directory",
            Self::DirectoryNotEmpty => "directory not empty",
            Self::ReadOnlyFilesystem => "read-only filesystem or storage medium",
            Self::StaleNetworkFileHandle => "stale network file handle",
            Self::InvalidInput => "invalid input parameter",
            Self::InvalidData => "invalid data",
            Self::TimedOut => "timed out",
            Self::WriteZero => "write zero",
            Self::StorageFull => "no storage space",
            Self::NotSeekable => "seek on unseekable file",
            Self::QuotaExceeded => "quota exceeded",
            Self::FileTooLarge => "file too large",
            Self::ResourceBusy => "resource busy",
            Self::ExecutableFileBusy => "executable file busy",
            Self::Deadlock => "deadlock",
            Self::CrossesDevices => "cross-device link or rename",
            Self::TooManyLinks => "too many links",
            Self::ArgumentListTooLong => "argument list too long",
            Self::Interrupted => "operation interrupted",
            Self::Unsupported => "unsupported",
            Self::UnexpectedEof => "unexpected end of file",
            Self::OutOfMemory => "out of memory",
            Self::Other => "other error",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.description())
    }
}
