//! What `std::io` has, where there is no std: the same names and methods, around a plain slice.

use core::{
    mem,
    ops::{Deref, DerefMut},
};

#[derive(Clone, Copy)]
#[repr(transparent)]
pub(super) struct IoSlice<'a>(&'a [u8]);

impl<'a> IoSlice<'a> {
    pub(super) const fn new(buf: &'a [u8]) -> Self {
        Self(buf)
    }

    #[track_caller]
    pub(super) fn advance(&mut self, n: usize) {
        assert!(n <= self.0.len(), "advancing IoSlice beyond its length");
        self.0 = &self.0[n..];
    }
}

impl Deref for IoSlice<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0
    }
}

#[repr(transparent)]
pub(super) struct IoSliceMut<'a>(&'a mut [u8]);

impl<'a> IoSliceMut<'a> {
    pub(super) const fn new(buf: &'a mut [u8]) -> Self {
        Self(buf)
    }

    #[track_caller]
    pub(super) fn advance(&mut self, n: usize) {
        assert!(n <= self.0.len(), "advancing IoSliceMut beyond its length");
        self.0 = &mut mem::take(&mut self.0)[n..];
    }
}

impl Deref for IoSliceMut<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0
    }
}

impl DerefMut for IoSliceMut<'_> {
    fn deref_mut(&mut self) -> &mut [u8] {
        self.0
    }
}
