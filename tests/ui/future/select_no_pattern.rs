use async_interop::future::select;
use std::future::ready;

async fn no_pattern() {
    select! { ready(1) => 1 }
}

fn main() {}
