//! BUF: the reader of a pipe lends what the pipe holds.

use alloc::boxed::Box;

use async_interop::{
    compat::FromEmbeddedIo,
    conformance::{BufSource, Capabilities, buf, capabilities},
};
use embassy_sync::pipe::{self, Pipe};

use super::pipes::{CAPACITY, Mutex};
use crate::report::Report;

pub(super) fn check(report: &mut Report) {
    const READER: Capabilities = capabilities![pipe, buffer = CAPACITY];
    let (subject, mut checks) = ("embassy's pipe", buf::checks());
    report.waive(subject, &mut checks, "BUF-11", "docs/findings.md, embassy pipe consume");
    report.suite(subject, READER, checks, || Halves);
}

/// Splits pipes, which stay as if the program had statics for them.
struct Halves;

impl BufSource for Halves {
    type Reader = FromEmbeddedIo<pipe::Reader<'static, Mutex, CAPACITY>>;
    type Feeder = FromEmbeddedIo<pipe::Writer<'static, Mutex, CAPACITY>>;

    fn open(&mut self) -> (Self::Reader, Self::Feeder) {
        let (reader, writer) = Box::leak(Box::new(Pipe::new())).split();
        let feeder = FromEmbeddedIo::assume_cancel_safe(writer);
        (FromEmbeddedIo::assume_cancel_safe(reader), feeder)
    }
}
