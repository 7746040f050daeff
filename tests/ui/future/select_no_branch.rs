use async_interop::future::select;

async fn nothing() {
    select! {}
}

async fn biased_nothing() {
    select! { biased; }
}

async fn only_else() {
    select! { else => {} }
}

fn main() {}
