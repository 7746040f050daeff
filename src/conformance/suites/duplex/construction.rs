//! How a pair is made.

use super::traffic::converse;
use crate::conformance::{
    Duplex, Env, Outcome, Pass, Stop,
    harness::{Connection, caught},
};

/// Makes a pair that holds nothing, if the type lets one, and sends through it.
///
/// Why: both ends would wait for ever for the other one to make the first move.
/// If this fails, look at: `capacity == buffered`, which is true of an empty buffer too.
pub fn duplex_16_capacity_zero_moves(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    let pair = match caught(|| duplex.pair_of(0)) {
        Some(Some(pair)) => pair,
        Some(None) => {
            return Err(Stop::skipped("the fixture makes no pairs of a capacity that one chooses"));
        }
        // Refused, as loudly as can be.
        None => return Ok(Pass::Held),
    };
    let mut subject = Connection::with(duplex, env, pair);
    let required = "a capacity of 0 is refused when the pair is made, or bytes move all the same";
    converse(&mut subject, env, 16, required)
}
