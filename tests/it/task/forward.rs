//! Pointers to executors: everything is forwarded, the runtime's own way to spawn included.

use std::{
    future::Future,
    rc::Rc,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_interop::task::{
    BlockOn, FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnExt as _,
    SpawnLocal, SpawnLocalExt as _,
};

/// Counts which way tasks come in.
#[derive(Default)]
struct Ways {
    objects: AtomicUsize,
    native: AtomicUsize,
}

impl Ways {
    fn take(&self) -> (usize, usize) {
        (self.objects.swap(0, Ordering::Relaxed), self.native.swap(0, Ordering::Relaxed))
    }
}

impl Spawn for Ways {
    fn spawn_obj(&self, _: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.objects.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        Err(SpawnErrorKind::Full)
    }

    fn spawn_detached<F>(&self, _: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.native.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

impl SpawnLocal for Ways {
    fn spawn_local_obj(
        &self,
        _: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.objects.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        Err(SpawnErrorKind::Full)
    }

    fn spawn_local_detached<F>(&self, _: F) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>>
    where
        F: Future<Output = ()> + 'static,
    {
        self.native.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

/// Spawns in all ways; one of three comes in as an object if the native way is kept.
#[track_caller]
fn case(executor: impl Spawn, ways: &Ways, native: usize) {
    executor.spawn_obj(FutureObj::new(Box::new(async {}))).unwrap();
    drop(executor.spawn(async {}).unwrap());
    executor.spawn_detached(async {}).unwrap();
    assert_eq!(executor.status(), Err(SpawnErrorKind::Full));
    assert_eq!(ways.take(), (3 - native, native));
}

#[track_caller]
fn local_case(executor: impl SpawnLocal, ways: &Ways, native: usize) {
    executor.spawn_local_obj(LocalFutureObj::new(Box::new(async {}))).unwrap();
    drop(executor.spawn_local(async {}).unwrap());
    executor.spawn_local_detached(async {}).unwrap();
    assert_eq!(executor.status_local(), Err(SpawnErrorKind::Full));
    assert_eq!(ways.take(), (3 - native, native));
}

#[test]
fn of_a_known_type_keeps_the_native_way() {
    let ways = Ways::default();
    case(&ways, &ways, 1);
    case(Box::new(&ways), &ways, 1);
    case(Rc::new(&ways), &ways, 1);
    case(Arc::new(&ways), &ways, 1);
    static WAYS: LazyLock<Ways> = LazyLock::new(Ways::default);
    case(&WAYS, &WAYS, 1);
}

#[test]
fn of_an_unknown_type_boxes() {
    let ways = Ways::default();
    case(&ways as &dyn Spawn, &ways, 0);
    case(&ways as &(dyn Spawn + Sync), &ways, 0);
    case(&ways as &(dyn Spawn + Send), &ways, 0);
    case(&ways as &(dyn Spawn + Send + Sync), &ways, 0);
    case(Box::new(&ways) as Box<dyn Spawn + '_>, &ways, 0);
    case(Box::new(&ways) as Box<dyn Spawn + Send + '_>, &ways, 0);
    case(Box::new(&ways) as Box<dyn Spawn + Sync + '_>, &ways, 0);
    case(Box::new(&ways) as Box<dyn Spawn + Send + Sync + '_>, &ways, 0);
    case(Rc::new(&ways) as Rc<dyn Spawn + '_>, &ways, 0);
    case(Arc::new(&ways) as Arc<dyn Spawn + Send + Sync + '_>, &ways, 0);
}

#[test]
fn of_a_known_local_type_keeps_the_native_way() {
    let ways = Ways::default();
    local_case(&ways, &ways, 1);
    local_case(Box::new(&ways), &ways, 1);
    local_case(Rc::new(&ways), &ways, 1);
}

#[test]
fn of_an_unknown_local_type_boxes() {
    let ways = Ways::default();
    local_case(&ways as &dyn SpawnLocal, &ways, 0);
    local_case(Box::new(&ways) as Box<dyn SpawnLocal + '_>, &ways, 0);
    local_case(Rc::new(&ways) as Rc<dyn SpawnLocal + '_>, &ways, 0);
}

#[test]
fn a_dyn_executor_spawns_with_a_handle() {
    let ways = Ways::default();
    let executor: &dyn Spawn = &ways;
    // On `dyn Spawn` itself, not on the reference.
    drop(<dyn Spawn as async_interop::task::SpawnExt>::spawn(executor, async {}).unwrap());
    assert_eq!(ways.take(), (1, 0));
}

#[test]
fn blocking() {
    #[derive(Default)]
    struct Ready(AtomicUsize);
    impl BlockOn for Ready {
        fn block_on<F: Future>(&self, future: F) -> F::Output {
            self.0.fetch_add(1, Ordering::Relaxed);
            futures::executor::block_on(future)
        }
    }
    fn case(executor: impl BlockOn) {
        let local = 7;
        assert_eq!(executor.block_on(async { &local }), &7);
    }
    let ready = Ready::default();
    case(&ready);
    case(Box::new(&ready));
    case(Rc::new(&ready));
    case(Arc::new(&ready));
    assert_eq!(ready.0.load(Ordering::Relaxed), 4);
}
