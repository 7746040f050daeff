//! Random programs of futures and tasks, on the reference executor.
//!
//! A program is a tree. What it returns is a tree as well, which says who won and which task ended
//! how, and is compared with the program. Besides, whatever a program does:
//!
//! - each future and each output is dropped once;
//! - it comes to its end when all its events have happened: no wake is lost;
//! - no waker is left when all is dropped.

#![no_main]

mod events;
mod ledger;
mod plan;
mod spawner;
mod world;

use std::task::Poll;

use async_interop::conformance::{harness::TestWaker, reference::Executor};
use async_interop_fuzz::print_no_planned_panics;
use libfuzzer_sys::fuzz_target;

use crate::{
    plan::{Drive, End, Place, Program},
    world::World,
};

fuzz_target!(init: print_no_planned_panics(), |program: Program| run(&program));

fn run(program: &Program) {
    let (world, executor) = World::new(program.capacity);
    let mut executor = Some(executor);
    let mut root = Some(program.root.clone().build(&world, Place::Root));
    // The newest is what is woken; the others may be.
    let mut wakers = vec![TestWaker::new()];
    let mut woken = true;
    let mut drive = program.drive.iter();
    let mut output = None;

    loop {
        let newest = wakers.last().expect("there is one");
        woken = root.is_some() && (woken || newest.wakes() > 0);
        let mut idle = false;
        match drive.next() {
            Some(Drive::Turn) => {
                turn(executor.as_ref());
            }
            Some(Drive::Happen(event)) => {
                world.events.happen((*event).into());
            }
            // Whether it was woken or not: such a poll is legal.
            Some(Drive::Poll) => woken = true,
            Some(Drive::DropRoot) => root = None,
            // Its tasks are canceled, and so their handles end.
            Some(Drive::DropExecutor) => executor = None,
            None => idle = turn(executor.as_ref()) == 0 && !woken && !world.events.happen_next(),
        }
        if let Some(future) = root.as_mut().filter(|_| woken) {
            woken = false;
            wakers.push(TestWaker::new());
            let newest = wakers.last().expect("there is one");
            if let Poll::Ready(value) = future.as_mut().poll(&mut newest.context()) {
                output = Some(value);
                root = None;
            }
        } else if idle {
            break;
        }
    }

    // All that could happen has happened.
    assert!(root.is_none(), "a wake was lost: the root waits");
    if let Some(value) = output {
        program.root.check(&value, &world.laws(executor.is_some()));
    }
    if executor.is_some() {
        world.ledger.assert_balanced("a wake was lost: a task waits");
    }
    if program.end == End::ExecutorLast {
        world.events.forget();
        drop(executor);
    } else {
        drop(executor);
        world.events.forget();
    }
    world.ledger.assert_balanced("after the executor was dropped");
    world.wakers.assert_dropped();
    for waker in &wakers {
        assert_eq!(waker.live(), 0, "a waker of the root is alive");
    }
    world.assert_no_failure();
}

/// Runs the executor once, and returns how many tasks it polled.
fn turn(executor: Option<&Executor>) -> usize {
    executor.map_or(0, Executor::turn)
}
