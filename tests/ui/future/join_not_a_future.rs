use async_interop::future::join;
use std::future::ready;

async fn not_a_future() {
    join!(ready(1), 2);
}

fn main() {}
