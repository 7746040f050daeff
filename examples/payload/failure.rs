//! Errors as a user should read them: what was wrong, then what to do.

use std::{error::Error, net::SocketAddr};

use quinn::{ConnectError, ConnectionError};

/// Why nothing was sent, in words.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// A socket could not be opened.
pub(crate) fn binding(address: SocketAddr, error: &std::io::Error) -> Failure {
    let what = format!("cannot use the UDP address {address}: {error}");
    let advice = match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            "another program uses it: give another port, or port 0 for one that is free"
        }
        std::io::ErrorKind::AddrNotAvailable => {
            "give an address of this machine, as 127.0.0.1, or 0.0.0.0 for all that it has"
        }
        std::io::ErrorKind::PermissionDenied => "give a port above 1023",
        _ => "give another address",
    };
    format!("{what}\n  {advice}").into()
}

/// A connection was not begun.
pub(crate) fn beginning(error: ConnectError) -> Failure {
    match error {
        ConnectError::EndpointStopping => NOT_RUNNING.into(),
        ConnectError::InvalidServerName(name) => {
            format!("'{name}' is no name of a server\n  give one with --server-name").into()
        }
        error => error.into(),
    }
}

/// The executor refused quinn's tasks.
pub(crate) const NOT_RUNNING: &str =
    "the runtime is not running: it takes no tasks\n  start it first, and keep it until the end";

/// A client's connection was not made, or was lost.
pub(crate) fn connection(error: &ConnectionError, address: SocketAddr) -> Failure {
    let text = error.to_string();
    let advice = match error {
        ConnectionError::TimedOut => {
            "nobody answers: is the server running, and does UDP get through to it?".into()
        }
        _ if text.contains("NotValidForName") || text.contains("not valid for name") => {
            "the certificate is trusted, but has another name: give --server-name, or let the \
             server add this one by --host"
                .into()
        }
        _ if text.contains("invalid peer certificate") => {
            "the server has another certificate: give --cert the file that it wrote with --cert-out"
                .into()
        }
        _ if text.contains("application protocol") || text.contains("known protocol") => {
            format!(
                "the server does not speak {}: is it a `payload --serve`?",
                String::from_utf8_lossy(crate::protocol::ALPN)
            )
        }
        _ => "look at what the server says, and try again".to_string(),
    };
    format!("no connection to {address}: {text}\n  {advice}").into()
}
