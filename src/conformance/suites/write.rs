//! WRITE

use crate::conformance::{Env, Outcome, Pass, Sink, rule::rules};

rules! {
    fixture Sink, rows __write_rules;

    /// Placeholder.
    WRITE_99 Must Deterministic [] write_99
        "-";
}

/// Placeholder.
pub fn write_99(_: &mut impl Sink, _: &mut Env) -> Outcome {
    Ok(Pass::Held)
}
