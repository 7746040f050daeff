//! `ReadBuf` and `ReadCursor`, against a vector with two marks.
//!
//! All memory is written by the target, with a pattern where the buffer is told that it is not
//! initialized. So a byte that is called initialized too early, or is written where it should not
//! be, is a byte that differs from the model's.

#![no_main]

use std::{mem::MaybeUninit, slice};

use arbitrary::Arbitrary;
use async_interop::io::{ReadBuf, ReadCursor};
use async_interop_fuzz::{panics, print_no_planned_panics};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: print_no_planned_panics(), |program: Program| run(&program));

#[derive(Arbitrary, Debug)]
struct Program {
    capacity: u8,
    initialized: bool,
    calls: Vec<Call>,
    end: End,
}

/// A call of the buffer.
#[derive(Arbitrary, Debug)]
enum Call {
    Unfilled(Vec<Step>),
    FilledMut(u8),
    AssumeInit { upto: u8, byte: u8 },
    Clear,
}

/// A call of a cursor. Any of the numbers may be too large.
#[derive(Arbitrary, Debug)]
enum Step {
    Append(Vec<u8>),
    AppendSome(Vec<u8>),
    EnsureInit {
        byte: u8,
        writes: u8,
    },
    InitMut {
        byte: u8,
        writes: u8,
    },
    AdvanceChecked(u8),
    Advance {
        n: u8,
        byte: u8,
    },
    AssumeInit {
        n: u8,
        byte: u8,
    },
    Reborrow,
    Limit(u8),
    /// The end of the innermost `Reborrow` or `Limit`.
    Return,
}

#[derive(Arbitrary, Debug)]
enum End {
    Drop,
    IntoFilled,
    IntoFilledMut(u8),
}

/// What the buffer should be. `bytes` is the whole memory.
struct Model {
    bytes: Vec<u8>,
    filled: usize,
    init: usize,
}

fn run(program: &Program) {
    let capacity = usize::from(program.capacity);
    let mut model = Model {
        // No two neighbors are equal, and none is zero.
        bytes: (0..capacity).map(|at| 1 + (at * 7 % 251) as u8).collect(),
        filled: 0,
        init: if program.initialized { capacity } else { 0 },
    };
    // Boxes of exactly these lengths: AddressSanitizer sees every byte beyond.
    let mut bytes: Box<[u8]> = model.bytes.clone().into();
    let mut memory: Box<[_]> = model.bytes.iter().copied().map(MaybeUninit::new).collect();
    let mut buf =
        if program.initialized { ReadBuf::new(&mut bytes) } else { ReadBuf::uninit(&mut memory) };

    for call in &program.calls {
        match call {
            Call::Unfilled(steps) => {
                drive(buf.unfilled(), capacity, &mut steps.iter(), &mut model);
            }
            Call::FilledMut(byte) => {
                buf.filled_mut().fill(*byte);
                model.bytes[..model.filled].fill(*byte);
            }
            Call::AssumeInit { upto, byte } => assume_init(&mut buf, *upto, *byte, &mut model),
            Call::Clear => {
                buf.clear();
                model.filled = 0;
            }
        }
        assert_eq!(buf.filled(), &model.bytes[..model.filled]);
        assert_eq!(
            (buf.len(), buf.init_len(), buf.capacity()),
            (model.filled, model.init, capacity)
        );
        assert_eq!(buf.is_empty(), model.filled == 0);
    }

    match program.end {
        End::Drop => {}
        End::IntoFilled => assert_eq!(buf.into_filled(), &model.bytes[..model.filled]),
        End::IntoFilledMut(byte) => {
            buf.into_filled_mut().fill(byte);
            model.bytes[..model.filled].fill(byte);
        }
    }
    let memory = if program.initialized {
        &*bytes
    } else {
        // SAFETY: every byte was initialized when `memory` was made, and the layouts are the same.
        unsafe { slice::from_raw_parts(memory.as_ptr().cast(), capacity) }
    };
    assert_eq!(memory, model.bytes, "a byte was written that the model did not write");
}

