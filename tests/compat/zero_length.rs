//! What has nothing to transfer is answered at once, and does not mean the end.

use std::{io::IoSlice, task::Poll};

use crate::support::{Call, Peer, Subject, subjects, with_cx};

/// As many types do: waits until there is room or data, however little is asked.
fn waiting() -> Peer {
    Peer::answering([const { Poll::Pending }; 8])
}

fn transfers_nothing(subject: &mut dyn Subject) -> [Poll<usize>; 4] {
    let empty = [IoSlice::new(b""), IoSlice::new(b"")];
    with_cx(|cx| {
        [
            subject.read(cx, &mut []),
            subject.write(cx, b""),
            subject.write_vectored(cx, &[]),
            subject.write_vectored(cx, &empty),
        ]
    })
    .map(|polled| polled.map(Result::unwrap))
}

#[test]
fn a_foreign_type_that_would_wait_is_not_asked() {
    for (name, mut subject) in subjects(waiting) {
        if !name.starts_with("From") {
            continue;
        }
        assert_eq!(transfers_nothing(&mut *subject), [Poll::Ready(0); 4], "{name}");
        assert_eq!(subject.peer().take_calls(), [], "{name}");
    }
}

#[test]
fn a_type_of_ours_is_asked_and_answers() {
    for (name, mut subject) in subjects(Peer::default) {
        if !name.starts_with("Into") {
            continue;
        }
        assert_eq!(transfers_nothing(&mut *subject), [Poll::Ready(0); 4], "{name}");
        let calls = [
            Call::Read(0),
            Call::Write(vec![]),
            Call::WriteVectored(vec![]),
            Call::WriteVectored(vec![vec![], vec![]]),
        ];
        assert_eq!(subject.peer().take_calls(), calls, "{name}");
    }
}

#[test]
fn it_is_not_the_end() {
    let peer = || Peer { data: b"data".to_vec(), ..Peer::default() };
    for (name, mut subject) in subjects(peer) {
        let mut memory = [0; 8];
        assert!(with_cx(|cx| subject.read(cx, &mut [])).is_ready(), "{name}");
        let polled = with_cx(|cx| subject.read(cx, &mut memory));
        assert_eq!(polled.map(Result::unwrap), Poll::Ready(4), "{name}");
        assert_eq!(&memory[..4], b"data", "{name}");
    }
}

#[test]
fn some_empty_slices_are_passed_on() {
    let bufs = [IoSlice::new(b""), IoSlice::new(b"data")];
    for (name, mut subject) in subjects(Peer::default) {
        let polled = with_cx(|cx| subject.write_vectored(cx, &bufs));
        assert_eq!(polled.map(Result::unwrap), Poll::Ready(4), "{name}");
    }
}
