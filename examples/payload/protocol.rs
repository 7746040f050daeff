//! What goes over the wire; `docs/payload-protocol.md` says the same in words.

use async_interop::io::{self, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use crate::{codec::Codec, meter::Hash};

/// What both sides offer as the application's protocol in the TLS handshake.
pub(crate) const ALPN: &[u8] = b"async-interop-payload/1";

/// The first bytes of each request.
pub(crate) const MAGIC: [u8; 4] = *b"AIPL";

/// How long the text of a refusal may be.
const LONGEST_TEXT: usize = 1024;

/// The first byte of an answer, and the code with which a server stops a stream.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Status {
    Taken = 0,
    NotARequest = 1,
    UnknownCodec = 2,
    Corrupt = 3,
    WrongLength = 4,
    Incomplete = 5,
}

/// What a client sends before the compressed payload.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    pub(crate) codec: Codec,
    /// How many bytes the payload has before it is compressed.
    pub(crate) length: u64,
}

impl Request {
    pub(crate) const LENGTH: usize = 13;

    pub(crate) fn to_bytes(self) -> [u8; Self::LENGTH] {
        let codec = match self.codec {
            Codec::Gzip => 1,
            Codec::Zstd => 2,
            Codec::Brotli => 3,
        };
        let mut bytes = [0; Self::LENGTH];
        bytes[..4].copy_from_slice(&MAGIC);
        bytes[4] = codec;
        bytes[5..].copy_from_slice(&self.length.to_be_bytes());
        bytes
    }

    /// # Errors
    ///
    /// The status and the text to refuse with.
    pub(crate) fn from_bytes(bytes: [u8; Self::LENGTH]) -> Result<Self, (Status, String)> {
        let [m0, m1, m2, m3, codec, length @ ..] = bytes;
        if [m0, m1, m2, m3] != MAGIC {
            let text = "this is no request of the payload protocol: it does not start with AIPL";
            return Err((Status::NotARequest, text.into()));
        }
        let codec = match codec {
            1 => Codec::Gzip,
            2 => Codec::Zstd,
            3 => Codec::Brotli,
            other => {
                let text = format!("no codec has number {other}: 1 is gzip, 2 zstd, 3 brotli");
                return Err((Status::UnknownCodec, text));
            }
        };
        Ok(Self { codec, length: u64::from_be_bytes(length) })
    }
}

/// What a server answers.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Taken {
        /// How many bytes the payload has.
        length: u64,
        /// How many bytes came over the wire for it, the request not counted.
        on_the_wire: u64,
        hash: Hash,
    },
    Refused {
        text: String,
    },
}

impl Answer {
    /// Writes it, and ends the stream.
    pub(crate) async fn write(
        &self,
        status: Status,
        stream: &mut (impl AsyncWrite + Unpin),
    ) -> io::Result<()> {
        stream.write_all(&[status as u8]).await?;
        match self {
            Self::Taken { length, on_the_wire, hash } => {
                stream.write_all(&length.to_be_bytes()).await?;
                stream.write_all(&on_the_wire.to_be_bytes()).await?;
                stream.write_all(hash).await?;
            }
            Self::Refused { text } => {
                let text = &text.as_bytes()[..text.len().min(LONGEST_TEXT)];
                stream.write_all(text).await?;
            }
        }
        stream.shutdown().await
    }

    pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Self> {
        let mut status = [0];
        stream.read_exact(&mut status).await?;
        if status != [Status::Taken as u8] {
            let mut text = Vec::new();
            stream.take(LONGEST_TEXT as u64).read_to_end(&mut text).await?;
            return Ok(Self::Refused { text: String::from_utf8_lossy(&text).into_owned() });
        }
        let (mut length, mut on_the_wire, mut hash) = ([0; 8], [0; 8], [0; 32]);
        stream.read_exact(&mut length).await?;
        stream.read_exact(&mut on_the_wire).await?;
        stream.read_exact(&mut hash).await?;
        let (length, on_the_wire) = (u64::from_be_bytes(length), u64::from_be_bytes(on_the_wire));
        Ok(Self::Taken { length, on_the_wire, hash })
    }
}
