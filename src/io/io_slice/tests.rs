//! What holds in every configuration. Without std, the slices are our own inside.

use super::{IoSlice, IoSliceMut};

#[test]
fn shared() {
    let mut slice = IoSlice::new(b"abc");
    assert_eq!(&*slice, b"abc");
    slice.advance(0);
    slice.advance(2);
    assert_eq!(&*slice, b"c");
    slice.advance(1);
    assert!(slice.is_empty());
}

#[test]
fn unique() {
    let mut memory = *b"abc";
    let mut slice = IoSliceMut::new(&mut memory);
    slice.advance(1);
    slice[0] = b'x';
    assert_eq!(&*slice, b"xc");
    slice.advance(2);
    assert!(slice.is_empty());
    assert_eq!(memory, *b"axc");
}

#[test]
fn several() {
    let mut slices = [IoSlice::new(b"ab"), IoSlice::new(b""), IoSlice::new(b"cd")];
    let mut left = &mut slices[..];
    IoSlice::advance_slices(&mut left, 3);
    assert_eq!((left.len(), &*left[0]), (1, &b"d"[..]));

    let (mut a, mut b) = (*b"ab", *b"cd");
    let mut slices = [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
    let mut left = &mut slices[..];
    IoSliceMut::advance_slices(&mut left, 2);
    assert_eq!((left.len(), &*left[0]), (1, &b"cd"[..]));
    IoSliceMut::advance_slices(&mut left, 2);
    assert!(left.is_empty());
}

#[test]
#[should_panic(expected = "advancing IoSlice beyond its length")]
fn shared_too_far() {
    IoSlice::new(b"abc").advance(4);
}

#[test]
#[should_panic(expected = "advancing IoSliceMut beyond its length")]
fn unique_too_far() {
    IoSliceMut::new(&mut [0; 3]).advance(4);
}
