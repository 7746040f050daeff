//! Closures that block, on a runtime that runs them when it is told to.

use std::{
    cell::RefCell,
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    rc::Rc,
    sync::Arc,
    task::Poll,
    thread,
};

use async_interop::{
    rt::Threads,
    task::{BlockingTask, SpawnBlocking, SpawnBlockingExt as _, SpawnError, SpawnErrorKind},
};
use static_assertions::{assert_impl_all, assert_not_impl_any};

use super::script::{Ledger, Wakes};

assert_impl_all!(BlockingTask: Send, Unpin);
assert_not_impl_any!(BlockingTask: Sync);
assert_impl_all!(SpawnError<BlockingTask>: Send, Sync, Unpin, std::error::Error);

/// Keeps closures until they are asked for.
#[derive(Default)]
struct Shelf {
    tasks: RefCell<VecDeque<BlockingTask>>,
    full: bool,
}

impl Shelf {
    fn task(&self) -> BlockingTask {
        self.tasks.borrow_mut().pop_front().expect("a closure was spawned")
    }
}

impl SpawnBlocking for Shelf {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        if self.full {
            return Err(SpawnError::with_task(SpawnErrorKind::Full, task));
        }
        self.tasks.borrow_mut().push_back(task);
        Ok(())
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        if self.full { Err(SpawnErrorKind::Full) } else { Ok(()) }
    }
}

#[test]
fn runs_once_and_wakes_the_handle() {
    let (shelf, wakes, ledger) = (Shelf::default(), Wakes::new(), Ledger::default());
    let entry = ledger.entry();
    let mut handle = shelf
        .spawn_blocking(move || {
            drop(entry);
            7
        })
        .unwrap();
    assert!(wakes.poll(&mut handle).is_pending());
    assert_eq!(ledger.dropped(), 0, "spawning does not call");
    shelf.task().run();
    assert_eq!((ledger.dropped(), wakes.count()), (1, 1));
    assert!(matches!(wakes.poll(&mut handle), Poll::Ready(Ok(7))));
    assert_eq!(wakes.live(), 0);
}

#[test]
fn panics_go_to_the_handle() {
    let (shelf, wakes) = (Shelf::default(), Wakes::new());
    let mut handle = shelf.spawn_blocking(|| -> u8 { panic!("in a closure") }).unwrap();
    shelf.task().run();
    let Poll::Ready(Err(error)) = wakes.poll(&mut handle) else { panic!("it has panicked") };
    assert_eq!(error.to_string(), "the task panicked: in a closure");
}

#[test]
fn panics_of_a_bare_one_are_the_callers() {
    let task = BlockingTask::new(|| panic!("bare"));
    assert!(catch_unwind(AssertUnwindSafe(|| task.run())).is_err());
}

#[test]
fn aborted_before_it_begins_is_dropped() {
    let (shelf, wakes, ledger) = (Shelf::default(), Wakes::new(), Ledger::default());
    let entry = ledger.entry();
    let mut handle = shelf.spawn_blocking(move || drop((entry, unreachable()))).unwrap();
    handle.abort();
    assert_eq!(ledger.dropped(), 0, "dropped on its thread only");
    shelf.task().run();
    assert_eq!(ledger.dropped(), 1);
    let Poll::Ready(Err(error)) = wakes.poll(&mut handle) else { panic!("it was aborted") };
    assert!(error.is_cancelled());
}

fn unreachable() {
    panic!("an aborted closure was called");
}

#[test]
fn aborted_meanwhile_runs_to_its_end() {
    let (shelf, wakes) = (Shelf::default(), Wakes::new());
    let (send, receive) = std::sync::mpsc::channel();
    let closure =
        move || receive.recv().map(|handle: async_interop::task::AbortHandle| handle.abort());
    let mut handle = shelf.spawn_blocking(closure).unwrap();
    send.send(handle.abort_handle()).unwrap();
    shelf.task().run();
    assert!(matches!(wakes.poll(&mut handle), Poll::Ready(Ok(Ok(())))));
}

#[test]
fn dropped_by_the_runtime_is_canceled() {
    let (shelf, wakes, ledger) = (Shelf::default(), Wakes::new(), Ledger::default());
    let entry = ledger.entry();
    let mut handle = shelf.spawn_blocking(move || drop(entry)).unwrap();
    drop(shelf.task());
    assert_eq!(ledger.dropped(), 1);
    let Poll::Ready(Err(error)) = wakes.poll(&mut handle) else { panic!("it was dropped") };
    assert!(error.is_cancelled());
}

#[test]
fn refused_comes_back() {
    let shelf = Shelf { full: true, ..Shelf::default() };
    let ledger = Ledger::default();
    let entry = ledger.entry();
    let error = shelf.spawn_blocking(move || drop(entry)).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Full);
    assert_eq!(ledger.dropped(), 0);
    error.into_task().unwrap().run();
    assert_eq!(ledger.dropped(), 1);
}

#[test]
fn pointers_forward() {
    #[track_caller]
    fn case(runtime: &impl SpawnBlocking, expected: Result<(), SpawnErrorKind>) {
        assert_eq!(runtime.status_blocking(), expected);
        let spawned = runtime.spawn_blocking_detached(|| ()).map_err(|error| error.kind());
        assert_eq!(spawned, expected);
        let spawned = runtime.spawn_blocking(|| ()).map(drop).map_err(|error| error.kind());
        assert_eq!(spawned, expected);
    }
    for full in [false, true] {
        let expected = if full { Err(SpawnErrorKind::Full) } else { Ok(()) };
        let shelf = || Shelf { full, ..Shelf::default() };
        case(&&shelf(), expected);
        case(&Box::new(shelf()), expected);
        case(&Rc::new(shelf()), expected);
        case(&(&shelf() as &dyn SpawnBlocking), expected);
        case(&(Box::new(shelf()) as Box<dyn SpawnBlocking>), expected);
        case(&(Rc::new(shelf()) as Rc<dyn SpawnBlocking>), expected);
    }
    case(&(&Threads::new() as &(dyn SpawnBlocking + Send + Sync)), Ok(()));
    case(&(Box::new(Threads::new()) as Box<dyn SpawnBlocking + Send + Sync>), Ok(()));
    case(&(Arc::new(Threads::new()) as Arc<dyn SpawnBlocking + Send + Sync>), Ok(()));
    case(&Arc::new(Threads::new()), Ok(()));
}

#[test]
fn threads_of_std_run_it_elsewhere() {
    let home = thread::current().id();
    let (runtime, shared) = (Threads::new(), Arc::new(7));
    let in_closure = Arc::clone(&shared);
    let handle = runtime.spawn_blocking(move || (thread::current().id(), *in_closure)).unwrap();
    let (thread, number) = futures::executor::block_on(handle).unwrap();
    assert!(thread != home && number == 7);
    let handle = runtime.spawn_blocking(|| -> () { panic!("elsewhere") }).unwrap();
    let error = futures::executor::block_on(handle).unwrap_err();
    assert_eq!(error.to_string(), "the task panicked: elsewhere");
}
