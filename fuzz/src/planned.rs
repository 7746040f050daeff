//! Panics that a program wants.

use std::{
    any::Any,
    cell::Cell,
    panic::{self, AssertUnwindSafe},
};

/// Puts libFuzzer's panic hook out of the way of planned panics. Call it in `init`.
///
/// That hook ends the process at every panic, also at one that would be caught. A panic that leaves
/// the target ends the process all the same.
pub fn print_no_planned_panics() {
    // libFuzzer's hook calls the one that was there before, and then aborts: take both away.
    drop(panic::take_hook());
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !EXPECTED.get() && !is_planned(info.payload()) {
            default(info);
        }
    }));
}

/// Panics, as a program's task does.
pub fn planned_panic() -> ! {
    panic::panic_any(Planned)
}

/// Returns whether `call` panics.
pub fn panics(call: impl FnOnce()) -> bool {
    EXPECTED.set(true);
    let panicked = panic::catch_unwind(AssertUnwindSafe(call)).is_err();
    EXPECTED.set(false);
    panicked
}

fn is_planned(payload: &(dyn Any + Send)) -> bool {
    payload.is::<Planned>()
}

struct Planned;

thread_local! {
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}
