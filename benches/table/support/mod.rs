//! What several questions share.

mod chunks;
mod executors;
mod io;
mod ready;

pub(crate) use self::{
    chunks::{Chunks, Counter},
    executors::{SmolHere, count_tasks, tokio_here},
    io::{KIB, MIB, Slow, context},
    ready::{ready, turns},
};
