//! The bytes that checks write.

use alloc::{format, string::String, vec::Vec};

use super::Rng;

/// A prime, so that no buffer size of a power of two repeats with it.
const PERIOD: usize = 251;

/// How much [`at`] returns, more or less.
const BLOCK: usize = 64 * PERIOD;

/// Returns some kilobytes of the payload from its byte `from` on.
///
/// The payload never holds 0xFB and above; checks use those for what must not be taken for it.
pub fn at(from: usize) -> &'static [u8] {
    static PAYLOAD: [u8; BLOCK] = {
        let mut bytes = [0; BLOCK];
        let mut at = 0;
        while at < BLOCK {
            bytes[at] = (at % PERIOD) as u8;
            at += 1;
        }
        bytes
    };
    &PAYLOAD[from % PERIOD..]
}

/// Returns the payload's bytes from `from` on, `len` of them.
pub fn bytes(from: usize, len: usize) -> Vec<u8> {
    (from..from + len).map(|at| (at % PERIOD) as u8).collect()
}

/// Returns how long a random write may be: more than the capacity, so that writes are cut short, and
/// now and then more than most buffers hold.
pub fn reach(rng: &mut Rng, capacity: Option<usize>) -> usize {
    match capacity {
        Some(capacity) => capacity.saturating_add(capacity / 2 + 2).min(100_000),
        None if rng.one_in(6) => 20_000,
        None => 96,
    }
}

/// Says where `seen` differs from `expected`, or `None` if it does not.
pub fn difference(expected: &[u8], seen: &[u8]) -> Option<String> {
    if let Some(at) = expected.iter().zip(seen).position(|(expected, seen)| expected != seen) {
        let (expected, seen) = (expected[at], seen[at]);
        return Some(format!("byte {at} is {seen:#04x} instead of {expected:#04x}"));
    }
    let (expected, seen) = (expected.len(), seen.len());
    match seen.checked_sub(expected) {
        Some(0) => None,
        Some(more) => Some(format!("{seen} bytes, {more} of them unexpected")),
        None => Some(format!("{seen} of {expected} bytes")),
    }
}
