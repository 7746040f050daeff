//! The buffer that a reader fills, and the cursor through which it does so.
//!
//! Room 1 of `docs/unsafe.md`. The invariants stand at [`meta::Meta`]; the three files of this
//! folder are all the code that could break them.
//!
//! # What must not compile
//!
//! The proofs lean on the borrow checker. Each of these fails, and the line in its place compiles.
//!
//! Two live cursors of one buffer would share the counters:
//!
//! ```compile_fail,E0499
//! # let mut memory = [0; 8];
//! # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
//! let mut first = buf.unfilled();
//! let mut second = buf.unfilled();
//! first.append(b"a");
//! ```
//! ```
//! # let mut memory = [0; 8];
//! # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
//! let mut first = buf.unfilled();
//! let mut second = first.reborrow();
//! second.append(b"b");
//! first.append(b"a");
//! ```
//!
//! A cursor that is used while a shorter one lives could fill past that one's end (invariant 5):
//!
//! ```compile_fail,E0499
//! # let mut memory = [0; 8];
//! # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
//! let mut cursor = buf.unfilled();
//! let mut limited = cursor.limit(2);
//! cursor.append(b"past the limit");
//! limited.append(b"a");
//! ```
//! ```
//! # let mut memory = [0; 8];
//! # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
//! let mut cursor = buf.unfilled();
//! let mut limited = cursor.limit(2);
//! limited.append(b"a");
//! cursor.append(b"without");
//! ```
//!
//! A cursor that is copied would be two:
//!
//! ```compile_fail,E0382
//! # let mut memory = [0; 8];
//! # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
//! let mut cursor = buf.unfilled();
//! let copy = cursor;
//! cursor.append(b"a");
//! ```
//! ```
//! # let mut memory = [0; 8];
//! # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
//! let cursor = buf.unfilled();
//! let mut copy = cursor;
//! copy.append(b"a");
//! ```
//!
//! Filled bytes that are borrowed while more are filled could be overwritten:
//!
//! ```compile_fail,E0502
//! # let mut memory = [0; 8];
//! # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
//! let mut cursor = buf.unfilled();
//! let filled = buf.filled();
//! cursor.append(filled);
//! ```
//! ```
//! # let mut memory = [0; 8];
//! # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
//! let filled = buf.filled().to_vec();
//! let mut cursor = buf.unfilled();
//! cursor.append(&filled);
//! ```
//!
//! A callee that puts its own buffer under its caller's cursor would take the caller's bytes:
//!
//! ```compile_fail,E0597
//! fn swap(theirs: &mut async_interop::io::ReadCursor<'_>) {
//!     let mut memory = [0; 8];
//!     let mut mine = async_interop::io::ReadBuf::new(&mut memory);
//!     *theirs = mine.unfilled();
//! }
//! ```
//! ```
//! fn swap(mut theirs: async_interop::io::ReadCursor<'_>) {
//!     let mut memory = [0; 8];
//!     let mut mine = async_interop::io::ReadBuf::new(&mut memory);
//!     let mut cursor = theirs.reborrow();
//!     cursor = mine.unfilled(); // its own variable: of no consequence for the caller
//!     cursor.append(b"a");
//! }
//! ```
//!
//! A cursor that is kept beyond the call could be filled after the memory is gone:
//!
//! ```compile_fail
//! struct Keep(Option<async_interop::io::ReadCursor<'static>>);
//! fn read(keep: &mut Keep, cursor: async_interop::io::ReadCursor<'_>) {
//!     keep.0 = Some(cursor);
//! }
//! ```
//! ```
//! struct Keep<'a>(Option<async_interop::io::ReadCursor<'a>>);
//! fn read<'a>(keep: &mut Keep<'a>, cursor: async_interop::io::ReadCursor<'a>) {
//!     keep.0 = Some(cursor);
//! }
//! ```
//!
//! Uninitialized memory is out of reach of safe code:
//!
//! ```compile_fail,E0133
//! # let mut memory = [0; 8];
//! # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
//! buf.unfilled().as_uninit_mut();
//! ```
//! ```
//! # let mut memory = [0; 8];
//! # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
//! buf.unfilled().init_mut();
//! ```

#![expect(
    unsafe_code,
    reason = "room 1: hands out uninitialized memory, by the invariants of Meta"
)]

mod buf;
mod cursor;
mod meta;
#[cfg(feature = "alloc")]
mod tail;

pub use self::buf::ReadBuf;
pub use self::cursor::ReadCursor;
#[cfg(feature = "alloc")]
pub(super) use self::tail::{Hold, Tail};