/// Does `steps` with a cursor that ends at `end`, up to its `Return`.
fn drive(
    mut cursor: ReadCursor<'_>,
    end: usize,
    steps: &mut slice::Iter<'_, Step>,
    model: &mut Model,
) {
    check(&mut cursor, end, model);
    while let Some(step) = steps.next() {
        let room = end - model.filled;
        let init_room = model.init.min(end) - model.filled;
        match step {
            Step::Append(bytes) => {
                assert_eq!(panics(|| cursor.append(bytes)), bytes.len() > room);
                if bytes.len() <= room {
                    model.append(bytes);
                }
            }
            Step::AppendSome(bytes) => {
                let n = bytes.len().min(room);
                assert_eq!(cursor.append_some(bytes), n);
                model.append(&bytes[..n]);
            }
            Step::EnsureInit { byte, writes } => {
                if model.init < end {
                    model.bytes[model.init..end].fill(0);
                    model.init = end;
                }
                let slice = cursor.ensure_init();
                assert_eq!(slice, &model.bytes[model.filled..end]);
                model.write(slice, *byte, *writes);
            }
            Step::InitMut { byte, writes } => model.write(cursor.init_mut(), *byte, *writes),
            Step::AdvanceChecked(n) => {
                let n = usize::from(*n);
                assert_eq!(panics(|| cursor.advance_checked(n)), n > init_room);
                if n <= init_room {
                    model.filled += n;
                }
            }
            Step::Advance { n, byte } => {
                let n = usize::from(*n);
                write_uninit(&mut cursor, n, *byte);
                // SAFETY: 1. all that are there were written just now; more is a panic.
                assert_eq!(panics(|| unsafe { cursor.advance(n) }), n > room);
                model.write_uninit(end, n, *byte);
                if n <= room {
                    model.filled += n;
                    model.init = model.init.max(model.filled);
                }
            }
            Step::AssumeInit { n, byte } => {
                let n = usize::from(*n);
                write_uninit(&mut cursor, n, *byte);
                // SAFETY: 1. all that are there were written just now; more is a panic.
                assert_eq!(panics(|| unsafe { cursor.assume_init(n) }), n > room);
                model.write_uninit(end, n, *byte);
                if n <= room {
                    model.init = model.init.max(model.filled + n);
                }
            }
            Step::Reborrow => drive(cursor.reborrow(), end, steps, model),
            Step::Limit(n) => {
                let end = end.min(model.filled + usize::from(*n));
                drive(cursor.limit(usize::from(*n)), end, steps, model);
            }
            Step::Return => return,
        }
        check(&mut cursor, end, model);
    }
}

fn check(cursor: &mut ReadCursor<'_>, end: usize, model: &Model) {
    assert_eq!(cursor.remaining(), end - model.filled);
    assert_eq!(cursor.is_full(), end == model.filled);
    assert_eq!(cursor.written(), model.filled);
    assert_eq!(
        cursor.init_mut(),
        &model.bytes[model.filled..model.init.min(end).max(model.filled)]
    );
}

/// Writes up to `n` bytes where the cursor's end is.
fn write_uninit(cursor: &mut ReadCursor<'_>, n: usize, byte: u8) {
    // SAFETY: 1. only initialized values are written.
    let unfilled = unsafe { cursor.as_uninit_mut() };
    unfilled.iter_mut().take(n).for_each(|slot| {
        slot.write(byte);
    });
}

fn assume_init(buf: &mut ReadBuf<'_>, upto: u8, byte: u8, model: &mut Model) {
    let upto = usize::from(upto);
    let filled = buf.len();
    write_uninit(&mut buf.unfilled(), upto.saturating_sub(filled), byte);
    model.write_uninit(buf.capacity(), upto.saturating_sub(filled), byte);
    // SAFETY: 1. what is filled is initialized, and what follows was written; more is a panic.
    let panicked = panics(|| unsafe { buf.assume_init(upto) });
    assert_eq!(panicked, upto > buf.capacity());
    if !panicked {
        model.init = model.init.max(upto);
    }
}

impl Model {
    fn append(&mut self, bytes: &[u8]) {
        self.bytes[self.filled..][..bytes.len()].copy_from_slice(bytes);
        self.filled += bytes.len();
        self.init = self.init.max(self.filled);
    }

    /// Writes the same bytes to `slice` and to what it is a part of.
    fn write(&mut self, slice: &mut [u8], byte: u8, n: u8) {
        let n = usize::from(n).min(slice.len());
        slice[..n].fill(byte);
        self.bytes[self.filled..][..n].fill(byte);
    }

    fn write_uninit(&mut self, end: usize, n: usize, byte: u8) {
        let end = end.min(self.filled + n);
        self.bytes[self.filled..end].fill(byte);
    }
}
