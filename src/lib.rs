//! The traits that async Rust code needs to run on any runtime, bridges to the ones there are, and
//! suites that check them.

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    async_interop_nightly,
    feature(async_iterator, borrowed_buf_init, core_io, core_io_borrowed_buf)
)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod compat;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod future;
pub mod io;
pub mod rt;
pub mod stream;
#[cfg(any(target_has_atomic = "8", feature = "critical-section"))]
#[cfg_attr(not(async_interop_loom), path = "sync_core.rs")]
#[cfg_attr(async_interop_loom, path = "sync_loom.rs")]
mod sync;
pub mod task;
pub mod time;

// The examples of the README and of the guides run as well.
#[cfg(all(doctest, feature = "full"))]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../docs/using.md")]
#[doc = include_str!("../docs/implementing.md")]
#[doc = include_str!("../docs/comparison.md")]
#[doc = include_str!("../docs/stability.md")]
struct Guides;
