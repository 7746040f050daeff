use async_interop::future::try_join;
use std::future::ready;

async fn differ() {
    let _ = try_join!(ready(Err::<(), u8>(1)), ready(Err::<(), &str>("two")));
}

async fn nothing() {
    try_join!();
}

async fn no_result() -> Result<(), u8> {
    try_join!(ready(1))?;
    Ok(())
}

fn main() {}
