//! A client that knows the traits of embedded-io-async only.

use embedded_io_async::{Read, Write};

/// Sends greetings that together are longer than a wire, and returns whether
/// each comes back.
///
/// It never fills a wire while the server is busy: `docs/findings.md`, embassy pipe consume.
pub(crate) async fn greet<R: Read, W: Write>(mut reader: R, mut writer: W) -> bool {
    for greeting in [b"hello from a ", b"small board. "] {
        let mut answer = [0; 13];
        let sent = writer.write_all(greeting).await.is_ok() && writer.flush().await.is_ok();
        if !sent || reader.read_exact(&mut answer).await.is_err() || answer != *greeting {
            return false;
        }
    }
    true
}
