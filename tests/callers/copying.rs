//! From readers to writers.

use async_interop::io::{
    AsyncWriteExt as _, BufReader, BufWriter, copy, copy_bidirectional, copy_buf,
};

use crate::{callers, nothing};

callers! {
    copies [writes, shuts] |stage| {
        let (mut from, mut to) = (stage.io(), stage.io());
        Box::pin(async move {
            copy(&mut from, &mut to).await?;
            to.shutdown().await?;
            nothing()
        })
    };
    copies_to_a_buffer [writes, shuts] |stage| {
        let (mut from, mut to) = (stage.io(), BufWriter::with_buffer(stage.io(), [0; 7]));
        Box::pin(async move {
            copy(&mut from, &mut to).await?;
            to.shutdown().await?;
            nothing()
        })
    };
    copies_from_a_buffer [writes, consumes] |stage| {
        let (mut from, mut to) = (stage.io(), stage.io());
        Box::pin(async move {
            copy_buf(&mut from, &mut to).await?;
            nothing()
        })
    };
    copies_from_our_buffer [writes] |stage| {
        let (mut from, mut to) = (BufReader::with_buffer(stage.io(), [0; 7]), stage.io());
        Box::pin(async move {
            copy_buf(&mut from, &mut to).await?;
            nothing()
        })
    };
    copies_both_ways [writes, shuts] |stage| {
        let (mut a, mut b) = (stage.io(), stage.io());
        Box::pin(async move {
            copy_bidirectional(&mut a, &mut b).await?;
            nothing()
        })
    };
    copies_both_ways_through_buffers [writes, shuts] |stage| {
        let mut a = BufReader::with_buffer(BufWriter::with_buffer(stage.io(), [0; 7]), [0; 5]);
        let mut b = BufReader::with_buffer(BufWriter::with_buffer(stage.io(), [0; 3]), [0; 8]);
        Box::pin(async move {
            copy_bidirectional(&mut a, &mut b).await?;
            nothing()
        })
    };
}
