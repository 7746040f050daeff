//! What the wrappers share: how to make a channel of one.

use async_interop::{
    conformance::{
        Channel, Producer, SendStream,
        harness::Token,
        reference::{self, Receiver},
    },
    stream::FusedStream,
};

/// A stream made by the function over the reference channel.
pub(super) struct Over<S>(pub(super) fn(Receiver<Token>) -> S);

impl<S: FusedStream<Item = Token> + Send + 'static> Channel for Over<S> {
    type Stream = S;

    fn open(&mut self) -> (S, Producer) {
        let (sender, receiver) = reference::channel();
        (self.0(receiver), Producer::new(move |item| sender.send(item).is_ok()))
    }

    fn is_terminated(&self, stream: &S) -> Option<bool> {
        Some(stream.is_terminated())
    }

    fn send(&mut self, stream: S) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}
