//! What errors say, and where they go.

use std::{error::Error, future, task::Poll};

use async_interop::task::{
    self, JoinError, LocalFutureObj, SpawnError, SpawnErrorKind, SpawnExt as _, global::AlreadySet,
};

use super::script::{Script, Wakes};

#[test]
fn spawning_says_why_and_what_to_do() {
    #[track_caller]
    fn case(kind: SpawnErrorKind, text: &str) {
        assert_eq!(kind.to_string(), text);
        let error: SpawnError = kind.into();
        assert_eq!(error.kind(), kind);
        assert_eq!(error.to_string(), text);
        assert!(error.into_task().is_none());
    }
    case(
        SpawnErrorKind::NoExecutor,
        "no executor is there: spawn inside the runtime, or call `task::global::set` at the start \
         of the program",
    );
    case(
        SpawnErrorKind::Shutdown,
        "the executor was shut down: spawn before that, or on another one",
    );
    case(SpawnErrorKind::Full, "the executor is full: spawn again when tasks have ended");
}

#[test]
fn go_through_the_question_mark() {
    fn spawn(script: &Script) -> Result<(), Box<dyn Error + Send + Sync>> {
        drop(script.spawn(async {})?);
        Err(SpawnError::<LocalFutureObj<'static, ()>>::new(SpawnErrorKind::Full).without_task())?
    }
    fn join(joined: Result<(), JoinError>) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(joined?)
    }
    let (script, wakes) = (Script::default(), Wakes::new());
    let error = spawn(&script).unwrap_err().downcast::<SpawnError>().unwrap();
    assert_eq!(error.kind(), SpawnErrorKind::Full);

    let mut handle = script.spawn(future::pending::<()>()).unwrap();
    handle.abort();
    while !script.is_empty() {
        assert!(wakes.poll(&mut script.task()).is_ready());
    }
    let Poll::Ready(joined) = wakes.poll(&mut handle) else { panic!("the task was aborted") };
    let error = join(joined).unwrap_err().downcast::<JoinError>().unwrap();
    assert_eq!(error.to_string(), "the task was canceled");
    assert_eq!(format!("{error:?}"), "JoinError::Cancelled");
}

#[test]
fn are_errors_in_every_configuration() {
    fn assert_error<E: Error + Send + Sync + 'static>() {}
    assert_error::<SpawnError>();
    assert_error::<JoinError>();
    assert_error::<AlreadySet>();
}

#[test]
fn no_global_executor() {
    // No test of this binary sets one; `tests/global` does.
    let (ledger, wakes) = (super::script::Ledger::default(), Wakes::new());
    let entry = ledger.entry();
    let error = task::spawn(async move { entry }).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::NoExecutor);
    assert_eq!(format!("{error:?}"), "SpawnError { kind: NoExecutor, .. }");
    let mut task = error.into_task().unwrap();
    assert_eq!(ledger.dropped(), 0);
    assert!(wakes.poll(&mut task).is_ready());
    assert_eq!(ledger.dropped(), 1);
}
