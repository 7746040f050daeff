//! What the stage saw while it drove a wrapper itself.

use alloc::{string::String, vec::Vec};

/// What a [`Stage`](super::Stage) saw while it drove a wrapper itself.
#[derive(Clone, Debug, Default)]
pub struct Driven {
    /// Whether it wrote.
    pub filled: bool,
    /// What did not reach the partner although the wrapper was done with it.
    pub kept_back: Vec<String>,
    /// Whether the wrapper always said that it is vectored.
    pub vectored: bool,
    /// From how many slices one call took bytes, at most.
    pub slices: usize,
    /// The hints of size of a stream, one before each item.
    pub hints: Vec<(usize, Option<usize>)>,
    /// How often it asked a stream to work on.
    pub progress: usize,
    /// What came wrong of that.
    pub progress_lost: Vec<String>,
}
