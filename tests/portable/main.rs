//! The portable servers, on every runtime, driven by clients that were not written here.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "a program with std says std"
)]

mod chat;
mod curl;
mod file_server;
mod folder;
#[expect(dead_code, reason = "the handler of these tests needs less than the file server")]
#[path = "../../examples/portable/http.rs"]
mod http;
mod program;
mod protocol;
mod socks5;
mod wrong_arguments;

/// The runtimes that the program knows. `wrong_arguments` compares the list.
const RUNTIMES: &[&str] = &[
    "tokio",
    "smol",
    "futures",
    "async-std",
    "async-executor",
    "bastion",
    "compio",
    #[cfg(target_os = "linux")]
    "glommio",
    #[cfg(target_os = "linux")]
    "monoio",
    #[cfg(target_os = "linux")]
    "tokio-uring",
];
