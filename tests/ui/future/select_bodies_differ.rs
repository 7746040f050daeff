use async_interop::future::select;
use std::future::ready;

async fn differ() {
    let _n: u8 = select! {
        n = ready(1_u8) => n,
        _ = ready(()) => "two",
    };
}

fn main() {}
