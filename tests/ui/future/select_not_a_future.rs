use async_interop::future::select;

async fn not_a_future() {
    select! { n = 7_u8 => n };
}

fn main() {}
