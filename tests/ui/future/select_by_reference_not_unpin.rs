use async_interop::future::select;

async fn not_pinned() {
    let mut work = async { 1 };
    select! { n = &mut work => n };
}

fn main() {}
