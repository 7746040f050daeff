//! The methods of `StreamExt` that return a future.

use std::future::ready;

use async_interop::{
    conformance::harness::{Stage, StrictStream, Token},
    io::Error,
    stream::{Stream, StreamExt as _},
};

use crate::{callers, nothing};

/// A stream of results.
fn fallible(stage: &Stage) -> impl Stream<Item = Result<Token, Error>> + Unpin + use<> {
    stage.stream().map(Ok::<_, Error> as fn(_) -> _)
}

/// A stream of numbers.
fn numbers(stage: &Stage) -> impl Stream<Item = usize> + use<> {
    stage.stream().map(|token| token.number())
}

callers! {
    next [] |stage| {
        let mut stream = stage.stream();
        Box::pin(async move {
            while stream.next().await.is_some() {}
            nothing()
        })
    };
    progress_while [progress] |stage| {
        let (stage, mut stream) = (stage.clone(), stage.stream());
        Box::pin(async move {
            while stream.next().await.is_some() {
                stream.progress_while(stage.future()).await;
            }
            nothing()
        })
    };
    for_each [progress] |stage| {
        let (stage, stream) = (stage.clone(), stage.stream());
        Box::pin(async move {
            stream.for_each(|_| { let body = stage.future(); async { drop(body.await) } }).await;
            nothing()
        })
    };
    for_each_concurrent [progress] |stage| {
        let (stage, stream) = (stage.clone(), stage.stream());
        Box::pin(async move {
            let body = |_| { let body = stage.future(); async { drop(body.await) } };
            stream.for_each_concurrent(1, body).await;
            nothing()
        })
    };
    fold [progress] |stage| {
        let (stage, stream) = (stage.clone(), stage.stream());
        Box::pin(async move {
            stream.fold((), |(), _| { let body = stage.future(); async { drop(body.await) } }).await;
            nothing()
        })
    };
    all [progress] |stage| {
        let (stage, stream) = (stage.clone(), stage.stream());
        Box::pin(async move {
            stream.all(|_| { let body = stage.future(); async { body.await.number() == 0 } }).await;
            nothing()
        })
    };
    any [progress] |stage| {
        let (stage, stream) = (stage.clone(), stage.stream());
        Box::pin(async move {
            stream.any(|_| { let body = stage.future(); async { body.await.number() > 0 } }).await;
            nothing()
        })
    };
    find [] |stage| {
        let stream = stage.stream();
        Box::pin(async move {
            stream.find(|token| token.number() == 3).await;
            nothing()
        })
    };
    find_nothing [] |stage| {
        let stream = stage.stream();
        Box::pin(async move {
            assert!(stream.find(|_| false).await.is_none());
            nothing()
        })
    };
    count [] |stage| {
        let stream = stage.stream();
        Box::pin(async move {
            assert_eq!(stream.count().await, Stage::ITEMS);
            nothing()
        })
    };
    min_and_max [] |stage| {
        let (first, second) = (numbers(stage), numbers(stage));
        Box::pin(async move {
            assert_eq!((first.min().await, second.max().await), (Some(0), Some(4)));
            nothing()
        })
    };
    collect [] |stage| {
        let stream = stage.stream();
        Box::pin(async move {
            assert_eq!(stream.collect::<Vec<Token>>().await.len(), Stage::ITEMS);
            nothing()
        })
    };
    try_next [] |stage| {
        let mut stream = fallible(stage);
        Box::pin(async move {
            while stream.try_next().await?.is_some() {}
            nothing()
        })
    };
    try_for_each [progress] |stage| {
        let (stage, stream) = (stage.clone(), fallible(stage));
        Box::pin(async move {
            let body = |_| { let body = stage.future(); async { drop(body.await); Ok(()) } };
            stream.try_for_each(body).await?;
            nothing()
        })
    };
    try_fold [progress] |stage| {
        let (stage, stream) = (stage.clone(), fallible(stage));
        Box::pin(async move {
            let body = |(), _| { let body = stage.future(); async { drop(body.await); Ok(()) } };
            stream.try_fold((), body).await?;
            nothing()
        })
    };
    try_collect [] |stage| {
        let stream = fallible(stage);
        Box::pin(async move {
            let all: Vec<Token> = stream.try_collect().await?;
            assert_eq!(all.len(), Stage::ITEMS);
            nothing()
        })
    };
    peek_and_next_if [] |stage| {
        let mut stream = stage.stream().peekable();
        Box::pin(async move {
            while stream.peek().await.is_some() {
                stream.next_if(|_| true).await;
            }
            nothing()
        })
    };
    ready_bodies [] |stage| {
        let stream: StrictStream = stage.stream();
        Box::pin(async move {
            stream.for_each(|_| ready(())).await;
            nothing()
        })
    };
}
