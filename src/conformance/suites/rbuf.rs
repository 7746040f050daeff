//! RBUF

use crate::conformance::{Env, Outcome, Pass, Source, rule::rules};

rules! {
    fixture Source, rows __rbuf_rules;

    /// Placeholder.
    RBUF_99 Must Deterministic [] rbuf_99
        "-";
}

/// Placeholder.
pub fn rbuf_99(_: &mut impl Source, _: &mut Env) -> Outcome {
    Ok(Pass::Held)
}
