//! The auto traits of all public types, which no feature changes.

use std::{
    panic::{RefUnwindSafe, UnwindSafe},
    rc::Rc,
};

use async_interop::{
    future::YieldNow,
    task::{
        AbortHandle, AbortOnDrop, FutureObj, JoinError, JoinHandle, LocalFutureObj, SpawnError,
        SpawnErrorKind, global::AlreadySet,
    },
};
use static_assertions::{assert_impl_all, assert_not_impl_any};

assert_impl_all!(YieldNow: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
assert_impl_all!(SpawnErrorKind: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
assert_impl_all!(AlreadySet: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);

assert_impl_all!(SpawnError: Send, Sync, Unpin);
assert_not_impl_any!(SpawnError: UnwindSafe, RefUnwindSafe);
assert_impl_all!(SpawnError<FutureObj<'static, ()>>: Send, Sync);
assert_not_impl_any!(SpawnError<LocalFutureObj<'static, ()>>: Send, Sync);
assert_impl_all!(JoinError: Send, Sync, Unpin);
assert_not_impl_any!(JoinError: UnwindSafe, RefUnwindSafe);

assert_impl_all!(JoinHandle<u8>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
assert_impl_all!(JoinHandle<std::cell::Cell<u8>>: Send, Sync);
assert_not_impl_any!(JoinHandle<Rc<u8>>: Send, Sync);
assert_impl_all!(JoinHandle<std::marker::PhantomPinned>: Unpin);
assert_impl_all!(AbortOnDrop<u8>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(AbortOnDrop<Rc<u8>>: Send, Sync);
assert_impl_all!(AbortHandle: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);

#[test]
fn sizes() {
    let word = size_of::<usize>();
    assert_eq!(size_of::<JoinError>(), word);
    assert_eq!(size_of::<Result<(), JoinError>>(), word * 2);
    assert_eq!(size_of::<AbortHandle>(), word);
    assert_eq!(size_of::<JoinHandle<[u8; 100]>>(), word * 2);
}
