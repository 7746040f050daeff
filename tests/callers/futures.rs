//! `join!` and its kind, and the methods of `FutureExt`.

use std::{future::ready, time::Duration};

use async_interop::{
    conformance::harness::{Stage, StrictFuture, Token},
    future::{Either, FutureExt as _, join, join_all, race, select, try_join, try_join_all},
    io::{Error, Result},
    stream::StreamExt as _,
    time::{ManualTimer, TimerExt as _},
};

use crate::{callers, nothing};

/// A future that succeeds.
async fn succeeds(future: StrictFuture) -> Result<Token> {
    Ok(future.await)
}

fn three(stage: &Stage) -> [StrictFuture; 3] {
    [stage.future(), stage.future(), stage.future()]
}

callers! {
    joins [] |stage| {
        let [a, b, c] = three(stage);
        Box::pin(async move {
            join!(a, b, c);
            nothing()
        })
    };
    try_joins [] |stage| {
        let [a, b, c] = three(stage).map(succeeds);
        Box::pin(async move {
            try_join!(a, b, c)?;
            nothing()
        })
    };
    try_joins_fail [] |stage| {
        let [a, b, _] = three(stage);
        Box::pin(async move {
            let fails = async { Err::<Token, _>(a.map(|_| Error::from_raw_os_error(1)).await) };
            assert!(try_join!(fails, succeeds(b)).is_err());
            nothing()
        })
    };
    selects [] |stage| {
        let [mut a, b, c] = three(stage);
        Box::pin(async move {
            select! {
                _ = &mut a => {}
                _ = b => {}
                _ = c => {}
            }
            nothing()
        })
    };
    selects_in_a_loop [] |stage| {
        let (mut a, mut b) = (stage.stream().fuse(), stage.stream().fuse());
        Box::pin(async move {
            loop {
                select! {
                    Some(_) = a.next() => {}
                    Some(_) = b.next() => {}
                    else => break,
                }
            }
            nothing()
        })
    };
    joins_all [] |stage| {
        let all = three(stage);
        Box::pin(async move {
            assert_eq!(join_all(all).await.len(), 3);
            nothing()
        })
    };
    try_joins_all [] |stage| {
        let all = three(stage).map(succeeds);
        Box::pin(async move {
            assert_eq!(try_join_all(all).await?.len(), 3);
            nothing()
        })
    };
    races [] |stage| {
        let [a, b, _] = three(stage);
        Box::pin(async move {
            race(a, b).await;
            nothing()
        })
    };
    in_time [] |stage| {
        let future = stage.future();
        Box::pin(async move {
            let timer = ManualTimer::new();
            assert!(future.timeout(&timer, Duration::from_secs(1)).await.is_ok());
            nothing()
        })
    };
    in_time_of_a_timer [] |stage| {
        let future = stage.future();
        Box::pin(async move {
            let timer = ManualTimer::new();
            assert!(timer.timeout(Duration::from_secs(1), future).await.is_ok());
            nothing()
        })
    };
    maps_and_thens [] |stage| {
        let [a, b, _] = three(stage);
        Box::pin(async move {
            a.map(drop).then(|()| b).map(drop).await;
            nothing()
        })
    };
    fuses [] |stage| {
        let mut future = stage.future().fuse();
        Box::pin(async move {
            (&mut future).await;
            // Is pending for ever, and asks nobody.
            race(ready(()), &mut future).await;
            nothing()
        })
    };
    catches_panics [] |stage| {
        let future = stage.future();
        Box::pin(async move {
            assert!(future.catch_unwind().await.is_ok());
            nothing()
        })
    };
    either [] |stage| {
        let [a, b, _] = three(stage);
        let (a, b) = (Either::<_, StrictFuture>::Left(a), Either::<StrictFuture, _>::Right(b));
        Box::pin(async move {
            join!(a, b);
            nothing()
        })
    };
}
