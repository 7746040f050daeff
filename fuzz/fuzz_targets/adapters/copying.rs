//! The three copies: what was read is written, and nothing else.

use std::{cell::RefCell, rc::Rc};

use arbitrary::Arbitrary;
use async_interop::io::{BufReader, copy, copy_bidirectional, copy_buf};
use async_interop_fuzz::{Inner, Scripted, Step, poll_to_end};

#[derive(Arbitrary, Debug)]
pub struct Program {
    left: Object,
    right: Object,
    how: How,
}

#[derive(Arbitrary, Debug)]
struct Object {
    bytes: Vec<u8>,
    /// The buffer of a copy is larger than most inputs: they are repeated.
    times: u8,
    script: Vec<Step>,
}

#[derive(Arbitrary, Debug)]
enum How {
    Copy,
    CopyBuf,
    /// As the one before, through a buffer.
    CopyBuffered(u8),
    Bidirectional,
}

pub fn run(program: Program) {
    let (mut left, from) = open(program.left);
    let (mut right, to) = open(program.right);
    let failed = match program.how {
        How::Copy => {
            let mut future = copy(&mut left, &mut right);
            let result = poll_to_end(&mut future);
            let written = future.written();
            ended(result, written, &from, &to)
        }
        How::CopyBuf => {
            let mut future = copy_buf(&mut left, &mut right);
            let result = poll_to_end(&mut future);
            let written = future.written();
            let failed = ended(result, written, &from, &to);
            assert_eq!(from.borrow().read, to.borrow().output.len(), "the reader has the rest");
            failed
        }
        How::CopyBuffered(capacity) => {
            let mut left = BufReader::with_capacity(usize::from(capacity).max(1), left);
            let mut future = copy_buf(&mut left, &mut right);
            let result = poll_to_end(&mut future);
            let written = future.written();
            let failed = ended(result, written, &from, &to);
            let out = from.borrow().read - left.buffer().len();
            assert_eq!(out, to.borrow().output.len(), "the buffer has the rest");
            failed
        }
        How::Bidirectional => {
            let mut future = copy_bidirectional(&mut left, &mut right);
            let result = poll_to_end(&mut future);
            let written = future.written();
            let (up, down) = (result.as_ref().map(|n| n.0), result.as_ref().map(|n| n.1));
            let up = ended(up.map_err(|_| ()), written.0, &from, &to);
            let down = ended(down.map_err(|_| ()), written.1, &to, &from);
            if let Ok(sums) = &result {
                assert_eq!(*sums, written);
                assert!(from.borrow().shut && to.borrow().shut);
            }
            up && down
        }
    };
    let errors = from.borrow().errors + to.borrow().errors;
    assert_eq!(errors, usize::from(failed), "the first error ends it");
}

/// Returns whether it failed.
#[track_caller]
fn ended<E>(
    result: std::result::Result<u64, E>,
    written: u64,
    from: &RefCell<Inner>,
    to: &RefCell<Inner>,
) -> bool {
    let (from, to) = (from.borrow(), to.borrow());
    assert_eq!(written, to.output.len() as u64);
    assert!(from.input.starts_with(&to.output), "other bytes than were read");
    if let Ok(n) = result {
        assert_eq!(n, written);
        assert_eq!(to.output.len(), from.input.len());
        assert_eq!(to.flushed, to.output.len());
    }
    result.is_err()
}

fn open(object: Object) -> (Scripted, Rc<RefCell<Inner>>) {
    let input = object.bytes.repeat(usize::from(object.times % 32) + 1);
    let scripted = Scripted::new(input, object.script);
    let inner = Rc::clone(&scripted.inner);
    (scripted, inner)
}
