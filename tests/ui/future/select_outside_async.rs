use async_interop::future::select;
use std::future::ready;

fn not_async() {
    select! { n = ready(1) => n };
}

fn main() {}
