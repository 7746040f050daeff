//! The methods of every reader, writer and seeker.

mod buf_read;
mod read;
mod seek;
mod write;

pub use self::{
    buf_read::AsyncBufReadExt, read::AsyncReadExt, seek::AsyncSeekExt, write::AsyncWriteExt,
};
