//! Children that stay where they are.

#![expect(unsafe_code, reason = "room 8: pins the elements of a pinned slice")]

use alloc::{boxed::Box, vec::Vec};
use core::pin::Pin;

use super::woken_set::locate;

/// The children of a set by number, pinned. Adding some moves none.
///
/// # Invariants
///
/// 1. Nothing moves out of a slice before it is dropped: its elements are reached by `Pin` and by
///    shared reference only.
#[derive(Debug)]
pub(crate) struct Children<T> {
    first: Pin<Box<[T]>>,
    more: Vec<Pin<Box<[T]>>>,
}

impl<T> Children<T> {
    pub(crate) fn new(children: impl IntoIterator<Item = T>) -> Self {
        Self { first: collect(children), more: Vec::new() }
    }

    /// Adds as many as there are; there must be one at least.
    pub(crate) fn grow(&mut self, children: impl IntoIterator<Item = T>) {
        self.more.push(collect(children));
    }

    pub(crate) fn len(&self) -> usize {
        self.more.iter().fold(self.first.len(), |sum, block| sum + block.len())
    }

    #[inline]
    pub(crate) fn get_pin_mut(&mut self, number: usize) -> Pin<&mut T> {
        let (block, index) = match locate(self.first.len(), number) {
            (0, index) => (self.first.as_mut(), index),
            (block, index) => (self.more[block - 1].as_mut(), index),
        };
        // SAFETY: an element of a pinned slice is pinned (invariant 1).
        unsafe { block.map_unchecked_mut(|block| &mut block[index]) }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.first.iter().chain(self.more.iter().flat_map(|block| block.iter()))
    }
}

fn collect<T>(children: impl IntoIterator<Item = T>) -> Pin<Box<[T]>> {
    children.into_iter().collect::<Box<[T]>>().into()
}
