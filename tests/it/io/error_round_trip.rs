//! `Error` through `std::io::Error` and back, and the reverse: nothing is lost.

use std::{error, io};

use async_interop::io::{Error, ErrorKind, Result, const_error};

const KINDS: [ErrorKind; 38] = [
    ErrorKind::NotFound,
    ErrorKind::PermissionDenied,
    ErrorKind::ConnectionRefused,
    ErrorKind::ConnectionReset,
    ErrorKind::HostUnreachable,
    ErrorKind::NetworkUnreachable,
    ErrorKind::ConnectionAborted,
    ErrorKind::NotConnected,
    ErrorKind::AddrInUse,
    ErrorKind::AddrNotAvailable,
    ErrorKind::NetworkDown,
    ErrorKind::BrokenPipe,
    ErrorKind::AlreadyExists,
    ErrorKind::WouldBlock,
    ErrorKind::NotADirectory,
    ErrorKind::IsADirectory,
    ErrorKind::DirectoryNotEmpty,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::StaleNetworkFileHandle,
    ErrorKind::InvalidInput,
    ErrorKind::InvalidData,
    ErrorKind::TimedOut,
    ErrorKind::WriteZero,
    ErrorKind::StorageFull,
    ErrorKind::NotSeekable,
    ErrorKind::QuotaExceeded,
    ErrorKind::FileTooLarge,
    ErrorKind::ResourceBusy,
    ErrorKind::ExecutableFileBusy,
    ErrorKind::Deadlock,
    ErrorKind::CrossesDevices,
    ErrorKind::TooManyLinks,
    ErrorKind::ArgumentListTooLong,
    ErrorKind::Interrupted,
    ErrorKind::Unsupported,
    ErrorKind::UnexpectedEof,
    ErrorKind::OutOfMemory,
    ErrorKind::Other,
];

#[test]
fn every_kind_has_its_namesake_with_the_same_text() {
    for kind in KINDS {
        let std = io::ErrorKind::from(kind);
        assert_eq!(ErrorKind::from(std), kind);
        assert_eq!(format!("{kind:?}"), format!("{std:?}"));
        assert_eq!(kind.to_string(), std.to_string());
        assert_eq!(Error::from(kind).to_string(), io::Error::from(std).to_string());
        assert_eq!(format!("{:?}", Error::from(kind)), format!("{:?}", io::Error::from(std)));
    }
}

#[test]
fn the_list_of_kinds_is_whole() {
    // `Ord` follows the order of declaration: each kind once, the first and the last one included.
    assert!(KINDS.is_sorted_by(|a, b| a < b));
    assert_eq!((KINDS[0], KINDS[KINDS.len() - 1]), (ErrorKind::NotFound, ErrorKind::Other));
}

#[test]
fn question_mark_works_both_ways() {
    fn ours() -> Result<()> {
        Err(const_error!(ErrorKind::InvalidInput, "static"))
    }
    fn theirs() -> io::Result<()> {
        ours()?;
        Ok(())
    }
    fn back() -> Result<()> {
        theirs()?;
        Ok(())
    }
    assert_eq!(theirs().unwrap_err().kind(), io::ErrorKind::InvalidInput);
    assert_eq!(theirs().unwrap_err().to_string(), "static");
    assert_eq!(back().unwrap_err().to_string(), "static");
}

#[test]
fn a_kind_survives() {
    for kind in KINDS {
        let std = io::Error::from(Error::from(kind));
        assert_eq!(std.kind(), kind.into());
        assert!(std.get_ref().is_none(), "no allocation for a mere kind");
        assert_eq!(Error::from(std).kind(), kind);
    }
}

#[test]
fn an_os_code_survives() {
    let std = io::Error::from(Error::from_raw_os_error(13));
    assert_eq!(std.raw_os_error(), Some(13));
    let ours = Error::from(std);
    assert_eq!(ours.raw_os_error(), Some(13));
    assert_eq!(ours.kind(), ErrorKind::from(io::Error::from_raw_os_error(13).kind()));
}

#[test]
fn a_static_message_survives_as_the_same_static() {
    static MESSAGE: async_interop::io::Message =
        async_interop::io::Message::new(ErrorKind::WriteZero, "the very same");
    let ours = Error::from_static(&MESSAGE);
    let debug = format!("{ours:?}");

    let std = io::Error::from(ours);
    assert_eq!((std.kind(), std.to_string()), (io::ErrorKind::WriteZero, "the very same".into()));

    let ours = Error::from(std);
    assert_eq!(format!("{ours:?}"), debug);
    assert_eq!(ours.kind(), ErrorKind::WriteZero);
    assert!(ours.get_ref().is_none(), "it is a reference to the message again, and no box");
    assert!(ours.into_inner().is_none());
}

#[test]
fn an_inner_error_survives_where_it_lies() {
    fn address(inner: Option<&(dyn error::Error + Send + Sync + 'static)>) -> *const () {
        std::ptr::from_ref(inner.expect("an inner error")).cast()
    }
    let ours = Error::new(ErrorKind::TimedOut, "custom");
    let at = address(ours.get_ref());
    let std = io::Error::from(ours);
    assert_eq!(std.kind(), io::ErrorKind::TimedOut);
    assert_eq!(address(std.get_ref()), at);
    let mut ours = Error::from(std);
    assert_eq!(ours.kind(), ErrorKind::TimedOut);
    assert_eq!(address(ours.get_ref()), at);
    assert!(ours.get_mut().is_some());
    assert_eq!(ours.into_inner().unwrap().to_string(), "custom");
}

#[test]
fn what_came_from_std_goes_back_the_same() {
    for code in 0..140 {
        let std = io::Error::from_raw_os_error(code);
        let (debug, text) = (format!("{std:?}"), std.to_string());
        let ours = Error::from(std);
        assert_eq!((format!("{ours:?}"), ours.to_string()), (debug.clone(), text.clone()));
        let std = io::Error::from(ours);
        assert_eq!((format!("{std:?}"), std.to_string()), (debug, text));
    }
}

#[test]
fn a_kind_that_only_std_knows_is_other_and_is_kept() {
    // A symbolic link to itself: a kind of std that is not stable.
    let std = io::Error::from_raw_os_error(40);
    let kind = std.kind();
    let ours = Error::from(std);
    assert_eq!(ours.kind(), ErrorKind::Other);
    assert_eq!(io::Error::from(ours).kind(), kind);
}

#[test]
fn the_source_is_that_of_std() {
    let std = io::Error::other(io::Error::new(io::ErrorKind::NotFound, "deep"));
    let ours = Error::from(std);
    assert!(error::Error::source(&ours).is_none(), "as in std: an inner error is no source");
    assert_eq!(ours.get_ref().unwrap().to_string(), "deep");
}
