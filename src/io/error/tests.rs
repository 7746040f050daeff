//! What is different, or must not be, with fewer features.

use super::Error;

#[test]
fn a_code_of_the_system_is_kept() {
    assert_eq!(Error::from_raw_os_error(-7).raw_os_error(), Some(-7));
}

#[cfg(not(feature = "std"))]
#[test]
fn without_std_a_code_says_nothing() {
    extern crate std;
    use std::{format, string::ToString as _};

    let error = Error::from_raw_os_error(2);
    assert_eq!(error.kind(), super::ErrorKind::Other);
    assert_eq!(error.to_string(), "os error 2");
    assert_eq!(format!("{error:?}"), r#"Os { code: 2, kind: Other, message: os error 2 }"#);
}
