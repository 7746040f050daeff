//! How much memory spawning takes: one allocation for a task with a handle, beside the runtime's
//! own, and none for one without.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]
#![expect(unsafe_code, reason = "only a global allocator sees allocations")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    future::Future,
    hint::black_box,
    pin::Pin,
    sync::Arc,
    task::{Context, Waker},
};

use async_interop::{
    future::yield_now,
    rt,
    task::{
        self, BlockOn as _, FutureObj, JoinSet, LocalFutureObj, Spawn, SpawnError, SpawnExt as _,
        SpawnLocal, SpawnLocalExt as _,
    },
};

/// Counts the allocations of each thread.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
    static LIVE: Cell<isize> = const { Cell::new(0) };
}

// SAFETY: hands everything on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        let _ = LIVE.try_with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        let _ = LIVE.try_with(|count| count.set(count.get() - 1));
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// The allocations of this thread in a run, not counting that queues grow now and then.
fn count(mut run: impl FnMut()) -> usize {
    let mut fewest = usize::MAX;
    for _ in 0..10 {
        let before = ALLOCATIONS.get();
        run();
        fewest = fewest.min(ALLOCATIONS.get() - before);
    }
    fewest
}

/// An executor that has room for one task, and allocates nothing.
struct Slot<T>(Cell<Option<T>>);

impl Spawn for Slot<FutureObj<'static, ()>> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.0.set(Some(task));
        Ok(())
    }
}

impl SpawnLocal for Slot<LocalFutureObj<'static, ()>> {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.0.set(Some(task));
        Ok(())
    }
}

#[test]
fn a_handle_takes_one() {
    let slot = Slot(Cell::new(None));
    let large = [0_u8; 1000];
    let spawned = count(|| {
        let handle = slot.spawn(async move { black_box(large) }).unwrap();
        let task = slot.0.take().unwrap();
        assert!(futures::executor::block_on(async { (task.await, handle.await).1 }).is_ok());
    });
    assert_eq!(spawned, 1);

    let slot = Slot(Cell::new(None));
    let spawned = count(|| {
        let handle = slot.spawn_local(async move { black_box(large) }).unwrap();
        let aborter = handle.abort_handle();
        drop(handle.abort_on_drop());
        drop(slot.0.take());
        assert!(aborter.is_finished());
    });
    assert_eq!(spawned, 1);
}

#[test]
fn everything_is_freed() {
    let slot = Slot::<FutureObj<'static, ()>>(Cell::new(None));
    futures::executor::block_on(async {}); // its thread-local
    let live = LIVE.get();
    for end in 0..4 {
        let handle = slot.spawn(async { String::from("output") }).unwrap();
        let task = slot.0.take().unwrap();
        match end {
            0 => drop((task, handle)),
            1 => drop((handle, task)),
            2 => {
                let aborter = handle.abort_handle();
                futures::executor::block_on(task);
                drop(handle);
                drop(aborter);
            }
            _ => {
                futures::executor::block_on(task);
                drop(futures::executor::block_on(handle));
            }
        }
        assert_eq!(LIVE.get(), live);
    }
}

#[test]
fn taking_over_a_scope_takes_none() {
    struct Nowhere;
    impl Spawn for Nowhere {
        fn spawn_obj(&self, _: FutureObj<'static, ()>) -> Result<(), SpawnError> {
            Ok(())
        }
    }
    task::task_local!(inherited static NUMBER: u32);
    let slot = Slot(Cell::new(None));
    let spawn = || {
        drop(slot.spawn(async { black_box(7) }).unwrap());
        drop(task::spawn(async { black_box(7) }).unwrap());
        let mut task = slot.0.take().unwrap();
        assert!(Pin::new(&mut task).poll(&mut Context::from_waker(Waker::noop())).is_ready());
    };
    let executor = Arc::new(Nowhere);
    let scoped = count(|| {
        futures::executor::block_on(task::scope(executor.clone(), async { spawn() }));
    });
    assert_eq!(scoped, 2, "one for each task");
    // An inherited task-local: the list of them, and the value, for each task.
    let local = count(|| {
        let spawns = NUMBER.scope(7, async { spawn() });
        futures::executor::block_on(task::scope(executor.clone(), spawns));
    });
    assert!(local > scoped, "the values have a place of their own");
}

#[test]
fn a_set_is_freed() {
    let slot = Slot::<FutureObj<'static, ()>>(Cell::new(None));
    futures::executor::block_on(async {}); // its thread-local
    let live = LIVE.get();
    for joined in [false, true] {
        let mut set = JoinSet::new();
        set.spawn(&slot, async { String::from("output") }).unwrap();
        let task = slot.0.take().unwrap();
        if joined {
            futures::executor::block_on(task);
            assert!(futures::executor::block_on(set.join_next()).is_some());
            // One that has ended, and one that is woken after the set is gone.
            set.spawn(&slot, async { String::from("output") }).unwrap();
            futures::executor::block_on(slot.0.take().unwrap());
            set.spawn(&slot, async { String::from("output") }).unwrap();
        } else {
            // Waiting, then dropped: its waker is in the task.
            let polled = set.poll_join_next(&mut Context::from_waker(Waker::noop()));
            assert!(polled.is_pending());
            slot.0.set(Some(task));
        }
        drop(set);
        futures::executor::block_on(slot.0.take().unwrap());
        assert_eq!(LIVE.get(), live);
    }
}

#[test]
fn on_tokio() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let ours = rt::Tokio::from(runtime.handle().clone());
    let native = count(|| {
        runtime.block_on(async { tokio::spawn(async { black_box(7) }).await.unwrap() });
    });
    let spawned = count(|| {
        runtime.block_on(async { ours.spawn(async { black_box(7) }).unwrap().await.unwrap() });
    });
    let detached = count(|| {
        runtime.block_on(async {
            ours.spawn_detached(async { black_box(()) }).unwrap();
            yield_now().await;
        });
    });
    assert_eq!((spawned, detached), (native + 1, native));
}

#[test]
fn on_smol() {
    let ours = rt::Smol::new();
    // The task may end and be freed on smol's thread; it is allocated on this one.
    let native = count(|| smol::spawn(async { black_box(()) }).detach());
    let spawned = count(|| drop(ours.spawn(async { black_box(7) }).unwrap()));
    let detached = count(|| ours.spawn_detached(async { black_box(()) }).unwrap());
    assert_eq!((spawned, detached), (native + 1, native));
}

#[test]
fn on_futures() {
    let mut pool = futures::executor::LocalPool::new();
    let spawner = pool.spawner();
    let native = count(|| {
        let handle = futures::task::SpawnExt::spawn_with_handle(&spawner, async { black_box(7) });
        pool.run_until(handle.unwrap());
    });
    let native_detached = count(|| {
        futures::task::SpawnExt::spawn(&spawner, async { black_box(()) }).unwrap();
        pool.run_until_stalled();
    });
    let ours = rt::LocalPool::from(pool);
    let spawner = ours.spawner();
    let spawned = count(|| {
        let handle = spawner.spawn(async { black_box(7) }).unwrap();
        ours.block_on(handle).unwrap();
    });
    let detached = count(|| {
        spawner.spawn_detached(async { black_box(()) }).unwrap();
        ours.block_on(yield_now());
    });
    // Its own way without a handle boxes the future; its own handle takes two more. Ours with a
    // handle takes as much as its own without.
    assert_eq!((native_detached, native), (spawned, spawned + 2));
    assert_eq!(detached, native_detached);
}
