//! From a runtime of ours to quinn's trait.

use alloc::{boxed::Box, sync::Arc};
use core::{fmt, future::Future, pin::Pin};
use std::{
    io,
    net::UdpSocket,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use ::quinn::{AsyncTimer, AsyncUdpSocket, Runtime};

use super::{socket::Socket, timer::QuinnTimer};
use crate::{
    task::{FutureObj, Spawn, SpawnErrorKind},
    time::Timer,
};

/// Gives a runtime of ours quinn's trait [`Runtime`]: QUIC on any executor with a timer.
///
/// | theirs | ours | lost on the way |
/// |---|---|---|
/// | `Runtime::spawn` | [`Spawn::spawn_obj`] | the error: theirs returns nothing, see below |
/// | `Runtime::new_timer` | [`Timer::sleep_until`] | nothing; theirs is boxed |
/// | `Runtime::now` | [`Timer::now`] | nothing |
/// | `Runtime::wrap_udp_socket` | [`Spawn::status`], and a socket of async-io's | nothing |
/// | `AsyncTimer::{reset, poll}` | [`Sleep::reset`], `Future::poll` | nothing; one that has fired says so until it is reset |
/// | `AsyncUdpSocket::try_send` | – | nothing: segmentation offload, ECN and the source address reach the system |
/// | `AsyncUdpSocket::poll_recv` | – | nothing: likewise; and errors are returned, where quinn's own runtimes ask again |
/// | `AsyncUdpSocket::create_io_poller` | – | nothing: each poller has a waker of its own |
///
/// Sockets wait in async-io's reactor, which has a thread of its own and wakes tasks from there. So
/// it serves every executor whose wakers may be used on another thread. Sockets that own the buffer
/// while they wait, as those over io_uring, cannot tell that a datagram *could* be received, which
/// is what quinn asks.
///
/// The value must be `Send` and `Sync`, as quinn's trait is. For an executor whose tasks stay on one
/// thread, that is a handle by which other threads may spawn, or a value without data that stands
/// for the executor of the current thread. Its sleeps must be `Send`; where they are not,
/// [`WithTimer`](crate::time::WithTimer) takes another timer.
///
/// | executor | value |
/// |---|---|
/// | tokio, on many threads or on one | `Tokio::from(handle)` |
/// | smol, async-std, bastion, embassy, tokio-uring | their own |
/// | async-executor, actix | its spawner, its arbiter |
/// | the thread pool of futures | `WithTimer::new(pool, FuturesTimer::new())` |
/// | glommio, monoio, compio | `WithTimer::new(Glommio::new(), AsyncIoTimer::new())`, and so on |
///
/// An executor of one thread whose spawner stays there, as `LocalPool`, needs a queue that other
/// threads may fill: `examples/payload/inbox.rs` is one.
///
/// Clients, servers and their cryptography are configured with quinn itself. The feature `quinn-011`
/// turns none of quinn's features on, so that its user chooses among `rustls-ring`,
/// `rustls-aws-lc-rs` and neither. None of `runtime-tokio` and its like is needed.
///
/// # When the executor refuses a task
///
/// quinn spawns one task for each endpoint and one for each connection, and is not told whether the
/// executor took it. It learns so in other ways, none of which is silence:
///
/// - `Endpoint::new` fails if [`Spawn::status`] says that the executor takes no tasks.
/// - A refused task is dropped at once. quinn takes that for the end of what it drives: after the
///   task of an endpoint, `Endpoint::connect` returns `EndpointStopping` and `Endpoint::accept`
///   returns `None`; after the one of a connection, `Connecting` is ready with `LocallyClosed`. Other
///   connections go on. The peer is not told, as nobody is left to do it: its attempt times out.
/// - [`last_refusal`](Self::last_refusal) says why.
/// - An event of `tracing` at the level of errors says so too, as quinn's do when its tasks fail.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "rt-smol")] {
/// use std::{net::UdpSocket, sync::Arc};
///
/// use async_interop::{compat::IntoQuinnExt as _, rt::Smol};
/// use quinn::{Endpoint, EndpointConfig};
///
/// # fn main() -> std::io::Result<()> {
/// let socket = UdpSocket::bind("127.0.0.1:0")?;
/// let runtime = Arc::new(Smol::new().into_quinn());
/// let client = Endpoint::new(EndpointConfig::default(), None, socket, runtime)?;
/// # drop(client);
/// # Ok(())
/// # }
/// # main().unwrap();
/// # }
/// ```
///
/// [`Sleep::reset`]: crate::time::Sleep::reset
pub struct IntoQuinn<R> {
    inner: R,
    last_refusal: Mutex<Option<SpawnErrorKind>>,
}

impl<R> IntoQuinn<R> {
    /// Creates an adapter for `inner`.
    pub const fn new(inner: R) -> Self {
        Self { inner, last_refusal: Mutex::new(None) }
    }

    /// Returns a reference to the inner value.
    pub const fn get_ref(&self) -> &R {
        &self.inner
    }

    /// Returns a mutable reference to the inner value.
    pub const fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Returns the inner value.
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Returns why the executor refused a task of quinn's, the last time that it did.
    pub fn last_refusal(&self) -> Option<SpawnErrorKind> {
        *self.last_refusal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R> Runtime for IntoQuinn<R>
where
    R: Spawn + Timer<Sleep: Send + 'static> + Send + Sync + 'static,
{
    fn new_timer(&self, deadline: Instant) -> Pin<Box<dyn AsyncTimer>> {
        Box::pin(QuinnTimer::new(self.inner.sleep_until(deadline.into())))
    }

    fn spawn(&self, future: Pin<Box<dyn Future<Output = ()> + Send>>) {
        let Err(error) = self.inner.spawn_obj(FutureObj::new(future)) else { return };
        let kind = error.kind();
        *self.last_refusal.lock().unwrap_or_else(PoisonError::into_inner) = Some(kind);
        tracing::error!(reason = %kind, "the executor refused a task of quinn's; it is dropped");
        // If the executor gave the task back: dropping it is how quinn learns. quinn may hold the
        // lock of its endpoint here, which the drop of a connection's task does not take; and it
        // holds none while it spawns the task of the endpoint, whose drop does.
        drop(error);
    }

    fn wrap_udp_socket(&self, socket: UdpSocket) -> io::Result<Arc<dyn AsyncUdpSocket>> {
        if let Err(kind) = self.inner.status() {
            let message = std::format!("the endpoint cannot start, since it needs tasks: {kind}");
            return Err(io::Error::other(message));
        }
        Ok(Arc::new(Socket::new(socket)?))
    }

    fn now(&self) -> Instant {
        self.inner.now().into()
    }
}

impl<R> From<R> for IntoQuinn<R> {
    fn from(inner: R) -> Self {
        Self::new(inner)
    }
}

/// Does not show the runtime, which need not be `Debug`: a `dyn Spawn` is not.
impl<R> fmt::Debug for IntoQuinn<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoQuinn")
            .field("last_refusal", &self.last_refusal())
            .finish_non_exhaustive()
    }
}

/// Turns a runtime of ours into one of quinn's.
pub trait IntoQuinnExt: Sized {
    /// Wraps `self` so that quinn can use it.
    fn into_quinn(self) -> IntoQuinn<Self>;
}

impl<R: Spawn + Timer> IntoQuinnExt for R {
    fn into_quinn(self) -> IntoQuinn<Self> {
        IntoQuinn::new(self)
    }
}

static_assertions::assert_impl_all!(IntoQuinn<()>: Send, Sync, Unpin);
