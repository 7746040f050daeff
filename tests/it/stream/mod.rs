//! Tests of `async_interop::stream`.

mod support;

mod adapters;
mod auto_traits;
mod futures;
mod impls;
mod sources;
