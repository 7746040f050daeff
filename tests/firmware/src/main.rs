//! The core of all suites on a Cortex-M3.
//!
//! Prints one line for each rule and subject, and ends with the exit code 0 if none failed.

#![no_std]
#![no_main]

extern crate alloc;

mod clock;
mod embassy;
mod heap;
mod report;
mod subjects;

use cortex_m_semihosting::{debug, hprintln};
use panic_semihosting as _;

use crate::report::Report;

#[cortex_m_rt::entry]
fn main() -> ! {
    heap::init();
    let mut report = Report::new(|line| hprintln!("{}", line));
    subjects::check(&mut report);
    let peripherals = cortex_m::Peripherals::take().expect("nobody has taken them");
    clock::start(peripherals.SYST);
    embassy::check(&mut report);
    debug::exit(if report.end() { debug::EXIT_SUCCESS } else { debug::EXIT_FAILURE });
    unreachable!("QEMU has ended")
}
