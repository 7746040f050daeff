//! Bridges between our traits and those of other ecosystems.
//!
//! One newtype for each ecosystem and direction: `FromTokio` gives a type of tokio's our traits,
//! `IntoTokio` gives a type of ours tokio's. Everything goes through our traits, so `n` ecosystems
//! need `2n` adapters, and two adapters join any two ecosystems:
//!
//! ```
//! # #[cfg(all(feature = "futures", feature = "tokio"))] {
//! use async_interop::compat::{FromTokio, IntoFuturesExt};
//!
//! # fn quic(io: impl futures_io::AsyncRead + futures_io::AsyncWrite) {}
//! # let tcp = tokio::io::duplex(16).0;
//! // A library that wants futures-io gets a socket of tokio's.
//! quic(FromTokio::new(tcp).into_futures());
//! # }
//! ```
//!
//! | feature | theirs | ours from theirs | theirs from ours |
//! |---|---|---|---|
//! | `tokio` | `AsyncRead`, `AsyncBufRead`, `AsyncWrite`, `AsyncSeek` | `FromTokio` | `IntoTokio` |
//! | `futures` | `AsyncRead`, `AsyncBufRead`, `AsyncWrite`, `AsyncSeek` | `FromFutures` | `IntoFutures` |
//! | `futures` | `Stream` | `FromFutures` | `IntoFutures` |
//! | `futures` | `FusedStream` | no: their streams may revive; use `fuse()` of `StreamExt` | `IntoFutures` |
//! | – | `Spawn`, `LocalSpawn` of futures-task | [`FromFuturesTask`] | [`IntoFuturesTask`] |
//! | `hyper` | `Read`, `Write` of `hyper::rt` | `FromHyper` | `IntoHyper` |
//! | `hyper` | `Executor` | `FromHyper`, as `Spawn` or `SpawnLocal` | `IntoHyper`, over `Spawn` |
//! | `hyper` | `Timer`, `Sleep` | `FromHyper` | `IntoHyper` |
//! | `quinn-011` | `Runtime`, `AsyncTimer`, `AsyncUdpSocket` | no: it has no use | `IntoQuinn` |
//! | `embedded-io-07` | `Read`, `BufRead`, `Write`, `Seek` of embedded-io-async | `FromEmbeddedIo`: any type with a buffer, some without | `IntoEmbeddedIo` |
//! | `std` | `Read`, `BufRead`, `Write`, `Seek`, as they block | `AllowBlocking` | `Blocking` |
//! | `std` | the same, in non-blocking mode | no: nobody would wake | `OnePoll` |
//! | `bytes` | `BufMut` | `poll_read_buf`, `read_buf` | – |
//! | `--cfg async_interop_nightly` | `AsyncIterator` | `FromAsyncIterator` | `IntoAsyncIterator` |
//! | `--cfg async_interop_nightly` | `BorrowedCursor` | `with_read_cursor` | `with_borrowed_cursor` |
//!
//! What the two sides promise is not the same, so a method may lose something on the way. The page
//! of each adapter has a table of it.
//!
//! All adapters have the same five methods, `new`, `get_ref`, `get_mut`, `get_pin_mut` and
//! `into_inner`. Inward there is also `From`, outward an extension method that names the ecosystem,
//! as `into_tokio()`. They ask for no `'static` and no `Send`, allocate nothing, and are no larger
//! than their inner value and a word or two. Where a foreign contract forces an exception, the
//! adapter's page says so: a buffer of one's own, a boxed timer, a waker that a thread waits for.
//!
//! They are newtypes, since blanket impls would not be additive: `impl<T: tokio::io::AsyncRead>
//! AsyncRead for T` collides with its like for futures-io, and with every type that has both
//! traits.
//!
//! # How do I add one?
//!
//! 1. Make the file `compat/<ecosystem>.rs` behind a feature of that name, with the version in it
//!    if the ecosystem is before 1.0, and add its row above. Past 500 lines it becomes a folder.
//! 2. Write the table *theirs - ours - lost on the way* first, one row per method. A row that you
//!    cannot fill is a question for their maintainers, not for a guess.
//! 3. Write the two newtypes in the order of the other files: struct, five methods, traits,
//!    extension trait.
//! 4. In every method: answer what has nothing to transfer before you ask the inner type (READ-01,
//!    WRITE-02); write back what was learned on `Ready`, `Pending` and `Err` alike; turn
//!    `WouldBlock` and `Interrupted` of theirs into `Pending` and a wake (READ-17, WRITE-22); keep
//!    the error itself, not only its kind.
//! 5. Forward each provided method: vectored writes and their query, `size_hint`, `poll_progress`,
//!    flush, shutdown. Forgetting one compiles.
//! 6. Zero no more than is read: a reader of theirs that only fills initialized slices goes through
//!    the private `Window`. Trust no safe implementation about memory: `docs/unsafe.md`, room 5.
//! 7. Copy a file of `tests/compat/`, and run the suites of `conformance` over both directions.
//!
#![doc = include_str!("../../docs/design/compat.md")]

#[cfg(feature = "std")]
mod error;
#[cfg(any(feature = "embedded-io-07", feature = "std"))]
mod window;

#[cfg(feature = "bytes")]
mod bytes;
#[cfg(feature = "embedded-io-07")]
mod embedded_io;
#[cfg(feature = "futures")]
mod futures;
mod futures_task;
#[cfg(feature = "hyper")]
mod hyper;
#[cfg(async_interop_nightly)]
mod nightly;
#[cfg(feature = "quinn-011")]
mod quinn;
#[cfg(feature = "std")]
mod std_io;
#[cfg(feature = "tokio")]
mod tokio;

#[cfg(feature = "bytes")]
pub use self::bytes::{poll_read_buf, read_buf};
#[cfg(feature = "embedded-io-07")]
pub use self::embedded_io::{
    EmbeddedReader, EmbeddedWriter, FromEmbeddedIo, IntoEmbeddedIo, IntoEmbeddedIoExt,
};
#[cfg(feature = "futures")]
pub use self::futures::{FromFutures, IntoFutures, IntoFuturesExt};
pub use self::futures_task::{FromFuturesTask, IntoFuturesTask, IntoFuturesTaskExt};
#[cfg(feature = "hyper")]
pub use self::hyper::{FromHyper, HyperSleep, IntoHyper, IntoHyperExt};
#[cfg(async_interop_nightly)]
pub use self::nightly::{
    FromAsyncIterator, IntoAsyncIterator, IntoAsyncIteratorExt, with_borrowed_cursor,
    with_read_cursor,
};
#[cfg(feature = "quinn-011")]
pub use self::quinn::{IntoQuinn, IntoQuinnExt};
#[cfg(feature = "std")]
pub use self::std_io::{AllowBlocking, Blocking, IntoBlockingExt, OnePoll};
#[cfg(feature = "tokio")]
pub use self::tokio::{FromTokio, IntoTokio, IntoTokioExt};
