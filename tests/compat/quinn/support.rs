//! What a QUIC connection takes besides a runtime, and an executor that is driven by hand.

use std::{
    collections::VecDeque,
    future::Future,
    net::UdpSocket,
    pin::{Pin, pin},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    task::{Context, Poll, Wake, Waker},
    time::Duration,
};

use async_interop::task::{FutureObj, Spawn, SpawnError, SpawnErrorKind};
use quinn::{ClientConfig, Endpoint, EndpointConfig, Runtime, ServerConfig};
use rustls::{RootCertStore, pki_types::PrivatePkcs8KeyDer};

/// How long a real socket may take on a machine that is very busy.
pub(crate) const HANGS: Duration = Duration::from_secs(60);

pub(crate) const HOST: &str = "localhost";

/// A server's and a client's configuration that trust each other.
pub(crate) fn configs() -> (ServerConfig, ClientConfig) {
    let made = rcgen::generate_simple_self_signed([HOST.to_string()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let server = ServerConfig::with_single_cert(vec![certificate.clone()], key.into()).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(certificate).unwrap();
    (server, ClientConfig::with_root_certificates(Arc::new(roots)).unwrap())
}

pub(crate) fn udp() -> UdpSocket {
    UdpSocket::bind("127.0.0.1:0").unwrap()
}

/// Makes an endpoint on a free port of this machine.
pub(crate) fn endpoint(
    runtime: Arc<dyn Runtime>,
    server: Option<ServerConfig>,
) -> std::io::Result<Endpoint> {
    Endpoint::new(EndpointConfig::default(), server, udp(), runtime)
}

/// An executor whose tasks run when the test says so, and which refuses when it is told to.
#[derive(Clone, Default)]
pub(crate) struct Queue(Arc<Shared>);

#[derive(Default)]
struct Shared {
    tasks: Mutex<VecDeque<(FutureObj<'static, ()>, Arc<Woken>)>>,
    /// What `status` says.
    closed: AtomicBool,
    /// How many tasks it takes before it refuses; then whether it gives them back.
    refuses_after: AtomicUsize,
    keeps_refused: AtomicBool,
    refuses: AtomicBool,
}

impl Queue {
    /// Refuses all tasks after the next `taken`.
    pub(crate) fn refuse_after(&self, taken: usize, keeps_refused: bool) {
        self.0.refuses_after.store(taken, Ordering::Relaxed);
        self.0.keeps_refused.store(keeps_refused, Ordering::Relaxed);
        self.0.refuses.store(true, Ordering::Relaxed);
    }

    pub(crate) fn accept_all(&self) {
        self.0.refuses.store(false, Ordering::Relaxed);
    }

    /// Says of itself that it is shut down.
    pub(crate) fn close(&self) {
        self.0.closed.store(true, Ordering::Relaxed);
    }

    /// How many tasks have not ended.
    pub(crate) fn len(&self) -> usize {
        self.0.tasks.lock().unwrap().len()
    }

    /// Polls each task that is woken, until none is.
    pub(crate) fn run_until_idle(&self) {
        loop {
            let mut idle = true;
            for _ in 0..self.len() {
                let (mut task, woken) = self.0.tasks.lock().unwrap().pop_front().unwrap();
                if woken.take() {
                    idle = false;
                    let waker = Waker::from(woken.clone());
                    let polled = Pin::new(&mut task).poll(&mut Context::from_waker(&waker));
                    if polled.is_ready() {
                        continue;
                    }
                }
                self.0.tasks.lock().unwrap().push_back((task, woken));
            }
            if idle {
                return;
            }
        }
    }

    fn is_woken(&self) -> bool {
        self.0.tasks.lock().unwrap().iter().any(|(_, woken)| woken.set.load(Ordering::SeqCst))
    }

    /// Runs `future` and the tasks until `future` is ready, asleep while none of them is woken.
    #[track_caller]
    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(woken.clone());
        let budget = std::time::Instant::now() + HANGS;
        loop {
            if woken.take() {
                if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker))
                {
                    return output;
                }
            }
            self.run_until_idle();
            while !woken.set.load(Ordering::SeqCst) && !self.is_woken() {
                assert!(std::time::Instant::now() < budget, "nothing woke the test");
                std::thread::park_timeout(Duration::from_millis(1));
            }
        }
    }
}

impl Spawn for Queue {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        let shared = &self.0;
        if shared.refuses.load(Ordering::Relaxed) {
            let left = shared.refuses_after.load(Ordering::Relaxed);
            if left == 0 {
                return Err(if shared.keeps_refused.load(Ordering::Relaxed) {
                    SpawnError::with_task(SpawnErrorKind::Full, task)
                } else {
                    SpawnError::new(SpawnErrorKind::Full)
                });
            }
            shared.refuses_after.store(left - 1, Ordering::Relaxed);
        }
        shared.tasks.lock().unwrap().push_back((task, Arc::default()));
        Ok(())
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        if self.0.closed.load(Ordering::Relaxed) { Err(SpawnErrorKind::Shutdown) } else { Ok(()) }
    }
}

/// Whether a task is to be polled: at first, and after each wake.
struct Woken {
    set: AtomicBool,
}

impl Default for Woken {
    fn default() -> Self {
        Self { set: AtomicBool::new(true) }
    }
}

impl Woken {
    fn take(&self) -> bool {
        self.set.swap(false, Ordering::SeqCst)
    }
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.set.store(true, Ordering::SeqCst);
    }
}

/// A waker that says each wake into a channel.
pub(crate) fn channel() -> (Waker, mpsc::Receiver<()>) {
    struct Says(mpsc::Sender<()>);
    impl Wake for Says {
        fn wake(self: Arc<Self>) {
            // Nobody is left to be told at the end of a test.
            let _ = self.0.send(());
        }
    }
    let (sender, receiver) = mpsc::channel();
    (Waker::from(Arc::new(Says(sender))), receiver)
}
