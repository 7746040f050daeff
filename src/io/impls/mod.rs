//! Our traits for pointers.

#[cfg(feature = "alloc")]
mod boxed;
mod mut_ref;
mod pin;
