//! Strict partners: objects that take note of every misuse.
//!
//! A check makes a [`Stage`] with a [`Manner`]; the subject takes its partners from there and uses
//! them; then the check asks the stage what it saw.

mod driven;
mod exhaust;
mod fill;
mod manner;
mod misuse;
mod read_all;
mod side;
mod stage;
mod strict_future;
mod strict_io;
mod strict_stream;

pub use self::{
    driven::Driven,
    manner::{Manner, Pace},
    misuse::Misuse,
    side::Waiting,
    stage::Stage,
    strict_future::StrictFuture,
    strict_io::StrictIo,
    strict_stream::StrictStream,
};
