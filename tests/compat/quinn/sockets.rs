//! What a socket of ours tells quinn, and what quinn's datagrams keep on the way.

use std::{
    future::poll_fn,
    io::{self, IoSliceMut},
    net::UdpSocket,
    sync::Arc,
    task::{Context, Poll},
};

use async_interop::{compat::IntoQuinnExt as _, rt::Smol};
use quinn::{
    AsyncUdpSocket, Runtime as _,
    udp::{EcnCodepoint, RecvMeta, Transmit, UdpSocketState},
};

use crate::support::{HANGS, channel, udp};

fn wrap(socket: UdpSocket) -> Arc<dyn AsyncUdpSocket> {
    Smol::new().into_quinn().wrap_udp_socket(socket).unwrap()
}

/// Receives once, asleep until the reactor wakes; fails the test if it never does.
#[track_caller]
fn receive(socket: &dyn AsyncUdpSocket, memory: &mut [u8]) -> io::Result<RecvMeta> {
    let (waker, wakes) = channel();
    let mut meta = [RecvMeta::default()];
    loop {
        let mut buffers = [IoSliceMut::new(memory)];
        match socket.poll_recv(&mut Context::from_waker(&waker), &mut buffers, &mut meta) {
            Poll::Ready(received) => {
                assert_eq!(received?, 1);
                return Ok(meta[0]);
            }
            Poll::Pending => wakes.recv_timeout(HANGS).expect("no wake"),
        }
    }
}

fn transmit<'a>(to: &dyn AsyncUdpSocket, contents: &'a [u8]) -> Transmit<'a> {
    Transmit {
        destination: to.local_addr().unwrap(),
        ecn: None,
        contents,
        segment_size: None,
        src_ip: None,
    }
}

#[test]
fn offload_is_what_the_system_offers() {
    let socket = udp();
    let state = UdpSocketState::new((&socket).into()).unwrap();
    let wrapped = wrap(socket);
    assert_eq!(wrapped.max_transmit_segments(), state.max_gso_segments());
    assert_eq!(wrapped.max_receive_segments(), state.gro_segments());
    assert_eq!(wrapped.may_fragment(), state.may_fragment());
}

#[test]
fn ecn_and_addresses_arrive() {
    let (left, right) = (wrap(udp()), wrap(udp()));
    for ecn in [EcnCodepoint::Ect0, EcnCodepoint::Ect1, EcnCodepoint::Ce] {
        left.try_send(&Transmit { ecn: Some(ecn), ..transmit(&*right, b"marked") }).unwrap();
        let mut memory = [0; 64];
        let meta = receive(&*right, &mut memory).unwrap();
        assert_eq!(&memory[..meta.len], b"marked");
        assert_eq!(meta.ecn, Some(ecn));
        assert_eq!(meta.addr, left.local_addr().unwrap());
        assert_eq!(meta.dst_ip, Some(right.local_addr().unwrap().ip()));
    }
}

#[test]
fn one_send_may_be_many_datagrams() {
    let (left, right) = (wrap(udp()), wrap(udp()));
    if left.max_transmit_segments() < 3 {
        eprintln!("this system sends one datagram at a time: nothing to check");
        return;
    }
    let contents: Vec<u8> = (0..250).collect();
    let segments = Transmit { segment_size: Some(100), ..transmit(&*right, &contents) };
    left.try_send(&segments).unwrap();
    let mut received = Vec::new();
    while received.len() < contents.len() {
        let mut memory = [0; 2048];
        let meta = receive(&*right, &mut memory).unwrap();
        assert!(meta.stride <= 100, "datagrams of {} bytes", meta.stride);
        received.extend_from_slice(&memory[..meta.len]);
    }
    assert_eq!(received, contents);
}

/// Waking the one that was replaced would make a task that polls twice poll for ever, on an executor
/// whose wakers are not equal to their clones.
#[test]
fn a_receiver_that_waits_is_woken_by_the_newest_waker_and_by_no_other() {
    let (left, right) = (wrap(udp()), wrap(udp()));
    let ((old, old_wakes), (new, wakes)) = (channel(), channel());
    let (mut memory, mut meta) = ([0; 64], [RecvMeta::default()]);
    for waker in [&old, &new, &new] {
        let mut buffers = [IoSliceMut::new(&mut memory)];
        let cx = &mut Context::from_waker(waker);
        assert!(right.poll_recv(cx, &mut buffers, &mut meta).is_pending());
    }
    assert!(wakes.try_recv().is_err(), "woken, and nothing came");
    left.try_send(&transmit(&*right, b"woken")).unwrap();
    wakes.recv_timeout(HANGS).expect("no wake");
    assert!(old_wakes.try_recv().is_err(), "the waker that was replaced was woken");
    let meta = receive(&*right, &mut memory).unwrap();
    assert_eq!(&memory[..meta.len], b"woken");
}

#[test]
fn datagrams_that_wait_are_received_without_asking_the_reactor() {
    let (left, right) = (wrap(udp()), wrap(udp()));
    for _ in 0..3 {
        left.try_send(&transmit(&*right, b"here")).unwrap();
    }
    let (waker, _) = channel();
    let mut received = 0;
    while received < 3 {
        let mut memory = [[0; 64]; 3];
        let mut buffers = memory.each_mut().map(|memory| IoSliceMut::new(memory));
        let mut meta = [RecvMeta::default(); 3];
        let cx = &mut Context::from_waker(&waker);
        let Poll::Ready(count) = right.poll_recv(cx, &mut buffers, &mut meta) else {
            panic!("pending, after {received} of 3");
        };
        received += count.unwrap();
    }
}

/// A socket that is connected to a closed port is told so by the system. quinn's own runtimes ask
/// again when a receive fails.
#[cfg(target_os = "linux")]
#[test]
fn an_error_of_receiving_comes_out() {
    let gone = udp();
    let socket = udp();
    socket.connect(gone.local_addr().unwrap()).unwrap();
    let destination = gone.local_addr().unwrap();
    drop(gone);
    let socket = wrap(socket);
    socket.try_send(&Transmit { destination, ..transmit(&*socket, b"hello?") }).unwrap();
    let error = receive(&*socket, &mut [0; 64]).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
}

#[test]
fn a_poller_of_an_idle_socket_is_ready_again_and_again() {
    let socket = wrap(udp());
    let mut pollers = [(); 2].map(|()| Arc::clone(&socket).create_io_poller());
    smol::block_on(async {
        for _ in 0..3 {
            for poller in &mut pollers {
                poll_fn(|cx| poller.as_mut().poll_writable(cx)).await.unwrap();
            }
        }
    });
    assert!(format!("{:?}", pollers[0]).contains("waits: false"));
}
