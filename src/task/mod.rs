//! Spawning tasks on any executor.
