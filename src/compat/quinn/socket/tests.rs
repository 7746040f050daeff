//! Many pollers, one socket. A system rarely has no room for a datagram, so the mark is set by hand.

use alloc::{task::Wake, vec::Vec};
use core::{task::Waker, time::Duration};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::*;

/// How long the reactor may take on a machine that is very busy.
const HANGS: Duration = Duration::from_secs(60);

struct Wakes(Sender<()>);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        // Nobody is left to be told at the end of a test.
        let _ = self.0.send(());
    }
}

fn waker() -> (Waker, Receiver<()>) {
    let (sender, receiver) = channel();
    (Waker::from(Arc::new(Wakes(sender))), receiver)
}

fn socket() -> Arc<Socket> {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    Arc::new(Socket::new(socket).unwrap())
}

#[test]
fn a_socket_that_was_never_full_is_writable_at_once() {
    let mut poller = socket().create_io_poller();
    let polled = poller.as_mut().poll_writable(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Ready(Ok(()))));
}

#[test]
fn each_poller_of_a_full_socket_is_woken_by_its_own_waker() {
    let socket = socket();
    socket.set_full(true);
    let mut pollers: Vec<_> =
        (0..3).map(|_| (Arc::clone(&socket).create_io_poller(), waker())).collect();
    for (poller, (waker, _)) in &mut pollers {
        let polled = poller.as_mut().poll_writable(&mut Context::from_waker(waker));
        assert!(polled.is_pending(), "the reactor was not asked");
    }
    for (poller, (waker, wakes)) in &mut pollers {
        // Each may be woken once by an event that came before the last one of them waited.
        loop {
            wakes.recv_timeout(HANGS).expect("no wake");
            if poller.as_mut().poll_writable(&mut Context::from_waker(waker)).is_ready() {
                break;
            }
        }
    }
    assert!(!socket.is_full());
}

#[test]
fn a_poller_waits_again_when_the_socket_is_full_again() {
    let socket = socket();
    let mut poller = Arc::clone(&socket).create_io_poller();
    let (waker, wakes) = waker();
    for _ in 0..3 {
        socket.set_full(true);
        while poller.as_mut().poll_writable(&mut Context::from_waker(&waker)).is_pending() {
            wakes.recv_timeout(HANGS).expect("no wake");
        }
        assert!(!socket.is_full());
    }
}

#[test]
fn a_poller_that_is_dropped_leaves_the_others_waiting() {
    let socket = socket();
    socket.set_full(true);
    let mut first = Arc::clone(&socket).create_io_poller();
    let mut second = Arc::clone(&socket).create_io_poller();
    let (waker, wakes) = waker();
    assert!(first.as_mut().poll_writable(&mut Context::from_waker(Waker::noop())).is_pending());
    assert!(second.as_mut().poll_writable(&mut Context::from_waker(&waker)).is_pending());
    drop(first);
    while second.as_mut().poll_writable(&mut Context::from_waker(&waker)).is_pending() {
        wakes.recv_timeout(HANGS).expect("no wake");
    }
}
