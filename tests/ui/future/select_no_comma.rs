use async_interop::future::select;
use std::future::ready;

async fn no_comma() {
    select! {
        n = ready(1) => n
        m = ready(2) => m
    };
}

fn main() {}
