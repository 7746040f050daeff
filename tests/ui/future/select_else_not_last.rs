use async_interop::future::select;
use std::future::ready;

async fn else_first() {
    select! {
        else => 1,
        n = ready(1) => n,
    };
}

fn main() {}
