//! Protocols that others wrote, over our adapters, on three runtimes, with peers that others wrote.
//!
//! | file | over | peers |
//! |---|---|---|
//! | `http` | hyper's HTTP/1 and HTTP/2 over `IntoHyper`, executor and timer included; h2 over `IntoTokio` | curl |
//! | `tls` | futures-rustls over `IntoFutures`, tokio-rustls over `IntoTokio` | `openssl s_client`, `openssl s_server`, curl |
//! | `websocket` | async-tungstenite over `IntoFutures`, fastwebsockets over `IntoHyper` and `IntoTokio` | `websockets` of Python |
//!
//! The protocol code names no runtime: see `runtime` for all that does.
//!
//! A peer that is not installed makes its tests say so, loudly, and pass. With
//! `ASYNC_INTEROP_PEERS=required`, as CI sets it, they fail.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod http;
mod peer;
mod runtime;
mod tls;
mod websocket;

/// What the protocols fail with.
type Error = Box<dyn std::error::Error + Send + Sync>;
