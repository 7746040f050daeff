//! The driver of embassy-time: an interrupt of SysTick for each millisecond.

use core::{cell::RefCell, task::Waker};

use cortex_m::peripheral::{SYST, syst::SystClkSource};
use critical_section::{CriticalSection, Mutex};
use embassy_time_driver::Driver;
use embassy_time_queue_utils::Queue;

/// Starts the clock. Before, no time passes.
pub(crate) fn start(mut timer: SYST) {
    // That of the board in QEMU.
    const CYCLES_PER_SECOND: u32 = 25_000_000;
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(CYCLES_PER_SECOND / 1_000 - 1);
    timer.clear_current();
    timer.enable_counter();
    timer.enable_interrupt();
}

/// Who waits, and for when.
struct Clock(Mutex<RefCell<State>>);

struct State {
    now: u64,
    queue: Queue,
}

impl Clock {
    fn with<T>(&self, call: impl FnOnce(&mut State) -> T) -> T {
        critical_section::with(|section: CriticalSection<'_>| {
            call(&mut self.0.borrow_ref_mut(section))
        })
    }
}

impl Driver for Clock {
    fn now(&self) -> u64 {
        self.with(|state| state.now)
    }

    fn schedule_wake(&self, at: u64, waker: &Waker) {
        // The next interrupt looks at the queue in any case.
        let _changed = self.with(|state| state.queue.schedule_wake(at, waker));
    }
}

embassy_time_driver::time_driver_impl!(static CLOCK: Clock = Clock(Mutex::new(RefCell::new(State {
    now: 0,
    queue: Queue::new(),
}))));

#[cortex_m_rt::exception]
fn SysTick() {
    CLOCK.with(|state| {
        state.now += 1;
        let _next = state.queue.next_expiration(state.now);
    });
}
