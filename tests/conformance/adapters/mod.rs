//! Our own adapters as subjects of the suites of the traits that they give: over the reference, and
//! over inner types that are awkward.
//!
//! Their types are forgotten ([`erased`]), so that all of them share one copy of the checks.

mod erased;
mod io;
mod streams;
