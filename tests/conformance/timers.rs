//! The timer that is moved by hand, and those that follow real time.

use std::{pin::Pin, time::Duration};

use async_interop::{
    conformance,
    time::{DynTimer, ManualSleep, ManualTimer, Sleep},
};

/// Makes timers that the check moves.
#[derive(Default)]
struct Manual(ManualTimer);

impl conformance::Clock for Manual {
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

conformance::timer!(manual, Manual::default(), capabilities [mock, send]);

#[cfg(feature = "rt-smol")]
mod smol {
    use async_interop::rt::{AsyncIoSleep, Smol};

    use super::*;

    struct Clock;

    impl conformance::Clock for Clock {
        type Timer = Smol;

        fn start(&mut self) -> Smol {
            Smol::new()
        }

        fn shared(&mut self) -> Option<DynTimer> {
            Some(DynTimer::new(Smol::new()))
        }

        fn send(&mut self, sleep: AsyncIoSleep) -> Option<Pin<Box<dyn Sleep + Send>>> {
            Some(Box::pin(sleep))
        }
    }

    conformance::timer!(timer, Clock, capabilities[send]);
}

#[cfg(feature = "futures-timer")]
mod futures {
    use async_interop::rt::{FuturesSleep, FuturesTimer};

    use super::*;

    struct Clock;

    impl conformance::Clock for Clock {
        type Timer = FuturesTimer;

        fn start(&mut self) -> FuturesTimer {
            FuturesTimer::new()
        }

        fn shared(&mut self) -> Option<DynTimer> {
            Some(DynTimer::new(FuturesTimer::new()))
        }

        fn send(&mut self, sleep: FuturesSleep) -> Option<Pin<Box<dyn Sleep + Send>>> {
            Some(Box::pin(sleep))
        }
    }

    conformance::timer!(timer, Clock, capabilities[send]);
}

#[cfg(feature = "rt-tokio")]
mod tokio {
    use ::tokio::runtime::Runtime;
    use async_interop::rt::{Tokio, TokioSleep};

    use super::*;

    #[derive(Default)]
    struct Clock(Option<Runtime>);

    impl conformance::Clock for Clock {
        type Timer = Tokio;

        fn start(&mut self) -> Tokio {
            let runtime = Runtime::new().expect("the system starts a few threads");
            Tokio::from(self.0.insert(runtime).handle().clone())
        }

        fn stop(&mut self) {
            self.0 = None;
        }

        fn shared(&mut self) -> Option<DynTimer> {
            Some(DynTimer::new(Tokio::from(self.0.as_ref()?.handle().clone())))
        }

        fn send(&mut self, sleep: TokioSleep) -> Option<Pin<Box<dyn Sleep + Send>>> {
            Some(Box::pin(sleep))
        }
    }

    conformance::timer!(timer, Clock::default(), capabilities [owned, send]);
}
