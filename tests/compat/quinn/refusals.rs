//! An executor that does not take quinn's tasks. quinn is not told, and has to find out.

use std::{
    fmt,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use async_interop::{
    compat::{IntoQuinn, IntoQuinnExt as _},
    rt::{FuturesTimer, Tokio},
    task::SpawnErrorKind,
    time::WithTimer,
};
use quinn::{ConnectError, ConnectionError};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

use crate::support::{HOST, Queue, configs, endpoint};

type Runtime = Arc<IntoQuinn<WithTimer<Queue, FuturesTimer>>>;

fn runtime(queue: &Queue) -> Runtime {
    Arc::new(WithTimer::new(queue.clone(), FuturesTimer::new()).into_quinn())
}

const NOBODY: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 9);

#[test]
fn an_endpoint_on_an_executor_that_says_it_is_shut_down_is_an_error() {
    let queue = Queue::default();
    queue.close();
    let runtime = runtime(&queue);
    let error = endpoint(runtime.clone(), None).unwrap_err().to_string();
    assert!(error.contains("cannot start"), "{error}");
    assert!(error.contains(&SpawnErrorKind::Shutdown.to_string()), "{error}");
    // Nothing was refused: nothing was asked.
    assert_eq!(runtime.last_refusal(), None);
}

#[test]
fn an_endpoint_without_its_task_says_so_at_the_first_use() {
    for keeps_refused in [true, false] {
        let queue = Queue::default();
        queue.refuse_after(0, keeps_refused);
        let runtime = runtime(&queue);
        let (server, client) = configs();
        let endpoint = endpoint(runtime.clone(), Some(server)).unwrap();
        assert_eq!(runtime.last_refusal(), Some(SpawnErrorKind::Full));
        let error = endpoint.connect_with(client, NOBODY, HOST).unwrap_err();
        assert!(matches!(error, ConnectError::EndpointStopping), "{error}");
        assert!(queue.run(endpoint.accept()).is_none());
        queue.run(endpoint.wait_idle());
    }
}

#[test]
fn a_connection_without_its_task_is_closed_and_others_are_not() {
    for keeps_refused in [true, false] {
        let queue = Queue::default();
        let runtime = runtime(&queue);
        let (server_config, client_config) = configs();
        let server = endpoint(runtime.clone(), Some(server_config)).unwrap();
        let client = endpoint(runtime.clone(), None).unwrap();
        let address = server.local_addr().unwrap();
        let connect = || client.connect_with(client_config.clone(), address, HOST).unwrap();

        queue.refuse_after(0, keeps_refused);
        let refused = connect();
        assert_eq!(runtime.last_refusal(), Some(SpawnErrorKind::Full));
        assert_eq!(queue.run(refused).unwrap_err(), ConnectionError::LocallyClosed);
        queue.run(client.wait_idle());

        queue.accept_all();
        let (connected, accepted) = queue.run(async {
            let accept = async { server.accept().await.expect("open").await };
            async_interop::future::join!(connect(), accept)
        });
        let (connected, accepted) = (connected.unwrap(), accepted.unwrap());

        // A server's connections likewise; the other side is not told, and would wait.
        queue.refuse_after(1, keeps_refused);
        let _connecting = connect();
        let accept = async { server.accept().await.expect("open").await };
        assert_eq!(queue.run(accept).unwrap_err(), ConnectionError::LocallyClosed);
        assert!(connected.close_reason().is_none() && accepted.close_reason().is_none());
    }
}

#[test]
fn a_runtime_that_was_shut_down_refuses() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let handle = Arc::new(Tokio::from(runtime.handle().clone()).into_quinn());
    drop(runtime);
    let endpoint = endpoint(handle.clone(), None).unwrap();
    assert_eq!(handle.last_refusal(), Some(SpawnErrorKind::Shutdown));
    let error = endpoint.connect_with(configs().1, NOBODY, HOST).unwrap_err();
    assert!(matches!(error, ConnectError::EndpointStopping), "{error}");
}

#[test]
fn a_refusal_is_logged_as_an_error() {
    let log = Log::default();
    let said = log.said.clone();
    tracing::subscriber::with_default(log, || {
        let queue = Queue::default();
        queue.refuse_after(0, true);
        drop(endpoint(runtime(&queue), None));
    });
    let said = said.lock().unwrap();
    let [(level, text)] = &said[..] else { panic!("{said:?}") };
    assert_eq!(*level, Level::ERROR);
    assert!(text.contains("the executor refused a task"), "{text}");
    assert!(text.contains(&SpawnErrorKind::Full.to_string()), "{text}");
}

/// Keeps the events of this crate.
#[derive(Default)]
struct Log {
    said: Arc<Mutex<Vec<(Level, String)>>>,
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("async_interop")
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(String::new());
        event.record(&mut text);
        self.said.lock().unwrap().push((*event.metadata().level(), text.0));
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0 += &format!("{field}: {value:?}; ");
    }
}
