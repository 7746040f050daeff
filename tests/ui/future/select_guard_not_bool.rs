use async_interop::future::select;
use std::future::ready;

async fn guard() {
    select! { n = ready(1), if 7_u8 => n, else => 0 };
}

fn main() {}
