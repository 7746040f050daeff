//! The adapters of `StreamExt`.

use std::{convert::identity, future::ready, pin::Pin};

use async_interop::{
    conformance::harness::{StrictStream, Token},
    stream::{Stream, StreamExt as _},
};

use crate::callers;

callers! {
    map [adapter, fused, hints, progress] |stage| stage.exhaust(stage.stream().map(identity));
    then [adapter, fused, hints, progress] |stage| stage.exhaust(stage.stream().then(ready));
    then_waits [adapter, fused, hints, progress] |stage| {
        let inner = stage.clone();
        stage.exhaust(stage.stream().then(move |_| inner.future()))
    };
    filter [adapter, fused, hints, progress] |stage| {
        stage.exhaust(stage.stream().filter(|token| token.number() % 2 == 0))
    };
    filter_map [adapter, fused, hints, progress] |stage| {
        stage.exhaust(stage.stream().filter_map(|token| ready(Some(token))))
    };
    filter_map_waits [adapter, fused, hints, progress] |stage| {
        let inner = stage.clone();
        stage.exhaust(stage.stream().filter_map(move |token| {
            let body = inner.future();
            async move { (body.await == token).then_some(token) }
        }))
    };
    take [adapter, fused, hints, progress] |stage| stage.exhaust(stage.stream().take(usize::MAX));
    take_some [adapter, fused, hints, progress] |stage| stage.exhaust(stage.stream().take(2));
    take_while [adapter, fused, hints, progress] |stage| {
        stage.exhaust(stage.stream().take_while(|_| true))
    };
    take_while_some [adapter, fused, hints, progress] |stage| {
        stage.exhaust(stage.stream().take_while(|token| token.number() < 2))
    };
    skip [adapter, fused, hints, progress] |stage| stage.exhaust(stage.stream().skip(2));
    skip_while [adapter, fused, hints, progress] |stage| {
        stage.exhaust(stage.stream().skip_while(|token| token.number() < 2))
    };
    step_by [adapter, fused, hints, progress] |stage| stage.exhaust(stage.stream().step_by(2));
    enumerate [adapter, fused, hints, progress] |stage| stage.exhaust(stage.stream().enumerate());
    zip [adapter, fused, hints, progress] |stage| {
        stage.exhaust(stage.stream().zip(stage.stream()))
    };
    zip_of_unequal [adapter, fused, hints, progress] |stage| {
        stage.exhaust(stage.stream().take(2).zip(stage.stream()))
    };
    chain [adapter, fused, hints, progress] |stage| {
        stage.exhaust(stage.stream().chain(stage.stream()))
    };
    merge [adapter, fused, hints, progress] |stage| {
        stage.exhaust(stage.stream().merge(stage.stream()))
    };
    peekable [adapter, fused, hints, progress] |stage| stage.exhaust(stage.stream().peekable());
    fuse [adapter, fused, hints, progress] |stage| stage.exhaust(stage.stream().fuse());
    inspect [adapter, fused, hints, progress] |stage| {
        stage.exhaust(stage.stream().inspect(|_| ()))
    };
    scan [adapter, fused, hints, progress] |stage| {
        stage.exhaust(stage.stream().scan((), |(), token| Some(token)))
    };
    scan_some [adapter, fused, hints, progress] |stage| {
        stage.exhaust(stage.stream().scan((), |(), token| (token.number() < 2).then_some(token)))
    };
    flatten [adapter, fused, progress] |stage| {
        let inner = stage.clone();
        stage.exhaust(stage.stream().map(move |_| inner.stream()).flatten())
    };
    flat_map [adapter, fused, progress] |stage| {
        let inner = stage.clone();
        stage.exhaust(stage.stream().flat_map(move |_| inner.stream()))
    };
    chunks [adapter, fused, hints, progress] |stage| stage.exhaust(stage.stream().chunks(2));
    buffered [adapter, fused, hints, progress] |stage| {
        let inner = stage.clone();
        stage.exhaust(stage.stream().map(move |_| inner.future()).buffered(2))
    };
    buffer_unordered [adapter, fused, hints, progress] |stage| {
        let inner = stage.clone();
        stage.exhaust(stage.stream().map(move |_| inner.future()).buffer_unordered(2))
    };
    boxed [adapter, hints, progress] |stage| {
        stage.exhaust(Box::pin(stage.stream()) as Pin<Box<dyn Stream<Item = Token>>>)
    };
    borrowed [adapter, hints, progress] |stage| {
        stage.exhaust(Box::leak(Box::new(stage.stream())) as &mut StrictStream)
    };
}
