use std::{error::Error as _, fmt};

use async_interop::io::{Error, ErrorKind, Message, Result, const_error};

/// An inner error with a source.
#[derive(Debug)]
struct Inner {
    code: u8,
    source: Error,
}

impl fmt::Display for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "inner {}", self.code)
    }
}

impl std::error::Error for Inner {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

fn inner() -> Inner {
    Inner { code: 7, source: ErrorKind::TimedOut.into() }
}

const STATIC: Error = const_error!(ErrorKind::InvalidData, "checksum mismatch");

#[test]
fn from_kind() {
    let mut error = Error::from(ErrorKind::BrokenPipe);
    assert_eq!(error.kind(), ErrorKind::BrokenPipe);
    assert_eq!(error.to_string(), "broken pipe");
    assert_eq!(format!("{error:?}"), "Kind(BrokenPipe)");
    assert!(error.get_ref().is_none() && error.get_mut().is_none());
    assert!(error.source().is_none());
    assert_eq!(error.raw_os_error(), None);
    assert!(error.into_inner().is_none());
}

#[test]
fn from_static() {
    let mut error = STATIC;
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    assert_eq!(error.to_string(), "checksum mismatch");
    assert_eq!(
        format!("{error:?}"),
        r#"Error { kind: InvalidData, message: "checksum mismatch" }"#
    );
    assert!(error.get_ref().is_none() && error.get_mut().is_none());
    assert!(error.source().is_none());
    assert_eq!(error.raw_os_error(), None);
    assert!(error.into_inner().is_none());

    static MESSAGE: Message = Message::new(ErrorKind::NotFound, "no such radio");
    assert_eq!(Error::from_static(&MESSAGE).kind(), MESSAGE.kind());
    assert_eq!(Error::from_static(&MESSAGE).to_string(), MESSAGE.text());
}

#[test]
fn const_error_takes_constant_expressions() {
    const KIND: ErrorKind = ErrorKind::Unsupported;
    const TEXT: &str = concat!("no ", "radio");
    let error = const_error!(KIND, TEXT,);
    assert_eq!((error.kind(), error.to_string()), (ErrorKind::Unsupported, "no radio".into()));
}

#[test]
fn from_os_code() {
    let error = Error::from_raw_os_error(2);
    let std = std::io::Error::from_raw_os_error(2);
    assert_eq!(error.raw_os_error(), Some(2));
    assert_eq!(error.kind(), std.kind().into());
    assert_eq!(error.to_string(), std.to_string());
    assert!(error.get_ref().is_none() && error.source().is_none());
    let debug = format!("{error:?}");
    assert!(debug.starts_with("Os { code: 2, kind: ") && debug.contains(", message: "), "{debug}");
    assert!(error.into_inner().is_none());
}

#[test]
fn from_another_error() {
    let mut error = Error::new(ErrorKind::InvalidInput, inner());
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.to_string(), "inner 7");
    assert!(
        format!("{error:?}").starts_with("Custom { kind: InvalidInput, error: Inner { code: 7")
    );
    assert_eq!(error.raw_os_error(), None);
    assert_eq!(error.source().unwrap().to_string(), "timed out");
    assert_eq!(error.get_ref().unwrap().downcast_ref::<Inner>().unwrap().code, 7);
    error.get_mut().unwrap().downcast_mut::<Inner>().unwrap().code = 8;
    assert_eq!(error.into_inner().unwrap().downcast::<Inner>().unwrap().code, 8);
}

#[test]
fn other_is_new_with_the_kind_other() {
    let error = Error::other("out of cheese");
    assert_eq!(error.kind(), ErrorKind::Other);
    assert_eq!(error.to_string(), "out of cheese");
    assert!(error.get_ref().is_some());
}

#[test]
fn goes_through_question_mark_into_a_boxed_error() {
    fn fails() -> std::result::Result<(), Box<dyn std::error::Error + Send + Sync>> {
        Err(STATIC)?;
        Ok(())
    }
    assert!(fails().unwrap_err().is::<Error>());
}

#[test]
fn an_error_of_ours_is_an_inner_error_of_std() {
    let error = std::io::Error::other(STATIC);
    let back = Error::from(error);
    assert_eq!(back.kind(), ErrorKind::Other);
    assert_eq!(
        back.get_ref().unwrap().downcast_ref::<Error>().unwrap().to_string(),
        "checksum mismatch"
    );
}

#[test]
fn result_is_the_core_result() {
    let result: Result<u8> = "1".parse::<u8>().map_err(Error::other);
    assert_eq!(result.unwrap(), 1);
}
