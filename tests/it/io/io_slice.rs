use std::io;

use async_interop::io::{IoSlice, IoSliceMut};
use proptest::{collection::vec, prelude::*};

use super::support::panic_message;

#[test]
fn derefs_to_its_bytes() {
    let slice = IoSlice::new(b"abc");
    assert_eq!((&*slice, slice.len()), (&b"abc"[..], 3));
    assert_eq!(format!("{slice:?}"), "[97, 98, 99]");

    let mut memory = *b"abc";
    let mut slice = IoSliceMut::new(&mut memory);
    slice[0] = b'x';
    assert_eq!(&*slice, b"xbc");
    assert_eq!(format!("{slice:?}"), "[120, 98, 99]");
}

#[test]
fn advance_removes_from_the_front() {
    let mut slice = IoSlice::new(b"abc");
    slice.advance(0);
    slice.advance(1);
    assert_eq!(&*slice, b"bc");
    slice.advance(2);
    assert!(slice.is_empty());

    let mut memory = *b"abc";
    let mut slice = IoSliceMut::new(&mut memory);
    slice.advance(2);
    slice[0] = b'x';
    assert_eq!(slice.len(), 1);
    assert_eq!(memory, *b"abx");
}

#[test]
fn advance_beyond_the_end_panics() {
    let message = panic_message(|| IoSlice::new(b"abc").advance(4));
    assert_eq!(message, "advancing IoSlice beyond its length");
    let message = panic_message(|| IoSliceMut::new(&mut [0; 3]).advance(4));
    assert_eq!(message, "advancing IoSliceMut beyond its length");
}

#[test]
fn advance_slices_beyond_the_end_panics() {
    let message =
        panic_message(|| IoSlice::advance_slices(&mut &mut [IoSlice::new(b"abc")][..], 4));
    assert_eq!(message, "advancing io slices beyond their length");
    let mut memory = [0; 3];
    let mut slices = [IoSliceMut::new(&mut memory)];
    let message = panic_message(|| IoSliceMut::advance_slices(&mut &mut slices[..], 4));
    assert_eq!(message, "advancing io slices beyond their length");
}

#[test]
fn casts_are_the_same_memory() {
    let (a, b) = (b"ab", b"cde");
    let theirs = [io::IoSlice::new(a), io::IoSlice::new(b), io::IoSlice::new(b"")];
    let ours = IoSlice::from_std_slices(&theirs);
    assert_eq!(ours.as_ptr().cast(), theirs.as_ptr());
    assert_eq!(ours.iter().map(|slice| slice.len()).collect::<Vec<_>>(), [2, 3, 0]);
    assert_eq!(ours[1].as_ptr(), b.as_ptr());
    let back = IoSlice::as_std_slices(ours);
    assert_eq!((back.as_ptr(), back.len()), (theirs.as_ptr(), 3));
    assert!(IoSlice::from_std_slices(&[]).is_empty());

    assert_eq!(&*IoSlice::from(theirs[0]), b"ab");
    assert_eq!(&*io::IoSlice::from(IoSlice::new(b"cde")), b"cde");
}

#[test]
fn casts_of_mutable_slices_write_through() {
    let (mut a, mut b) = (*b"ab", *b"cde");
    let mut theirs = [io::IoSliceMut::new(&mut a), io::IoSliceMut::new(&mut b)];
    let ours = IoSliceMut::from_std_slices(&mut theirs);
    ours[1][0] = b'x';
    ours.swap(0, 1);
    let back = IoSliceMut::as_std_slices(ours);
    back[0][1] = b'y';
    back[0].advance(1);
    assert_eq!(&*theirs[0], b"ye");
    assert_eq!((a, b), (*b"ab", *b"xye"));

    let there = io::IoSliceMut::from(IoSliceMut::new(&mut a));
    IoSliceMut::from(there)[0] = b'z';
    assert_eq!(a, *b"zb");
}

proptest! {
    #[test]
    fn advance_slices_is_that_of_std(
        lens in vec(0..5_usize, 0..6),
        n in 0..20_usize,
    ) {
        let mut memory = lens.iter().map(|len| vec![0_u8; *len]).collect::<Vec<_>>();
        let total = lens.iter().sum::<usize>();
        let n = n.min(total);

        let left = |slices: &[&[u8]]| slices.iter().map(|s| (s.as_ptr(), s.len())).collect::<Vec<_>>();
        let expected = {
            let mut slices = memory.iter().map(|bytes| io::IoSlice::new(bytes)).collect::<Vec<_>>();
            let mut slices = &mut slices[..];
            io::IoSlice::advance_slices(&mut slices, n);
            left(&slices.iter().map(|slice| &**slice).collect::<Vec<_>>())
        };
        {
            let mut slices = memory.iter().map(|bytes| IoSlice::new(bytes)).collect::<Vec<_>>();
            let mut slices = &mut slices[..];
            IoSlice::advance_slices(&mut slices, n);
            prop_assert_eq!(left(&slices.iter().map(|s| &**s).collect::<Vec<_>>()), &expected[..]);
        }
        let mut slices = memory.iter_mut().map(|bytes| IoSliceMut::new(bytes)).collect::<Vec<_>>();
        let mut slices = &mut slices[..];
        IoSliceMut::advance_slices(&mut slices, n);
        prop_assert_eq!(left(&slices.iter().map(|s| &**s).collect::<Vec<_>>()), expected);
    }
}
