//! What a product would have: tasks of embassy, its clock and pipes, and code over our traits between them.
//!
//! There is no allocator: it would not link if anything asked for one. `.ci/firmware` prints how large it
//! is, and runs it: it ends with the exit code 0 once a greeting came back while the heart beat.

#![no_std]
#![no_main]

#[path = "../clock.rs"]
mod clock;
mod echo;
mod greet;
mod heartbeat;

use core::{panic::PanicInfo, time::Duration};

use async_interop::{
    compat::{FromEmbeddedIo, IntoEmbeddedIo},
    io::BufReader,
    rt::{Embassy, EmbassyPool, EmbassyTimer},
    task::{FutureObj, Spawn as _},
    time::{Timer as _, TimerExt as _},
};
use cortex_m::singleton;
use cortex_m_semihosting::debug;
use embassy_executor::{Executor, Spawner, task};
use embassy_sync::{
    blocking_mutex::raw::CriticalSectionRawMutex,
    pipe::{Pipe, Reader, Writer},
};

use crate::heartbeat::Heartbeat;

#[cortex_m_rt::entry]
fn main() -> ! {
    let peripherals = cortex_m::Peripherals::take().expect("nobody has taken them");
    clock::start(peripherals.SYST);
    let executor = singleton!(: Executor = Executor::new()).expect(ONCE);
    executor.run(start)
}

type Mutex = CriticalSectionRawMutex;

/// How many bytes of a wire are on their way at most.
const ROOM: usize = 16;

type Wire = Pipe<Mutex, ROOM>;
type Input = Reader<'static, Mutex, ROOM>;
type Output = Writer<'static, Mutex, ROOM>;

/// Starts all tasks: one through our traits, two as embassy's own.
fn start(spawner: Spawner) {
    static POOL: EmbassyPool<1> = EmbassyPool::new();

    let runtime = Embassy::new(spawner.make_send(), &POOL);
    let heartbeat = singleton!(: Heartbeat = Heartbeat::new(EmbassyTimer::new())).expect(ONCE);
    let spawned = runtime.spawn_obj(FutureObj::new(heartbeat));

    let (input, to_echo) = singleton!(: Wire = Wire::new()).expect(ONCE).split();
    let (from_echo, output) = singleton!(: Wire = Wire::new()).expect(ONCE).split();
    let (Ok(()), Ok(echoes), Ok(greets)) =
        (spawned, echo(input, output), greet(from_echo, to_echo))
    else {
        panic!("the pools have room for all tasks");
    };
    spawner.spawn(echoes);
    spawner.spawn(greets);
}

const ONCE: &str = "this runs once";

#[task]
async fn echo(input: Input, output: Output) {
    // The pipe has a buffer of its own, but see `docs/findings.md`, embassy pipe consume.
    let input = BufReader::with_buffer(FromEmbeddedIo::assume_cancel_safe(input), [0; ROOM]);
    let output = FromEmbeddedIo::assume_cancel_safe(output);
    let ended = echo::echo(input, output, &EmbassyTimer::new()).await;
    unreachable!("a pipe has no end: {}", ended.is_ok())
}

#[task]
async fn greet(input: Input, output: Output) {
    let input = IntoEmbeddedIo::new(FromEmbeddedIo::assume_cancel_safe(input));
    let output = IntoEmbeddedIo::new(FromEmbeddedIo::assume_cancel_safe(output));
    let timer = EmbassyTimer::new();
    let greeted = timer.timeout(Duration::from_secs(1), greet::greet(input, output)).await;
    // The first beat comes at once, the next ones need the clock.
    timer.sleep(Duration::from_millis(20)).await;
    debug::exit(match greeted {
        Ok(true) if heartbeat::beats() > 1 => debug::EXIT_SUCCESS,
        _ => debug::EXIT_FAILURE,
    });
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {
        debug::exit(debug::EXIT_FAILURE);
    }
}
