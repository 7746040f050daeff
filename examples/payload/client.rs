//! The end that sends.

use std::{
    net::SocketAddr,
    sync::{Arc, atomic::AtomicU64},
    time::Instant,
};

use async_interop::{
    compat::FromFutures,
    io::{self, AsyncWriteExt as _, ErrorKind},
};
use quinn::{ClientConfig, Endpoint, SendStream, VarInt};

use crate::{
    codec::Codec,
    failure::{self, Failure},
    meter::Sent,
    outcome::{Outcome, Side},
    protocol::{Answer, Request},
    source::Source,
};

/// What to send, and to whom.
#[derive(Debug)]
pub(crate) struct Errand {
    pub(crate) address: SocketAddr,
    pub(crate) server_name: String,
    pub(crate) tls: ClientConfig,
    pub(crate) source: Source,
    pub(crate) codec: Codec,
    /// How many bytes of the source are read.
    pub(crate) progress: Arc<AtomicU64>,
}

/// Sends one payload and waits for the answer.
pub(crate) async fn send(endpoint: &Endpoint, errand: Errand) -> Result<Outcome, Failure> {
    let Errand { address, server_name, tls, .. } = &errand;
    let connecting =
        endpoint.connect_with(tls.clone(), *address, server_name).map_err(failure::beginning)?;
    let connection = connecting.await.map_err(|error| failure::connection(&error, *address))?;
    let (send, receive) =
        connection.open_bi().await.map_err(|error| failure::connection(&error, errand.address))?;

    let (length, reader) = errand.source.open()?;
    let mut source = Sent::new(reader, errand.progress);
    let request = Request { codec: errand.codec, length };
    let started = Instant::now();
    let uploaded = upload(&mut source, request, send).await;
    // A server that refuses stops the stream, and says why in its answer.
    let answer = match &uploaded {
        Ok(()) => Answer::read(&mut FromFutures::new(receive)).await,
        Err(error) if error.kind() == ErrorKind::ConnectionReset => {
            Answer::read(&mut FromFutures::new(receive)).await
        }
        Err(_) => Err(ErrorKind::BrokenPipe.into()),
    };
    let elapsed = started.elapsed();
    connection.close(VarInt::from_u32(0), b"done");
    endpoint.wait_idle().await;

    match (uploaded, answer) {
        (_, Ok(Answer::Refused { text })) => Err(format!("the server refused: {text}").into()),
        (Ok(()), Ok(Answer::Taken { length: taken, on_the_wire, hash })) => Ok(Outcome {
            sent: Side { length, hash: source.hash() },
            received: Side { length: taken, hash },
            on_the_wire,
            elapsed,
        }),
        (Err(error), _) | (_, Err(error)) => {
            Err(format!("the server broke off: {error}\n  look at what it says, and try again")
                .into())
        }
    }
}

/// Sends the request and the payload, and ends the stream; or resets it if that fails.
async fn upload(source: &mut Sent, request: Request, send: SendStream) -> io::Result<()> {
    let mut stream = FromFutures::new(send);
    let uploaded = async {
        stream.write_all(&request.to_bytes()).await?;
        let mut encoder = request.codec.encoder(&mut stream);
        io::copy(source, &mut encoder).await?;
        encoder.shutdown().await
    }
    .await;
    if uploaded.is_err() {
        // The end of the stream would say that this was all. If it is gone already, so be it.
        let _ = stream.get_mut().reset(VarInt::from_u32(1));
    }
    uploaded
}
