//! STREAM.

use alloc::vec::Vec;
use core::pin::Pin;

use async_interop::{
    conformance::{
        Adapted, Adapter, Capabilities, Channel, Feed, Producer, capabilities,
        harness::{Inner, Yielded},
        reference, stream,
    },
    stream::FusedStream as _,
};

use crate::report::Report;

pub(crate) fn check(report: &mut Report) {
    const CHANNEL: Capabilities = capabilities![finite, fused, fallible, try];
    report.suite("channel", CHANNEL, stream::checks(), || Reference);
    const MERGE: Capabilities = capabilities![adapter, concurrent = 3, finite, fused];
    report.suite("merge", MERGE, stream::checks(), || Adapted(Merge));
}

/// Makes reference channels.
struct Reference;

impl Channel for Reference {
    type Stream = reference::Receiver<Yielded>;

    fn open(&mut self) -> (Self::Stream, Producer) {
        let (sender, receiver) = reference::channel();
        let producer = Producer::from_fn(move |feed| match feed {
            Feed::Item(token) => sender.send(Ok(token)).is_ok(),
            Feed::Fault => sender.send(Err("a fault".into())).is_ok(),
            Feed::End => {
                sender.close();
                true
            }
            _ => false,
        });
        (receiver, producer)
    }

    fn is_terminated(&self, stream: &Self::Stream) -> Option<bool> {
        Some(stream.is_terminated())
    }

    fn try_next(&mut self, mut stream: Pin<&mut Self::Stream>) -> Option<Yielded> {
        stream.try_next()
    }
}

/// Merges streams.
struct Merge;

impl Adapter for Merge {
    type Stream = reference::Merge<Inner>;

    fn wrap(&mut self, inner: Inner) -> Self::Stream {
        reference::Merge::new([inner])
    }

    fn combine(&mut self, inner: Vec<Inner>) -> Option<Self::Stream> {
        Some(reference::Merge::new(inner))
    }

    fn is_terminated(&self, stream: &Self::Stream) -> Option<bool> {
        Some(stream.is_terminated())
    }
}
