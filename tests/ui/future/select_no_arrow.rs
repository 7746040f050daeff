use async_interop::future::select;
use std::future::ready;

async fn no_body() {
    select! { n = ready(1) }
}

fn main() {}
