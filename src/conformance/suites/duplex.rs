//! DUPLEX

use crate::conformance::{Duplex, Env, Outcome, Pass, rule::rules};

rules! {
    fixture Duplex, rows __duplex_rules;

    /// Placeholder.
    DUPLEX_99 Must Deterministic [] duplex_99
        "-";
}

/// Placeholder.
pub fn duplex_99(_: &mut impl Duplex, _: &mut Env) -> Outcome {
    Ok(Pass::Held)
}
