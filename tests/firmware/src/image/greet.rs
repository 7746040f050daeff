//! A client that knows the traits of embedded-io-async only.

use embedded_io_async::{Read, Write};

/// Sends a greeting that is longer than a wire, and returns whether it comes back.
pub(crate) async fn greet<R: Read, W: Write>(mut reader: R, mut writer: W) -> bool {
    const GREETING: [u8; 24] = *b"hello from a small board";
    let mut answer = [0; GREETING.len()];
    writer.write_all(&GREETING).await.is_ok()
        && writer.flush().await.is_ok()
        && reader.read_exact(&mut answer).await.is_ok()
        && answer == GREETING
}
