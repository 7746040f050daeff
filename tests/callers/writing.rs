//! The methods of `AsyncWriteExt`.

use async_interop::{
    conformance::harness::Stage,
    io::{AsyncWriteExt as _, ErrorKind, IoSlice, Result},
};

use crate::{callers, nothing};

/// What is left to write, once so many bytes are written.
fn step(left: &mut &[u8], written: usize) -> Result<()> {
    if written == 0 {
        return Err(ErrorKind::WriteZero.into());
    }
    *left = &left[written..];
    Ok(())
}

callers! {
    write [writes] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let mut left = Stage::PAYLOAD;
            while !left.is_empty() {
                let written = io.write(left).await?;
                step(&mut left, written)?;
            }
            io.write(&[]).await?;
            nothing()
        })
    };
    write_vectored [writes] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let mut left = Stage::PAYLOAD;
            while !left.is_empty() {
                let (front, back) = left.split_at(left.len() / 2);
                let slices = [IoSlice::new(front), IoSlice::new(back)];
                let written = io.write_vectored(&slices).await?;
                step(&mut left, written)?;
            }
            nothing()
        })
    };
    write_all [writes] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            io.write_all(Stage::PAYLOAD).await?;
            io.write_all(&[]).await?;
            nothing()
        })
    };
    write_all_vectored [writes] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let (front, back) = Stage::PAYLOAD.split_at(5);
            let mut slices = [front, &[], back].map(IoSlice::new);
            io.write_all_vectored(&mut slices).await?;
            nothing()
        })
    };
    flush_and_shutdown [writes, shuts] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            io.write_all(Stage::PAYLOAD).await?;
            io.flush().await?;
            io.shutdown().await?;
            io.shutdown().await?;
            nothing()
        })
    };
}
