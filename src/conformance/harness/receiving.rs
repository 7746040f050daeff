//! A stream under test, driven by hand.

use alloc::{
    boxed::Box,
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use core::{
    fmt,
    ops::Range,
    pin::Pin,
    task::{Context, Poll},
};

use super::{Inner, TestWaker, Token};
use crate::{
    conformance::{Adapter, Channel, Env, Feed, Item, Producer, SendProducer, SendStream, Stop},
    stream::Stream,
};

/// What a stream under test yielded: a token, or the text of an error.
pub type Yielded = Result<Token, String>;

/// A stream under test with its producer, driven by hand.
///
/// Every use of the two goes through [`Channel::enter`]; every wait has a limit and ends in a
/// [`Stop`].
pub struct Receiving<'a, C: Channel> {
    channel: &'a mut C,
    stream: Option<Held<C::Stream>>,
    producer: Option<Producer>,
    capacity: usize,
    patience: u32,
}

impl<'a, C: Channel> Receiving<'a, C> {
    /// Opens a fresh stream.
    pub fn open(channel: &'a mut C, env: &Env) -> Self {
        let (stream, producer) = channel.open();
        Self::new(channel, Held::Home(Box::pin(stream)), Some(producer), env)
    }

    /// Opens a fresh stream that may move to other threads.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if the fixture does not give the stream away.
    pub fn open_send(channel: &'a mut C, env: &Env) -> Result<Self, Stop> {
        let (stream, producer) = channel.open();
        let Some(stream) = channel.send(stream) else {
            return Err(Stop::inconclusive(
                "`send` is declared, and the fixture's method of that name returned `None`: \
                 write it",
            ));
        };
        Ok(Self::new(channel, Held::Sent(stream), Some(producer), env))
    }

    /// Makes the adapter under test wrap `inner`.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if the fixture is not one of an adapter.
    pub fn wrap(channel: &'a mut C, inner: Inner, env: &Env) -> Result<Self, Stop> {
        let stream = adapter(channel)?.wrap(inner);
        Ok(Self::new(channel, Held::Home(Box::pin(stream)), None, env))
    }

    /// Makes the adapter under test wrap `inner` such that no item comes out.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if the fixture's `reject` makes none.
    pub fn reject(channel: &'a mut C, inner: Inner, env: &Env) -> Result<Self, Stop> {
        let Some(stream) = adapter(channel)?.reject(inner) else {
            return Err(Stop::inconclusive(
                "`rejects` is declared, and `Adapter::reject` returned `None`: write it",
            ));
        };
        Ok(Self::new(channel, Held::Home(Box::pin(stream)), None, env))
    }

    /// Makes the adapter under test wrap all of `inner` at once.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if the fixture's `combine` makes none.
    pub fn combine(channel: &'a mut C, inner: Vec<Inner>, env: &Env) -> Result<Self, Stop> {
        let Some(stream) = adapter(channel)?.combine(inner) else {
            return Err(Stop::inconclusive(
                "`concurrent` is declared, and `Adapter::combine` returned `None`: write it",
            ));
        };
        Ok(Self::new(channel, Held::Home(Box::pin(stream)), None, env))
    }

    fn new(
        channel: &'a mut C,
        stream: Held<C::Stream>,
        producer: Option<Producer>,
        env: &Env,
    ) -> Self {
        let capacity = env.number("capacity").unwrap_or(usize::MAX);
        Self { channel, stream: Some(stream), producer, capacity, patience: env.patience() }
    }

    /// Polls the stream once.
    ///
    /// # Panics
    ///
    /// Panics if the check dropped the stream before.
    pub fn poll(&mut self, waker: &TestWaker) -> Poll<Option<Yielded>> {
        let stream = self.stream.as_mut().expect("the check still has its stream");
        let polled = entered(self.channel, || stream.poll_next(&mut waker.context()));
        polled.unwrap_or(Poll::Pending)
    }

    /// Polls with `waker` until the stream is ready.
    ///
    /// # Errors
    ///
    /// A failure if the stream waits and is not woken although `required` should happen.
    pub fn next_with(
        &mut self,
        waker: &TestWaker,
        required: &str,
    ) -> Result<Option<Yielded>, Stop> {
        for _ in 0..self.patience {
            let wakes = waker.wakes();
            if let Poll::Ready(item) = self.poll(waker) {
                return Ok(item);
            }
            if !self.eventually(|| waker.wakes() > wakes) {
                return Err(Stop::fail(
                    required,
                    "the stream is pending, and its waker was not woken",
                ));
            }
        }
        Err(Stop::fail(required, format!("still pending after {} wakes", waker.wakes())))
    }

    /// Polls until the stream is ready.
    ///
    /// # Errors
    ///
    /// As [`next_with`](Self::next_with).
    pub fn next(&mut self, required: &str) -> Result<Option<Yielded>, Stop> {
        self.next_with(&TestWaker::new(), required)
    }

    /// Takes the items with these numbers, in this order.
    ///
    /// # Errors
    ///
    /// A failure if something else comes.
    pub fn take(&mut self, numbers: Range<usize>) -> Result<(), Stop> {
        for number in numbers {
            let required = format!("item {number} comes next");
            match self.next(&required)? {
                Some(Ok(token)) if token.number() == number => {}
                other => return Err(Stop::fail(required, format!("{other:?}"))),
            }
        }
        Ok(())
    }

    /// Takes the end.
    ///
    /// # Errors
    ///
    /// A failure if something else comes.
    pub fn take_end(&mut self) -> Result<(), Stop> {
        let required = "the end comes next: `Ready(None)`";
        match self.next(required)? {
            None => Ok(()),
            other => Err(Stop::fail(required, format!("{other:?}"))),
        }
    }

