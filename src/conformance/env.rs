//! What a check is told about its run.

use super::{Capabilities, harness::Rng};

/// The environment variable with the seed of a run.
pub const SEED_VARIABLE: &str = "ASYNC_INTEROP_SEED";

/// The run that a check is part of: what the fixture declared, the seed, and how long to wait.
#[derive(Debug)]
pub struct Env {
    capabilities: Capabilities,
    seed: u64,
    rng: Rng,
    patience: u32,
}

impl Env {
    /// How often a check lets the subject settle before it concludes that nothing will happen.
    const PATIENCE: u32 = 400;

    /// Starts a run with `seed`, for a subject that declared `capabilities`.
    pub fn new(capabilities: Capabilities, seed: u64) -> Self {
        Self { capabilities, seed, rng: Rng::new(seed), patience: Self::PATIENCE }
    }

    /// Returns a random number from the run's seed.
    pub fn random(&mut self) -> &mut Rng {
        &mut self.rng
    }

    /// Returns what the fixture declared.
    pub fn capabilities(&self) -> Capabilities {
        self.capabilities
    }

    /// Returns whether the fixture declared `capability`.
    pub fn has(&self, capability: &str) -> bool {
        self.capabilities.has(capability)
    }

    /// Returns the number that the fixture declared for `capability`.
    pub fn number(&self, capability: &str) -> Option<usize> {
        self.capabilities.number(capability)
    }

    /// Returns the seed, with which the run can be repeated.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Returns how often to let the subject settle before concluding that nothing will happen.
    pub fn patience(&self) -> u32 {
        self.patience
    }
}
