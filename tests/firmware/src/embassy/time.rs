//! TIMER.

use core::time::Duration;

use async_interop::{
    conformance::{Capabilities, Clock, capabilities, timer},
    rt::EmbassyTimer,
    time::Timer as _,
};

use super::interrupts;
use crate::report::Report;

pub(super) fn check(report: &mut Report) {
    const CLOCK: Capabilities = capabilities![];
    report.suite("embassy", CLOCK, timer::checks(), || Embassy);
}

/// Returns the only clock that there is.
struct Embassy;

impl Clock for Embassy {
    type Timer = EmbassyTimer;

    fn start(&mut self) -> EmbassyTimer {
        EmbassyTimer::new()
    }

    fn pass(&mut self, duration: Duration) {
        let timer = EmbassyTimer::new();
        let end = timer.now() + duration;
        loop {
            interrupts::wait();
            if timer.now() >= end {
                return;
            }
        }
    }
}
