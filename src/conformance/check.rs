//! A rule together with the function that checks it.

use core::fmt;

use super::{Env, Outcome, Rule};

/// A rule together with the function that checks it against a fixture of type `F`.
pub struct Check<F> {
    /// What is checked.
    pub rule: &'static Rule,
    /// How: given a fresh fixture and the run that the check is part of.
    pub run: fn(&mut F, &mut Env) -> Outcome,
}

impl<F> Clone for Check<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for Check<F> {}

impl<F> fmt::Debug for Check<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check").field("rule", &self.rule.id).finish_non_exhaustive()
    }
}
