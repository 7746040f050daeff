//! Suites that check an implementation of the traits against their contract.
//!
//! An implementer writes a fixture, which has one required method, and names it in a macro; each rule
//! becomes a test. The page of the macro says which rules there are, and `docs/implementing.md` goes
//! through an example. [`Subject`] holds the same checks as values, for a program that reports on many
//! subjects.
//!
#![doc = include_str!("../../docs/design/conformance.md")]

mod capabilities;
mod check;
mod env;
mod fixture;
pub mod harness;
mod macros;
mod outcome;
pub mod preflight;
pub mod reference;
mod report;
mod rule;
#[cfg(feature = "std")]
mod run;
#[cfg(feature = "std")]
mod subject;
mod suites;
mod waiver;

pub use capabilities::Capabilities;
pub use check::Check;
pub use env::{Env, SEED_VARIABLE};
pub use fixture::{
    Adapted, Adapter, BufSource, Caller, Channel, Clock, Copying, Driver, Duplex, Executor, Feed,
    Global, Handles, Item, Joined, Joins, LocalDriver, Producer, ReadSide, Seekable, SendDuplex,
    SendProducer, SendRead, SendStream, SendWrite, Signal, Sink, Slot, Source, Split, TaskHandle,
    Unbuffered, Wait, Waiters, Work, WriteSide,
};
pub use outcome::{Failure, Outcome, Pass, Stop};
pub use report::{Ending, Report, Verdict};
#[doc(hidden)]
pub use rule::is_known as __is_known;
pub use rule::{Class, Level, Rule};
#[cfg(feature = "std")]
pub use run::{LIMIT_VARIABLE, Options, STRICT_VARIABLE, run};
#[cfg(feature = "std")]
#[doc(hidden)]
pub use run::{
    summary as __summary, test as __test, test_alone as __test_alone,
    test_preflight as __test_preflight,
};
#[cfg(feature = "std")]
pub use subject::Subject;
pub use suites::{
    block, buf, caller, duplex, global, join, local, rbuf, read, seek, spawn, stream, timer,
    waiters, waker, write,
};
pub use waiver::{Date, Waiver};

#[doc(inline)]
pub use crate::{
    __buf_source as buf_source, __caller as caller, __capabilities as capabilities,
    __driver as driver, __duplex as duplex, __executor as executor, __global as global,
    __local_driver as local_driver, __seekable as seekable, __sink as sink, __source as source,
    __stream as stream, __timer as timer, __waiters as waiters,
};
