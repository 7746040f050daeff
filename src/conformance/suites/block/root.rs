//! What happens to the root.

use alloc::{rc::Rc, vec::Vec};
use core::{
    future::{Future as _, poll_fn},
    pin::pin,
    task::{Poll, Waker},
};

use crate::{
    conformance::{
        Driver, Env, Outcome, Pass, Stop,
        harness::{Driving, Home, Watch, caught, elsewhere, here},
        outcome::ensure,
    },
    future::yield_now,
};

/// Runs a root that is neither `Send` nor `'static` and waits a few times.
///
/// Why: this is what blocking on a future means.
/// If this fails, look at: a root that is given to another thread.
pub fn block_01_output_comes_back(driver: &mut impl Driver, env: &mut Env) -> Outcome {
    const YIELDS: usize = 5;
    let running = Driving::start(driver, env);
    let (numbers, shared) = (Vec::from([1, 2, 3]), Rc::new(36));
    let (mut polls, mut away) = (0, 0);
    let mut inner = pin!(async {
        for _ in 0..YIELDS {
            yield_now().await;
        }
        numbers.iter().sum::<i32>() + *shared
    });
    let home = here();
    let output = running.block_on(poll_fn(|cx| {
        polls += 1;
        away += usize::from(here() != home);
        inner.as_mut().poll(cx)
    }));
    ensure!(output == 42, "the output of the root, 42", "{output}");
    ensure!(polls > YIELDS, "a poll after each wake", "{polls} polls for {YIELDS} wakes");
    ensure!(away == 0, "polled by the calling thread", "{away} of {polls} polls on another one");
    Ok(Pass::Held)
}

/// Keeps wakers of a root, and uses them after the call and after the runtime.
///
/// Why: wakers are in the hands of reactors, which do not know.
/// If this fails, look at: a waker that points to the stack of the call.
pub fn block_09_wakers_outlive_the_call(driver: &mut impl Driver, env: &mut Env) -> Outcome {
    let running = Driving::start(driver, env);
    let watch = Watch::new();
    let waiting = watch.clone();
    running.block_on(poll_fn(|cx| {
        let _ = waiting.wait(cx);
        Poll::Ready(())
    }));
    use_late(&watch, "the call")?;
    // A root that is waiting may be polled for nothing, and must not be harmed.
    let number = running.block_on(async {
        yield_now().await;
        watch.wake();
        yield_now().await;
        7
    });
    ensure!(number == 7, "the next call works, 7", "{number}");
    running.stop();
    use_late(&watch, "the runtime")?;
    Ok(Pass::Held)
}

/// Looks, after calls that return and one that panics, whether the root has been dropped.
///
/// Why: what the root borrows ends with the call.
/// If this fails, look at: a root in a box that is leaked, or kept for the next call.
pub fn block_10_root_is_dropped(driver: &mut impl Driver, env: &mut Env) -> Outcome {
    let running = Driving::start(driver, env);
    let home = Home::new();
    running.block_on(home.keep(async {}));
    ensure!(home.drops() == 1, "a root that is ready at once is dropped", "{} drops", home.drops());
    running.block_on(home.keep(yield_now()));
    ensure!(home.drops() == 2, "a root that waited is dropped", "{} of 2 drops", home.drops());
    if cfg!(all(feature = "std", panic = "unwind")) {
        let root = home.keep(async { panic!("a root that panics, as the check wants") });
        caught(|| running.block_on(root));
        ensure!(home.drops() == 3, "a root that panics is dropped", "{} of 3 drops", home.drops());
    }
    let away = home.drops_away();
    ensure!(away == 0, "dropped by the calling thread", "{away} drops on another one");
    Ok(Pass::Held)
}

fn use_late(watch: &Watch, after: &str) -> Result<(), Stop> {
    let used = caught(|| {
        let clones: Vec<_> = (0..3).filter_map(|_| watch.waker()).collect();
        clones.into_iter().for_each(Waker::wake);
        watch.wake();
    });
    ensure!(used.is_some(), "late wakes do nothing", "a wake after {after} panics");
    let other = watch.clone();
    // Without threads there is no other place to wake from.
    let _ = elsewhere(move || other.waker().into_iter().for_each(Waker::wake));
    Ok(())
}
