//! Two endpoints that talk, on each kind of executor.

use std::{
    future::{Future, poll_fn},
    pin::Pin,
    sync::Arc,
};

use async_interop::{
    compat::{FromFutures, IntoQuinnExt as _},
    io::{self, AsyncReadExt as _, AsyncWriteExt as _},
    rt::{FuturesTimer, Smol, ThreadPool, Tokio},
    task::{BlockOn as _, Spawn},
    time::{Timer, TimerExt as _, WithTimer},
};
use quinn::{ConnectionError, Runtime, VarInt};

use crate::support::{HANGS, HOST, Queue, configs, endpoint};

/// What a connection that was closed by its peer says.
fn closed_with(code: u32, reason: &str) -> impl Fn(&ConnectionError) -> bool {
    move |error| {
        matches!(error, ConnectionError::ApplicationClosed(close)
            if close.error_code == VarInt::from_u32(code) && close.reason == reason.as_bytes())
    }
}

/// Sends a megabyte through a stream to a server that echoes it, and closes in order.
async fn talk(runtime: Arc<dyn Runtime>) {
    let (server_config, client_config) = configs();
    let server = endpoint(Arc::clone(&runtime), Some(server_config)).unwrap();
    let client = endpoint(runtime, None).unwrap();
    let address = server.local_addr().unwrap();

    let serve = async {
        let connection = server.accept().await.expect("open").await.unwrap();
        let (send, receive) = connection.accept_bi().await.unwrap();
        let (mut reader, mut writer) = (FromFutures::new(receive), FromFutures::new(send));
        let copied = io::copy(&mut reader, &mut writer).await.unwrap();
        writer.shutdown().await.unwrap();
        assert_eq!(copied, 1 << 20);
        let error = connection.closed().await;
        assert!(closed_with(7, "enough")(&error), "{error}");
        server.wait_idle().await;
    };
    let ask = async {
        let connecting = client.connect_with(client_config, address, HOST).unwrap();
        let connection = connecting.await.unwrap();
        let (send, receive) = connection.open_bi().await.unwrap();
        let (mut reader, mut writer) = (FromFutures::new(receive), FromFutures::new(send));
        let sent: Vec<u8> = (0..1_u32 << 20).map(|n| (n >> 3) as u8).collect();
        let write = async {
            writer.write_all(&sent).await.unwrap();
            writer.shutdown().await.unwrap();
        };
        let read = async {
            let mut read = Vec::new();
            reader.read_to_end(&mut read).await.unwrap();
            read
        };
        let ((), read) = async_interop::future::join!(write, read);
        assert!(read == sent);
        connection.close(VarInt::from_u32(7), b"enough");
        client.wait_idle().await;
    };
    async_interop::future::join!(serve, ask);
}

/// Talks within a limit of real time.
async fn in_time(runtime: impl Spawn + Timer<Sleep: Send> + Send + Sync + 'static) {
    let limit = FuturesTimer::new();
    let talk = talk(Arc::new(runtime.into_quinn()));
    limit.timeout(HANGS, talk).await.expect("hangs");
}

#[test]
fn on_tokio() {
    let runtime = Tokio::new(tokio::runtime::Runtime::new().unwrap());
    runtime.block_on(in_time(runtime.handle()));
}

#[test]
fn on_one_thread_of_tokio() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(in_time(Tokio::from(runtime.handle().clone())));
}

#[test]
fn on_smol() {
    Smol::new().block_on(in_time(Smol::new()));
}

#[test]
fn on_the_thread_pool_of_futures() {
    let pool = ThreadPool::new(futures::executor::ThreadPool::new().unwrap());
    pool.block_on(in_time(WithTimer::new(pool.clone(), FuturesTimer::new())));
}

#[test]
fn on_an_executor_behind_a_trait_object() {
    let executor: &'static (dyn Spawn + Send + Sync) = Box::leak(Box::new(Smol::new()));
    Smol::new().block_on(in_time(WithTimer::new(executor, FuturesTimer::new())));
}

#[test]
fn on_one_thread_by_hand_and_no_task_is_left() {
    let queue = Queue::default();
    let runtime = WithTimer::new(queue.clone(), FuturesTimer::new());
    queue.run(talk(Arc::new(runtime.into_quinn())));
    // The drivers end once the last handle of their endpoint is gone.
    queue.run_until_idle();
    assert_eq!(queue.len(), 0);
}

#[test]
fn closing_an_endpoint_ends_what_waits_for_it() {
    let queue = Queue::default();
    let runtime = WithTimer::new(queue.clone(), FuturesTimer::new());
    let server = endpoint(Arc::new(runtime.into_quinn()), Some(configs().0)).unwrap();
    let mut accept: Pin<Box<dyn Future<Output = _>>> = Box::pin(server.accept());
    queue.run(poll_fn(|cx| {
        assert!(accept.as_mut().poll(cx).is_pending());
        server.close(VarInt::from_u32(0), b"");
        std::task::Poll::Ready(())
    }));
    assert!(queue.run(accept).is_none());
}
