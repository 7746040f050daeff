//! Random scripts against a model, with shrinking.

use alloc::{format, string::String, vec::Vec};
use core::fmt::Debug;

use crate::conformance::{Env, Failure, Outcome, Pass, Stop, harness::Rng};

/// Runs `scripts` random scripts of up to `longest` operations and reports the shortest one found
/// that fails.
///
/// `generate` makes an operation, `run` plays a script against a fresh subject and a model.
/// A failing script is shortened by leaving out operations, in runs of halving length, as long as
/// it still fails; a check that stops for another reason than a failure ends at once.
///
/// # Errors
///
/// Whatever `run` stopped with; a failure with the shortest script in its text.
pub fn explore<Op: Clone + Debug>(
    env: &mut Env,
    scripts: usize,
    longest: usize,
    mut generate: impl FnMut(&mut Rng) -> Op,
    mut run: impl FnMut(&mut Env, &[Op]) -> Result<(), Stop>,
) -> Outcome {
    for _ in 0..scripts {
        let length = 1 + env.random().below(longest);
        let script: Vec<Op> = (0..length).map(|_| generate(env.random())).collect();
        match run(env, &script) {
            Ok(()) => {}
            Err(Stop::Fail(failure)) => return Err(shrink(env, script, failure, run)),
            Err(other) => return Err(other),
        }
    }
    Ok(Pass::Held)
}

fn shrink<Op: Clone + Debug>(
    env: &mut Env,
    mut script: Vec<Op>,
    mut failure: Failure,
    mut run: impl FnMut(&mut Env, &[Op]) -> Result<(), Stop>,
) -> Stop {
    let mut chunk = script.len().div_ceil(2);
    loop {
        let mut start = 0;
        let mut shorter = false;
        while start < script.len() {
            let mut candidate = script.clone();
            candidate.drain(start..(start + chunk).min(script.len()));
            if let Err(Stop::Fail(smaller)) = run(env, &candidate) {
                (script, failure, shorter) = (candidate, smaller, true);
            } else {
                start += chunk;
            }
        }
        if chunk == 1 && !shorter {
            break;
        }
        chunk = chunk.div_ceil(2).max(1);
    }
    let observed: String = format!("{}; shortest script: {script:?}", failure.observed);
    Stop::Fail(Failure { observed, ..failure })
}
