//! A server, over our traits.

use core::time::Duration;

use async_interop::{
    future::select,
    io::{AsyncBufRead, AsyncWrite, Result, copy_buf},
    time::Timer,
};

/// Sends back what comes, and feeds the watchdog meanwhile.
pub(crate) async fn echo<R, W, T>(mut reader: R, mut writer: W, timer: &T) -> Result<u64>
where
    R: AsyncBufRead + Unpin,
    W: AsyncWrite + Unpin,
    T: Timer,
{
    let mut copying = copy_buf(&mut reader, &mut writer);
    loop {
        select! {
            copied = &mut copying => return copied,
            () = timer.sleep(Duration::from_millis(5)) => feed_the_watchdog(),
        }
    }
}

/// QEMU's board needs none; it is here for what it costs to wait for two things.
fn feed_the_watchdog() {
    cortex_m::asm::nop();
}
