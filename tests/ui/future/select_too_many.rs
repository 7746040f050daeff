use async_interop::future::select;
use std::future::ready;

async fn seventeen() {
    select! {
        _ = ready(()) => {} _ = ready(()) => {} _ = ready(()) => {} _ = ready(()) => {}
        _ = ready(()) => {} _ = ready(()) => {} _ = ready(()) => {} _ = ready(()) => {}
        _ = ready(()) => {} _ = ready(()) => {} _ = ready(()) => {} _ = ready(()) => {}
        _ = ready(()) => {} _ = ready(()) => {} _ = ready(()) => {} _ = ready(()) => {}
        _ = ready(()) => {}
    }
}

fn main() {}
