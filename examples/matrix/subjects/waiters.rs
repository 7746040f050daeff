//! What several tasks wait for: events, locks and channels.

use std::{cell::Cell, rc::Rc, sync::Arc};

use async_interop::conformance::{Capabilities, Signal, Subject, Waiters, capabilities, reference};
use futures::FutureExt as _;

use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name, package| Subject::new(name, versions::of(package));
    vec![
        subject("ours/event", "async-interop").waiters(BOTH, || Makes(event)),
        subject("tokio/notify", "tokio").waiters(BOTH, || Makes(notify)),
        subject("tokio/mutex", "tokio").waiters(ONE, || Makes(tokio_mutex)),
        subject("tokio/semaphore", "tokio").waiters(BOTH, || Makes(semaphore)),
        subject("tokio/watch", "tokio").waiters(ALL, || Makes(watch)),
        subject("tokio/broadcast", "tokio").waiters(ALL, || Makes(broadcast)),
        subject("smol/channel", "smol").waiters(BOTH, || Makes(channel)),
        subject("smol/mutex", "async-lock").waiters(ONE, || Makes(smol_mutex)),
        subject("smol/semaphore", "async-lock").waiters(BOTH, || Makes(smol_semaphore)),
        subject("futures/mutex", "futures-util").waiters(ONE, || Makes(futures_mutex)),
        subject("futures/shared", "futures-util").waiters(ALL, || Makes(shared)),
    ]
}

const ALL: Capabilities = capabilities![multi_waiter];
const ONE: Capabilities = capabilities![notify_one];
const BOTH: Capabilities = capabilities![multi_waiter, notify_one];
/// More permits than a check has waiters.
const MANY: usize = 100;

/// Makes what the function makes.
struct Makes(fn() -> Signal);

impl Waiters for Makes {
    fn open(&mut self) -> Signal {
        (self.0)()
    }
}

fn event() -> Signal {
    let event = reference::Event::new();
    let (all, one) = (event.clone(), event.clone());
    Signal::new(move || event.wait())
        .with_notify_all(move || all.notify_all())
        .with_notify_one(move || one.notify_one())
}

fn notify() -> Signal {
    let notify = Arc::new(tokio::sync::Notify::new());
    let (all, one) = (Arc::clone(&notify), Arc::clone(&notify));
    Signal::new(move || Arc::clone(&notify).notified_owned())
        .with_notify_all(move || all.notify_waiters())
        .with_notify_one(move || one.notify_one())
}

fn tokio_mutex() -> Signal {
    let mutex = Arc::new(tokio::sync::Mutex::new(()));
    let guard = Cell::new(Arc::clone(&mutex).try_lock_owned().ok());
    Signal::new(move || Arc::clone(&mutex).lock_owned().map(drop))
        .with_notify_one(move || drop(guard.take()))
}

fn semaphore() -> Signal {
    let semaphore = Arc::new(tokio::sync::Semaphore::new(0));
    let (all, one) = (Arc::clone(&semaphore), Arc::clone(&semaphore));
    Signal::new(move || Arc::clone(&semaphore).acquire_owned().map(drop))
        .with_notify_all(move || all.close())
        .with_notify_one(move || one.add_permits(1))
}

fn watch() -> Signal {
    let (sender, receiver) = tokio::sync::watch::channel(());
    Signal::new(move || {
        let mut receiver = receiver.clone();
        async move {
            let _ = receiver.changed().await;
        }
    })
    .with_notify_all(move || sender.send_replace(()))
}

fn broadcast() -> Signal {
    let (sender, _) = tokio::sync::broadcast::channel(1);
    let subscriber = sender.clone();
    Signal::new(move || {
        let mut receiver = subscriber.subscribe();
        async move {
            let _ = receiver.recv().await;
        }
    })
    .with_notify_all(move || {
        let _ = sender.send(());
    })
}

fn channel() -> Signal {
    let (sender, receiver) = smol::channel::unbounded();
    let closing = receiver.clone();
    Signal::new(move || {
        let receiver = receiver.clone();
        async move {
            let _ = receiver.recv().await;
        }
    })
    .with_notify_all(move || {
        closing.close();
    })
    .with_notify_one(move || {
        let _ = sender.try_send(());
    })
}

fn smol_mutex() -> Signal {
    let mutex = Arc::new(smol::lock::Mutex::new(()));
    let guard = Cell::new(mutex.try_lock_arc());
    Signal::new(move || mutex.lock_arc().map(drop)).with_notify_one(move || drop(guard.take()))
}

fn smol_semaphore() -> Signal {
    let semaphore = Arc::new(smol::lock::Semaphore::new(0));
    let (all, one) = (Arc::clone(&semaphore), Arc::clone(&semaphore));
    Signal::new(move || semaphore.acquire_arc().map(std::mem::forget))
        .with_notify_all(move || all.add_permits(MANY))
        .with_notify_one(move || one.add_permits(1))
}

fn futures_mutex() -> Signal {
    let mutex = Arc::new(futures::lock::Mutex::new(()));
    let guard = Cell::new(mutex.try_lock_owned());
    Signal::new(move || Arc::clone(&mutex).lock_owned().map(drop))
        .with_notify_one(move || drop(guard.take()))
}

fn shared() -> Signal {
    let (sender, receiver) = futures::channel::oneshot::channel::<()>();
    let (shared, sender) = (receiver.shared(), Rc::new(Cell::new(Some(sender))));
    Signal::new(move || shared.clone().map(drop)).with_notify_all(move || {
        // The one who polled last has the inner future; it is polled by whoever is woken first.
        sender.take().map(|sender| sender.send(()));
    })
}
