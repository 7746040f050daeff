//! The traits of embedded-io-async 0.7.

mod convert;
mod from;
mod into;
mod reader;
mod turn;
mod writer;

pub use self::from::FromEmbeddedIo;
pub use self::into::{IntoEmbeddedIo, IntoEmbeddedIoExt};
pub use self::reader::EmbeddedReader;
pub use self::writer::EmbeddedWriter;