    /// Polls with `waker` until the stream waits: pending, and not woken since.
    ///
    /// A stream that wakes on and on is left as it is after some polls.
    ///
    /// # Errors
    ///
    /// A failure if the stream is ready.
    pub fn park(&mut self, waker: &TestWaker) -> Result<(), Stop> {
        for _ in 0..8 {
            let wakes = waker.wakes();
            if let Poll::Ready(item) = self.poll(waker) {
                return Err(Stop::fail(
                    "a stream with nothing to deliver is pending",
                    format!("Ready({item:?})"),
                ));
            }
            self.settle(2);
            if waker.wakes() == wakes {
                break;
            }
        }
        Ok(())
    }

    /// Gives the producer `token`.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if it was not taken.
    pub fn send(&mut self, token: Token) -> Result<(), Stop> {
        let number = token.number();
        if self.feed(Feed::Item(token)) {
            return Ok(());
        }
        Err(Stop::inconclusive(format!(
            "the producer did not take item {number}: if it holds a limited number, declare \
             `capacity`"
        )))
    }

    /// Gives the producer the tokens with these numbers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub fn send_all(&mut self, numbers: Range<usize>) -> Result<(), Stop> {
        numbers.into_iter().try_for_each(|number| self.send(Token::uncounted(number)))
    }

    /// Asks the producer for `feed`, and returns whether it was done.
    pub fn feed(&mut self, feed: Feed) -> bool {
        let Some(producer) = &mut self.producer else { return false };
        entered(self.channel, || producer.feed(feed)).unwrap_or(false)
    }

    /// Returns how many of `wanted` items the stream can hold.
    pub fn room(&self, wanted: usize) -> usize {
        wanted.min(self.capacity)
    }

    /// Drops the producer.
    pub fn drop_producer(&mut self) {
        let producer = self.producer.take();
        entered(self.channel, || drop(producer));
    }

    /// Drops the stream.
    pub fn drop_stream(&mut self) {
        let stream = self.stream.take();
        entered(self.channel, || drop(stream));
    }

    /// Takes the stream, to be used on another thread, if it was opened for that.
    pub fn take_stream(&mut self) -> Option<SendStream> {
        match self.stream.take()? {
            Held::Sent(stream) => Some(stream),
            Held::Home(_) => None,
        }
    }

    /// Puts back a stream that was taken.
    pub fn put_stream(&mut self, stream: SendStream) {
        self.stream = Some(Held::Sent(stream));
    }

    /// Takes the producer, to be used on another thread.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if the producer stays on this one.
    pub fn take_producer(&mut self) -> Result<SendProducer, Stop> {
        self.producer.take().and_then(Producer::into_send).ok_or_else(|| {
            Stop::inconclusive(
                "the producer stays on its thread: make it with `Producer::new`, or do not \
                 declare that it may move",
            )
        })
    }

    /// Returns the stream's hint of size.
    pub fn size_hint(&mut self) -> (usize, Option<usize>) {
        let Some(Held::Home(stream)) = &self.stream else { return (0, None) };
        entered(self.channel, || stream.size_hint()).unwrap_or((0, None))
    }

    /// Returns whether the stream says that it has ended.
    ///
    /// # Errors
    ///
    /// The check is skipped if the fixture cannot tell.
    pub fn is_terminated(&self) -> Result<bool, Stop> {
        let terminated = match &self.stream {
            Some(Held::Home(stream)) => self.channel.is_terminated(stream),
            Some(Held::Sent(_)) | None => None,
        };
        terminated.ok_or_else(|| {
            Stop::skipped("the stream does not say (`is_terminated` of the fixture is `None`)")
        })
    }

    /// Takes an item if one is there, without polling.
    pub fn try_next(&mut self) -> Option<Yielded> {
        let Some(Held::Home(stream)) = &mut self.stream else { return None };
        self.channel.try_next(stream.as_mut()).map(Item::into_token)
    }

    /// Lets the subject settle until `done`, within the check's patience.
    pub fn eventually(&mut self, mut done: impl FnMut() -> bool) -> bool {
        for _ in 0..self.patience {
            if done() {
                return true;
            }
            self.channel.settle();
        }
        done()
    }

    /// Lets the subject settle `rounds` times.
    pub fn settle(&mut self, rounds: u32) {
        for _ in 0..rounds {
            self.channel.settle();
        }
    }
}

impl<C: Channel> Drop for Receiving<'_, C> {
    fn drop(&mut self) {
        self.drop_stream();
        self.drop_producer();
    }
}

impl<C: Channel> fmt::Debug for Receiving<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiving").field("patience", &self.patience).finish_non_exhaustive()
    }
}

/// A stream as the fixture made it, or in the form that may move to another thread.
enum Held<S> {
    Home(Pin<Box<S>>),
    Sent(SendStream),
}

impl<S: Stream<Item: Item>> Held<S> {
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Yielded>> {
        match self {
            Self::Home(stream) => {
                stream.as_mut().poll_next(cx).map(|item| item.map(Item::into_token))
            }
            Self::Sent(stream) => stream.poll_next(cx),
        }
    }
}

/// Calls `call` where the subject may be used, once however often the fixture calls.
fn entered<C: Channel, T>(channel: &mut C, call: impl FnOnce() -> T) -> Option<T> {
    let (mut call, mut result) = (Some(call), None);
    channel.enter(&mut || {
        if let Some(call) = call.take() {
            result = Some(call());
        }
    });
    result
}

fn adapter<C: Channel>(channel: &mut C) -> Result<&mut dyn Adapter<Stream = C::Stream>, Stop> {
    channel.adapter().ok_or_else(|| {
        Stop::inconclusive(
            "`adapter` is declared, and the fixture wraps nothing: use `Adapted`".to_string(),
        )
    })
}
