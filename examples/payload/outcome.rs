//! What came of a payload.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::meter::Hash;

/// A payload that went to a server, as both ends saw it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Outcome {
    pub(crate) sent: Side,
    pub(crate) received: Side,
    pub(crate) on_the_wire: u64,
    /// From the first byte to the answer.
    pub(crate) elapsed: Duration,
}

/// A payload at one end.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct Side {
    pub(crate) length: u64,
    pub(crate) hash: Hash,
}

impl Outcome {
    /// Returns whether the payload arrived as it was sent.
    pub(crate) fn is_the_same(&self) -> bool {
        self.sent == self.received
    }

    /// Bytes of payload per second.
    pub(crate) fn throughput(&self) -> f64 {
        self.sent.length as f64 / self.elapsed.as_secs_f64()
    }
}

/// Writes the first bytes of a hash.
pub(crate) fn short(hash: &Hash) -> String {
    hash[..4].iter().map(|byte| format!("{byte:02x}")).collect()
}
