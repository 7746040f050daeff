mod abort;
mod auto_traits;
mod blocking;
mod destructors;
mod errors;
mod forward;
mod join;
mod join_set;
mod local;
mod panics;
#[cfg(feature = "conformance")]
mod scope;
mod script;
mod threads;
mod wakers;
