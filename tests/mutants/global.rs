//! Slots for the global executor, with one defect each.
//!
//! Each has a slot of its own, not the program's, so all of them fit into one process.

use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread::{self, ThreadId},
    time::Duration,
};

use async_interop::{
    conformance::{self, Capabilities, Slot, Subject, capabilities, reference},
    task::{FutureObj, Spawn, SpawnError, SpawnErrorKind},
};

use crate::kill::mutants;

mutants! {
    "GLOBAL-01" Overwrites "installs over what was installed" "the second install is an error";
    "GLOBAL-02" DropsInSilence "drops what it cannot spawn" "the task was taken";
    "GLOBAL-03" LooksThenStores "looks and stores in two steps" "one install succeeds";
    "GLOBAL-04" NeedsThreadLocal "panics where its thread-local is gone" "a panic";
    "GLOBAL-05" NeedsContext "spawns on the thread that installed it only" "it was refused";
    "GLOBAL-07" OutlivesExecutor "takes tasks for an executor that has ended" "taken, and kept";
    "GLOBAL-08" OverrideStays "ends an override on the normal way out only" "the global executor is used after";
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    Overwrites,
    DropsInSilence,
    LooksThenStores,
    NeedsThreadLocal,
    NeedsContext,
    OutlivesExecutor,
    OverrideStays,
}

use Defect::*;

/// A slot with `defect`, as the subject of GLOBAL.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    const CAPABILITIES: Capabilities = capabilities![uninstallable, scoped];
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    Subject::new(name, "mutant").global(CAPABILITIES, move || Fixture {
        running: Some(reference::Executor::new()),
        slot: Arc::new(Place { defect, ..Place::default() }),
    })
}

struct Fixture {
    running: Option<reference::Executor>,
    slot: Arc<Place>,
}

impl conformance::Global for Fixture {
    type Executor = Inner;

    fn executor(&mut self) -> &'static Inner {
        let running = self.running.get_or_insert_default();
        let keeps = self.slot.has(OutlivesExecutor);
        Box::leak(Box::new(Inner { spawner: running.spawner(), keeps, kept: Mutex::default() }))
    }

    fn turn(&mut self) {
        if let Some(running) = &self.running {
            running.turn();
        }
    }

    fn slot(&mut self) -> Arc<dyn Slot> {
        Arc::clone(&self.slot) as _
    }

    fn shut_down(&mut self) {
        self.running = None;
    }

    fn scoped(&mut self, executor: Arc<dyn Spawn + Send + Sync>, body: &mut dyn FnMut()) {
        struct Ends<'a>(&'a Place);
        impl Drop for Ends<'_> {
            fn drop(&mut self) {
                *self.0.over.lock().unwrap_or_else(PoisonError::into_inner) = None;
            }
        }

        *self.slot.over.lock().unwrap() = Some(executor);
        let ends = (!self.slot.has(OverrideStays)).then(|| Ends(&self.slot));
        body();
        drop(ends);
        *self.slot.over.lock().unwrap() = None;
    }
}

/// The executor, which keeps what it can no longer run if that is the defect.
pub(crate) struct Inner {
    spawner: reference::Spawner,
    keeps: bool,
    kept: Mutex<Vec<FutureObj<'static, ()>>>,
}

impl Spawn for Inner {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        match self.spawner.spawn_obj(task) {
            Err(error) if self.keeps => {
                self.kept.lock().unwrap().extend(error.into_task());
                Ok(())
            }
            other => other,
        }
    }
}

#[derive(Default)]
struct Place {
    defect: Option<Defect>,
    set: AtomicBool,
    installed: Mutex<Option<&'static (dyn Spawn + Sync)>>,
    home: OnceLock<ThreadId>,
    over: Mutex<Option<Arc<dyn Spawn + Send + Sync>>>,
}

impl Place {
    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }
}

impl Slot for Place {
    fn set(&self, executor: &'static (dyn Spawn + Sync)) -> bool {
        let first = if self.has(LooksThenStores) {
            let free = !self.set.load(SeqCst);
            // Long enough for the others to look as well.
            thread::sleep(Duration::from_millis(5));
            self.set.store(true, SeqCst);
            free
        } else {
            !self.set.swap(true, SeqCst)
        };
        if first || self.has(Overwrites) {
            let _ = self.home.set(thread::current().id());
            *self.installed.lock().unwrap() = Some(executor);
            return true;
        }
        false
    }

    fn spawn(&self, future: Pin<Box<dyn Future<Output = ()> + Send>>) -> Result<(), SpawnError> {
        struct Context;
        impl Drop for Context {
            fn drop(&mut self) {
                // A destructor is what makes a thread-local be gone some day.
            }
        }
        thread_local! {
            static CONTEXT: RefCell<Context> = const { RefCell::new(Context) };
        }

        if self.has(NeedsThreadLocal) {
            CONTEXT.with(|context| drop(context.borrow()));
        }
        let task = FutureObj::new(future);
        if self.has(NeedsContext)
            && self.home.get().is_some_and(|home| *home != thread::current().id())
        {
            return Err(SpawnError::with_task(SpawnErrorKind::NoExecutor, task));
        }
        let over = self.over.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(over) = over {
            return over.spawn_obj(task);
        }
        let installed = *self.installed.lock().unwrap();
        match installed {
            Some(executor) => executor.spawn_obj(task),
            None if self.has(DropsInSilence) => Ok(()),
            None => Err(SpawnError::with_task(SpawnErrorKind::NoExecutor, task)),
        }
    }
}
