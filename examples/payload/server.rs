//! The end that receives.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use async_interop::{
    compat::FromFutures,
    future::select,
    io::{self, AsyncReadExt as _, BufReader, ErrorKind},
    stream::StreamExt as _,
    task::Spawn,
};
use futures::channel::mpsc::{UnboundedSender, unbounded};
use quinn::{Endpoint, Incoming, RecvStream, SendStream, VarInt};

use crate::{
    failure::{Failure, NOT_RUNNING},
    meter::{Counted, Received},
    outcome::Side,
    protocol::{Answer, Request, Status},
};

/// What a server has to tell.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) peer: SocketAddr,
    pub(crate) what: What,
}

#[derive(Debug)]
pub(crate) enum What {
    Taken {
        side: Side,
        on_the_wire: u64,
        elapsed: Duration,
    },
    Refused {
        text: String,
    },
    /// A handshake failed, or a connection was lost: no payload.
    Note {
        text: String,
    },
}

/// Receives payloads, each connection in a task of its own, until `count` have come.
///
/// # Errors
///
/// If the runtime ends the endpoint.
pub(crate) async fn serve(
    endpoint: &Endpoint,
    runtime: &impl Spawn,
    count: Option<u32>,
    mut tell: impl FnMut(Event),
) -> Result<(), Failure> {
    let (sender, receiver) = unbounded::<Event>();
    let mut events = FromFutures::new(receiver);
    let mut left = count;
    while left != Some(0) {
        select! {
            Some(event) = events.next() => {
                if !matches!(event.what, What::Note { .. }) {
                    left = left.map(|left| left - 1);
                }
                tell(event);
            }
            incoming = endpoint.accept() => {
                // The only one who closes this endpoint is at the end of this function.
                let incoming = incoming.ok_or(NOT_RUNNING)?;
                runtime.spawn_detached(connection(incoming, sender.clone()))?;
            }
        }
    }
    // The answer may still be on its way: the client closes the connection when it has it.
    endpoint.set_server_config(None);
    endpoint.wait_idle().await;
    endpoint.close(VarInt::from_u32(0), b"served");
    Ok(())
}

/// Receives the payloads of one connection, one after the other.
async fn connection(incoming: Incoming, events: UnboundedSender<Event>) {
    let peer = incoming.remote_address();
    // Nobody listens any more once the server has ended.
    let tell = |what| drop(events.unbounded_send(Event { peer, what }));
    let connection = match incoming.await {
        Ok(connection) => connection,
        Err(error) => return tell(What::Note { text: format!("no connection: {error}") }),
    };
    loop {
        match connection.accept_bi().await {
            Ok((send, receive)) => tell(payload(send, receive).await),
            Err(quinn::ConnectionError::ApplicationClosed(_)) => return,
            Err(error) => return tell(What::Note { text: format!("connection lost: {error}") }),
        }
    }
}

/// Receives one payload, and answers.
async fn payload(send: SendStream, receive: RecvStream) -> What {
    let started = Instant::now();
    let mut wire = BufReader::new(Counted::new(FromFutures::new(receive)));
    let (status, answer) = match decompress(&mut wire).await {
        Ok(answer) => (Status::Taken, answer),
        Err((status, text)) => (status, Answer::Refused { text }),
    };
    if status != Status::Taken {
        // What the client still sends is of no use. If it has ended already, so be it.
        let stream = wire.get_mut().get_mut().get_mut();
        let _ = stream.stop(VarInt::from_u32(status as u32));
    }
    let written = answer.write(status, &mut FromFutures::new(send)).await;
    match (answer, written) {
        (Answer::Refused { text }, _) => What::Refused { text },
        (Answer::Taken { .. }, Err(error)) => {
            What::Refused { text: format!("the payload came, but no answer goes: {error}") }
        }
        (Answer::Taken { length, on_the_wire, hash }, Ok(())) => {
            What::Taken { side: Side { length, hash }, on_the_wire, elapsed: started.elapsed() }
        }
    }
}

type Wire = BufReader<Counted<FromFutures<RecvStream>>>;

async fn decompress(wire: &mut Wire) -> Result<Answer, (Status, String)> {
    let mut request = [0; Request::LENGTH];
    wire.read_exact(&mut request).await.map_err(|error| refusal(&error, "the request"))?;
    let Request { codec, length } = Request::from_bytes(request)?;

    let mut received = Received::default();
    // One byte more would be too many, and is enough to know.
    let mut payload = codec.decoder(&mut *wire).take(length.saturating_add(1));
    let copied = io::copy(&mut payload, &mut received).await;
    drop(payload);
    copied.map_err(|error| {
        let (status, text) = refusal(&error, "the compressed payload");
        (status, format!("{text}, after {} of {length} bytes", received.count))
    })?;
    if received.count != length {
        let more = if received.count > length { "more" } else { "fewer" };
        let text = format!("the payload has {more} bytes than the {length} that were announced");
        return Err((Status::WrongLength, text));
    }
    // What follows a payload is not part of it; the end of the stream must.
    let rest = wire.read(&mut [0]).await.map_err(|error| refusal(&error, "the end"))?;
    if rest != 0 {
        return Err((Status::Corrupt, "there are bytes after the compressed payload".into()));
    }
    let on_the_wire = wire.get_mut().count - Request::LENGTH as u64;
    Ok(Answer::Taken { length, on_the_wire, hash: received.hash() })
}

/// Says why reading `part` failed.
fn refusal(error: &io::Error, part: &str) -> (Status, String) {
    match error.kind() {
        ErrorKind::UnexpectedEof => (
            Status::Incomplete,
            format!("{part} is truncated: the stream ended in the middle of it"),
        ),
        ErrorKind::ConnectionReset | ErrorKind::NotConnected => {
            (Status::Incomplete, format!("the peer broke off in {part}: {error}"))
        }
        _ => (Status::Corrupt, format!("{part} is corrupt: {error}")),
    }
}
