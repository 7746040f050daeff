//! Casts between our I/O slices and those of `std::io`.
//!
//! Room 2 of `docs/unsafe.md`. Invariant 1: `IoSlice` and `IoSliceMut` are `repr(transparent)` around
//! the type of std of the same name, with no invariant of their own.

#![expect(unsafe_code, reason = "room 2: casts slices of a transparent wrapper")]

use core::slice;
use std::io;

use super::{IoSlice, IoSliceMut};

impl<'a> IoSlice<'a> {
    /// Casts slices of std into ours, at no cost.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::IoSlice;
    ///
    /// let theirs = [std::io::IoSlice::new(b"a"), std::io::IoSlice::new(b"b")];
    /// let ours = IoSlice::from_std_slices(&theirs);
    /// assert_eq!(&*ours[1], b"b");
    /// ```
    #[inline]
    pub const fn from_std_slices<'b>(slices: &'b [io::IoSlice<'a>]) -> &'b [Self] {
        // SAFETY: the same memory, for the same borrow; the element types are the same: invariant 1.
        unsafe { slice::from_raw_parts(slices.as_ptr().cast(), slices.len()) }
    }

    /// Casts slices of ours into std's, at no cost.
    #[inline]
    pub const fn as_std_slices<'b>(slices: &'b [Self]) -> &'b [io::IoSlice<'a>] {
        // SAFETY: the same memory, for the same borrow; the element types are the same: invariant 1.
        unsafe { slice::from_raw_parts(slices.as_ptr().cast(), slices.len()) }
    }
}

impl<'a> IoSliceMut<'a> {
    /// Casts slices of std into ours, at no cost.
    #[inline]
    pub const fn from_std_slices<'b>(slices: &'b mut [io::IoSliceMut<'a>]) -> &'b mut [Self] {
        // SAFETY: the same memory, for the same unique borrow, and whatever is stored through it is
        // right for the original type: the element types are the same: invariant 1.
        unsafe { slice::from_raw_parts_mut(slices.as_mut_ptr().cast(), slices.len()) }
    }

    /// Casts slices of ours into std's, at no cost.
    #[inline]
    pub const fn as_std_slices<'b>(slices: &'b mut [Self]) -> &'b mut [io::IoSliceMut<'a>] {
        // SAFETY: the same memory, for the same unique borrow, and whatever is stored through it is
        // right for the original type: the element types are the same: invariant 1.
        unsafe { slice::from_raw_parts_mut(slices.as_mut_ptr().cast(), slices.len()) }
    }
}

impl<'a> From<io::IoSlice<'a>> for IoSlice<'a> {
    #[inline]
    fn from(slice: io::IoSlice<'a>) -> Self {
        Self(slice)
    }
}

impl<'a> From<IoSlice<'a>> for io::IoSlice<'a> {
    #[inline]
    fn from(slice: IoSlice<'a>) -> Self {
        slice.0
    }
}

impl<'a> From<io::IoSliceMut<'a>> for IoSliceMut<'a> {
    #[inline]
    fn from(slice: io::IoSliceMut<'a>) -> Self {
        Self(slice)
    }
}

impl<'a> From<IoSliceMut<'a>> for io::IoSliceMut<'a> {
    #[inline]
    fn from(slice: IoSliceMut<'a>) -> Self {
        slice.0
    }
}
