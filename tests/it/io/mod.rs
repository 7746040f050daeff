//! Tests of `async_interop::io`.

mod adapters;
mod auto_traits;
mod cursor;
mod cursor_model;
mod error;
mod error_round_trip;
mod ext;
mod forwarding;
mod io_slice;
mod memory;
mod read_buf;
mod read_buf_model;
mod seek_from;
mod support;
mod traits;
