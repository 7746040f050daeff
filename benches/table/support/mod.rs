//! What several questions share.

mod executors;
mod io;

pub(crate) use self::{
    executors::{SmolHere, count_tasks, tokio_here},
    io::{KIB, MIB, Slow, context},
};
