//! The auto traits, sizes and variances that callers may rely on.
//!
//! A failure here is a compile error. That the auto traits of `Error` and of the slices are the same
//! without std is asserted in their own files, which every configuration compiles.

use std::panic::{RefUnwindSafe, UnwindSafe};

use async_interop::io::{
    Cursor, Empty, Error, ErrorKind, IoSlice, IoSliceMut, Message, ReadBuf, ReadCursor, Repeat,
    SeekFrom, Sink,
};
use static_assertions::{assert_eq_size, assert_impl_all as all, assert_not_impl_any as none};

all!(ReadBuf<'static>: Send, Sync, Unpin, RefUnwindSafe);
none!(ReadBuf<'static>: UnwindSafe, Clone);
all!(ReadCursor<'static>: Send, Sync, Unpin, RefUnwindSafe);
none!(ReadCursor<'static>: UnwindSafe, Clone);

all!(Error: Send, Sync, Unpin);
none!(Error: UnwindSafe, RefUnwindSafe, Clone);
all!(ErrorKind: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Copy);
all!(Message: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Copy);

all!(IoSlice<'static>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Copy);
all!(IoSliceMut<'static>: Send, Sync, Unpin, RefUnwindSafe);
none!(IoSliceMut<'static>: UnwindSafe, Clone);

all!(SeekFrom: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Copy);
all!(Empty: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
all!(Repeat: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
all!(Sink: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
all!(Cursor<()>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
none!(Cursor<*const u8>: Send, Sync);
none!(Cursor<std::marker::PhantomPinned>: Unpin);

assert_eq_size!(ReadBuf<'static>, [usize; 4]);
assert_eq_size!(ReadCursor<'static>, [usize; 3]);
assert_eq_size!(Error, [usize; 2]);
assert_eq_size!(IoSlice<'static>, std::io::IoSlice<'static>);
assert_eq_size!(IoSliceMut<'static>, std::io::IoSliceMut<'static>);

// Covariant: what lives longer can stand in for what lives shorter.
const _: () = {
    const fn _buf<'short>(long: ReadBuf<'static>, _: &'short ()) -> ReadBuf<'short> {
        long
    }
    const fn _cursor<'short>(long: ReadCursor<'static>, _: &'short ()) -> ReadCursor<'short> {
        long
    }
    const fn _slice<'short>(long: IoSlice<'static>, _: &'short ()) -> IoSlice<'short> {
        long
    }
    const fn _slice_mut<'short>(long: IoSliceMut<'static>, _: &'short ()) -> IoSliceMut<'short> {
        long
    }
};
