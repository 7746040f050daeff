//! Events with one defect each.

use crate::{
    event::{Defect, subject},
    kill::mutants,
};

mutants! {
    "WAKER-07" PanicEndsLoop "wakes in a loop that a panic ends" "has a waker that panics";
    "WAKER-09" FifthIsForgotten "has four slots" "waiter 4: 0 wakes";
    "WAKER-10" ChosenSwallows "forgets who was chosen with the waiter"
        "another one is woken when the chosen one is dropped";
}
