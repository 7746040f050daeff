//! Each adapter of `io` and the bridges there and back, over objects that give and take bytes in
//! pieces, wait and fail, against the plain bytes.

#![no_main]

mod copying;
mod reading;
mod writing;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|program: Program| match program {
    Program::Reading(program) => reading::run(program),
    Program::Writing(program) => writing::run(program),
    Program::Copying(program) => copying::run(program),
});

#[derive(Arbitrary, Debug)]
enum Program {
    Reading(reading::Program),
    Writing(writing::Program),
    Copying(copying::Program),
}

/// So many adapters on top of each other are enough.
const DEPTH: usize = 5;
