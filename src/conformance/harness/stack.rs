//! How far the stack grows.

use core::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use super::{Lock, Place, here};

/// How far polls lie apart on the stack of the thread that noted the first one.
#[derive(Debug, Default)]
pub struct Stack {
    first: Lock<Option<(Place, usize)>>,
    depth: AtomicUsize,
}

impl Stack {
    /// Far less than a thousand nested polls take, and more than the paths to one poll differ by.
    const DEEP: usize = 48 * 1024;

    /// Notes where the stack is now.
    pub fn note(&self) {
        let marker = 0_u8;
        let at = core::ptr::from_ref(core::hint::black_box(&marker)).addr();
        let (place, first) = self.first.with(|first| *first.get_or_insert((here(), at)));
        if place == here() {
            self.depth.fetch_max(first.abs_diff(at), SeqCst);
        }
    }

    /// Returns how many bytes the farthest note was from the first.
    pub fn depth(&self) -> usize {
        self.depth.load(SeqCst)
    }

    /// Returns whether the stack has grown with each poll.
    pub fn is_deep(&self) -> bool {
        self.depth() >= Self::DEEP
    }
}
