//! The buffer that a reader fills, and the cursor through which it does so.
//!
//! Room 1 of `docs/unsafe.md`. The invariants stand at [`meta::Meta`]; the three files of this
//! folder are all the code that could break them.

#![expect(
    unsafe_code,
    reason = "room 1: hands out uninitialized memory, by the invariants of Meta"
)]

mod buf;
mod cursor;
mod meta;

pub use self::buf::ReadBuf;
pub use self::cursor::ReadCursor;
