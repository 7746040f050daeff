//! Asynchronous reading, writing and seeking.
//!
//! A type that implements [`AsyncRead`] or [`AsyncWrite`] is a *transport*: a socket, a pipe, a TLS
//! stream over another transport. Code that is generic over them is a *protocol*, and runs on every
//! runtime whose transports keep the contract below.
//!
//! | trait | relative in `std::io` | in-memory types that implement it |
//! |---|---|---|
//! | [`AsyncRead`] | `Read` | `&[u8]`, [`Cursor`], [`Empty`], [`Repeat`], `VecDeque<u8>` |
//! | [`AsyncBufRead`] | `BufRead` | `&[u8]`, [`Cursor`], [`Empty`], `VecDeque<u8>` |
//! | [`AsyncWrite`] | `Write` | `&mut [u8]`, [`Cursor`], [`Empty`], [`Sink`], `Vec<u8>`, `VecDeque<u8>` |
//! | [`AsyncSeek`] | `Seek` | [`Cursor`] |
//!
//! `&mut T`, `Box<T>` and `Pin<P>` implement what they point at implements, and `std::io::Cursor` what
//! ours does.
//!
//! Their methods for callers are in [`AsyncReadExt`], [`AsyncBufReadExt`], [`AsyncWriteExt`] and
//! [`AsyncSeekExt`]. All return named futures, which are `Send` where the transport is, and say what is
//! lost when they are dropped. [`copy_buf`] and, with the feature `alloc`, `copy` and
//! `copy_bidirectional` move bytes from reader to writer.
//! [`BufReader`], [`BufWriter`] and [`LineWriter`] put a buffer in between, `split` makes two owned
//! halves of one object, and `duplex` is a connection in memory.
//!
//! # The contract in common
//!
//! These clauses hold for every `poll_` method of the four traits. What is special to one of them
//! stands on its page. Identifiers such as READ-03 name the requirements of the conformance suites.
//!
//! **`Pending`** means that nothing was moved: no byte of the buffer that this call was given
//! (READ-03, WRITE-03). The waker of the *latest* call is woken when a new call can make progress
//! (READ-04, READ-05, WRITE-04, WRITE-05). A call may find that there is still nothing to do. The next
//! call may bring another buffer, another length and another waker (READ-13, READ-14).
//!
//! **`Ready(Err(_))`** from a read or a write means the same: no byte of *that call's* buffer was
//! moved. Bytes that were accepted earlier are never handed back, and never sent twice (WRITE-24);
//! after a fatal error they may be lost. Later calls return an error, the end, or data, at once, and
//! never panic (READ-16, WRITE-23). [`ErrorKind::WouldBlock`] and [`ErrorKind::Interrupted`] never come
//! out: the first is `Pending`, the second is tried again (READ-17, WRITE-22).
//!
//! **Nothing to transfer**, because the buffer is empty or the cursor is full, is never waited for,
//! moves nothing and never means the end (READ-01, READ-02, WRITE-02).
//!
//! **Wakers.** A type with two sides keeps one waker for each, whether it is split or not: reading
//! and filling share one, writing, flushing and shutting down share the other (DUPLEX-01). A waker's
//! code is foreign code. It must not be woken or dropped while a lock is held (READ-19, WRITE-27,
//! DUPLEX-08), and should not be cloned under one (READ-26, WRITE-33). It may be woken and dropped on
//! any thread. The wake happens before the poll that it causes.
//!
//! **Abandoning** a call by dropping the future that made it, after `Pending`, loses nothing
//! (READ-13, WRITE-11). A type that does its I/O by handing a buffer to the system owns that buffer:
//! it accepts bytes by copying them, and an error shows up in a later call.
//!
//! **After the end**, after a shutdown or after an error, a call may return an error, or may panic
//! where the type's docs say so. It is never undefined behavior, never corrupts data, and never makes
//! another task hang.
//!
//! **Dropping** a transport never blocks (WRITE-30). What was not flushed may be lost.
//!
//! # Errors
//!
//! One [`Error`] in every configuration, `no_std` or not. It converts to and from `std::io::Error`.
//!
#![doc = include_str!("../../docs/design/io.md")]

mod adapters;
mod buf_read;
mod copying;
mod cursor;
mod error;
mod ext;
#[cfg_attr(feature = "std", path = "find_std.rs")]
#[cfg_attr(not(feature = "std"), path = "find_core.rs")]
#[cfg(feature = "alloc")]
mod find;
mod futures;
mod impls;
mod io_slice;
mod read;
mod read_buf;
mod seek;
mod seek_from;
mod util;
mod write;

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use self::adapters::{DuplexStream, ReadHalf, ReuniteError, WriteHalf, duplex, split};
pub use self::{
    adapters::{BufReader, BufWriter, Bytes, Chain, LineWriter, Take},
    buf_read::AsyncBufRead,
    copying::{CopyBuf, copy_buf},
    cursor::Cursor,
    error::{Error, ErrorKind, Message, Result},
    ext::{AsyncBufReadExt, AsyncReadExt, AsyncSeekExt, AsyncWriteExt},
    futures::{
        FillBuf, Flush, Read, ReadExact, ReadInto, Rewind, Seek, Shutdown, Write, WriteAll,
        WriteAllVectored, WriteVectored,
    },
    io_slice::{IoSlice, IoSliceMut},
    read::AsyncRead,
    read_buf::{ReadBuf, ReadCursor},
    seek::AsyncSeek,
    seek_from::SeekFrom,
    util::{Empty, Repeat, Sink, empty, repeat, sink},
    write::AsyncWrite,
};
#[cfg(feature = "alloc")]
pub use self::{
    adapters::{Lines, Split},
    copying::{Copy, CopyBidirectional, copy, copy_bidirectional},
    futures::{NextLine, NextSegment, ReadLine, ReadToEnd, ReadToString, ReadUntil},
};
#[doc(inline)]
pub use crate::__io_const_error as const_error;
