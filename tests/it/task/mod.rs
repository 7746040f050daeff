mod abort;
#[cfg(feature = "conformance")]
mod async_drop;
mod auto_traits;
mod blocking;
mod destructors;
mod errors;
mod forward;
mod join;
mod join_set;
mod local;
#[cfg(feature = "conformance")]
mod local_values;
mod panics;
#[cfg(feature = "conformance")]
mod scope;
mod script;
mod threads;
mod wakers;
