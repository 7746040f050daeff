//! Timers, as the runtimes of `rt`.

use std::{pin::Pin, time::Duration};

use async_interop::{
    conformance::{Capabilities, Clock, Subject, capabilities},
    rt,
    time::{DynTimer, ManualSleep, ManualTimer, Sleep},
};
use tokio::runtime::Runtime;

use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name, package| Subject::new(name, versions::of(package));
    vec![
        subject("ours/manual-timer", "async-interop").timer(MANUAL, Manual::default),
        subject("tokio/timer", "tokio").timer(TOKIO, Tokio::default),
        subject("smol/timer", "async-io").timer(REAL, || Smol),
        subject("futures/timer", "futures-timer").timer(REAL, || FuturesTimer),
    ]
}

const MANUAL: Capabilities = capabilities![mock, send];
const TOKIO: Capabilities = capabilities![owned, send];
const REAL: Capabilities = capabilities![send];

/// The timer that the check moves.
#[derive(Default)]
struct Manual(ManualTimer);

impl Clock for Manual {
    type Timer = ManualTimer;

    fn start(&mut self) -> ManualTimer {
        self.0.clone()
    }

    fn pass(&mut self, duration: Duration) {
        self.0.advance(duration);
    }

    fn shared(&mut self) -> Option<DynTimer> {
        Some(DynTimer::new(self.0.clone()))
    }

    fn send(&mut self, sleep: ManualSleep) -> Option<Pin<Box<dyn Sleep + Send>>> {
        Some(Box::pin(sleep))
    }
}

#[derive(Default)]
struct Tokio(Option<Runtime>);

impl Clock for Tokio {
    type Timer = rt::Tokio;

    fn start(&mut self) -> rt::Tokio {
        let runtime = Runtime::new().expect("the system starts a few threads");
        rt::Tokio::from(self.0.insert(runtime).handle().clone())
    }

    fn stop(&mut self) {
        self.0 = None;
    }

    fn shared(&mut self) -> Option<DynTimer> {
        Some(DynTimer::new(rt::Tokio::from(self.0.as_ref()?.handle().clone())))
    }

    fn send(&mut self, sleep: rt::TokioSleep) -> Option<Pin<Box<dyn Sleep + Send>>> {
        Some(Box::pin(sleep))
    }
}

struct Smol;

impl Clock for Smol {
    type Timer = rt::Smol;

    fn start(&mut self) -> rt::Smol {
        rt::Smol::new()
    }

    fn shared(&mut self) -> Option<DynTimer> {
        Some(DynTimer::new(rt::Smol::new()))
    }

    fn send(&mut self, sleep: rt::AsyncIoSleep) -> Option<Pin<Box<dyn Sleep + Send>>> {
        Some(Box::pin(sleep))
    }
}

struct FuturesTimer;

impl Clock for FuturesTimer {
    type Timer = rt::FuturesTimer;

    fn start(&mut self) -> rt::FuturesTimer {
        rt::FuturesTimer::new()
    }

    fn shared(&mut self) -> Option<DynTimer> {
        Some(DynTimer::new(rt::FuturesTimer::new()))
    }

    fn send(&mut self, sleep: rt::FuturesSleep) -> Option<Pin<Box<dyn Sleep + Send>>> {
        Some(Box::pin(sleep))
    }
}
