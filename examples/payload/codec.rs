//! The encoders and decoders of async-compression, over and under our traits.

use std::pin::Pin;

use async_compression::{
    Level,
    futures::{bufread, write},
};
use async_interop::{
    compat::{FromFutures, IntoFutures},
    io::{AsyncBufRead, AsyncRead, AsyncWrite},
};
use clap::ValueEnum;

/// How a payload is compressed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Codec {
    Gzip,
    Zstd,
    Brotli,
}

impl Codec {
    /// How much work is put into it: each codec's usual level, but for brotli, whose usual one is
    /// made for files that are compressed once.
    pub(crate) const fn level(self) -> Level {
        match self {
            Self::Gzip | Self::Zstd => Level::Default,
            Self::Brotli => Level::Precise(4),
        }
    }

    /// Returns a writer that compresses into `sink`; shutting it down writes the end.
    ///
    /// Ours, theirs, ours: the encoder wants a writer of futures', and is one.
    pub(crate) fn encoder<'a>(
        self,
        sink: impl AsyncWrite + Send + 'a,
    ) -> Pin<Box<dyn AsyncWrite + Send + 'a>> {
        let (sink, level) = (IntoFutures::new(sink), self.level());
        match self {
            Self::Gzip => Box::pin(FromFutures::new(write::GzipEncoder::with_quality(sink, level))),
            Self::Zstd => Box::pin(FromFutures::new(write::ZstdEncoder::with_quality(sink, level))),
            Self::Brotli => {
                Box::pin(FromFutures::new(write::BrotliEncoder::with_quality(sink, level)))
            }
        }
    }

    /// Returns a reader of what `source` holds compressed.
    pub(crate) fn decoder<'a>(
        self,
        source: impl AsyncBufRead + Send + 'a,
    ) -> Pin<Box<dyn AsyncRead + Send + 'a>> {
        let source = IntoFutures::new(source);
        match self {
            Self::Gzip => Box::pin(FromFutures::new(bufread::GzipDecoder::new(source))),
            Self::Zstd => Box::pin(FromFutures::new(bufread::ZstdDecoder::new(source))),
            Self::Brotli => Box::pin(FromFutures::new(bufread::BrotliDecoder::new(source))),
        }
    }
}
