//! `ReadBuf` and `ReadCursor` against a model: random scripts of every method, nested as deeply as
//! callees nest, compared after each step.

#![expect(unsafe_code, reason = "the unsafe methods are under test, and poison is read back")]

use std::mem::MaybeUninit;

use async_interop::io::{ReadBuf, ReadCursor};
use proptest::{collection::vec, prelude::*};

use super::support::panic_message;

const POISON: u8 = 0xEE;

/// What is done with a cursor.
#[derive(Clone, Debug)]
enum Op {
    Append(Vec<u8>),
    AppendSome(Vec<u8>),
    /// `ensure_init`, then overwrite that many bytes, uncounted.
    EnsureInit(u8),
    AdvanceChecked(usize),
    /// `as_uninit_mut`, write, `advance`.
    WriteRaw(Vec<u8>),
    /// `as_uninit_mut`, write, `assume_init`.
    LeaveRaw(Vec<u8>),
    Reborrow(Vec<Self>),
    Limit(usize, Vec<Self>),
}

/// What is done with a buffer.
#[derive(Clone, Debug)]
enum Step {
    Cursor(Vec<Op>),
    Clear,
    FilledMut(u8),
    /// `assume_init`, of what is initialized already or is behind the end.
    AssumeInit(usize),
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(1_u8..0x80, 0..12)
}

fn op() -> impl Strategy<Value = Op> {
    let size = prop_oneof![9 => 0..24_usize, 1 => Just(usize::MAX)];
    let leaf = prop_oneof![
        bytes().prop_map(Op::Append),
        bytes().prop_map(Op::AppendSome),
        (0..24_u8).prop_map(Op::EnsureInit),
        size.clone().prop_map(Op::AdvanceChecked),
        bytes().prop_map(Op::WriteRaw),
        bytes().prop_map(Op::LeaveRaw),
    ];
    leaf.prop_recursive(3, 24, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Op::Reborrow),
            (size.clone(), vec(inner, 0..6)).prop_map(|(n, ops)| Op::Limit(n, ops)),
        ]
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => vec(op(), 0..8).prop_map(Step::Cursor),
        2 => Just(Step::Clear),
        1 => any::<u8>().prop_map(Step::FilledMut),
        1 => (0..64_usize).prop_map(Step::AssumeInit),
    ]
}

/// What must be in the memory, and how far it counts.
#[derive(Debug)]
struct Model {
    memory: Vec<u8>,
    filled: usize,
    init: usize,
}

impl Model {
    fn put(&mut self, bytes: &[u8]) {
        self.memory[self.filled..][..bytes.len()].copy_from_slice(bytes);
    }

    fn fill(&mut self, n: usize) {
        self.filled += n;
        self.init = self.init.max(self.filled);
    }

    /// Applies `op` to both, for a cursor that ends at `end`, and compares.
    fn apply(&mut self, cursor: &mut ReadCursor<'_>, end: usize, op: &Op) {
        let room = end - self.filled;
        match op {
            Op::Append(bytes) if bytes.len() > room => {
                let message = panic_message(|| cursor.append(bytes));
                assert!(message.contains(&format!("has room for {room}:")), "{message}");
            }
            Op::Append(bytes) => {
                cursor.append(bytes);
                self.put(bytes);
                self.fill(bytes.len());
            }
            Op::AppendSome(bytes) => {
                let n = cursor.append_some(bytes);
                assert_eq!(n, bytes.len().min(room));
                self.put(&bytes[..n]);
                self.fill(n);
            }
            Op::EnsureInit(n) => {
                let init = self.init.min(end);
                self.memory[init..end].fill(0);
                self.init = self.init.max(end);
                let unfilled = cursor.ensure_init();
                assert_eq!(unfilled, &self.memory[self.filled..end]);
                let n = usize::from(*n).min(room);
                unfilled[..n].fill(0x99);
                self.memory[self.filled..][..n].fill(0x99);
            }
            Op::AdvanceChecked(n) if *n > self.init.min(end) - self.filled => {
                let init = self.init.min(end) - self.filled;
                let message = panic_message(|| cursor.advance_checked(*n));
                assert!(message.contains(&format!("only {init} are initialized")), "{message}");
            }
            Op::AdvanceChecked(n) => {
                cursor.advance_checked(*n);
                self.fill(*n);
            }
            Op::WriteRaw(bytes) | Op::LeaveRaw(bytes) => {
                // SAFETY: only initialized values are written.
                let unfilled = unsafe { cursor.as_uninit_mut() };
                assert_eq!(unfilled.len(), room);
                let n = bytes.len().min(room);
                for (to, from) in unfilled.iter_mut().zip(bytes) {
                    to.write(*from);
                }
                self.put(&bytes[..n]);
                if matches!(op, Op::WriteRaw(_)) {
                    // SAFETY: it is refused.
                    panic_message(|| unsafe { cursor.advance(room + 1) });
                    // SAFETY: these bytes were written above.
                    unsafe { cursor.advance(n) };
                    self.fill(n);
                } else {
                    // SAFETY: it is refused.
                    panic_message(|| unsafe { cursor.assume_init(room + 1) });
                    // SAFETY: these bytes were written above.
                    unsafe { cursor.assume_init(n) };
                    self.init = self.init.max(self.filled + n);
                }
            }
            Op::Reborrow(ops) => self.apply_all(cursor.reborrow(), end, ops),
            Op::Limit(n, ops) => {
                let end = self.filled + room.min(*n);
                self.apply_all(cursor.limit(*n), end, ops);
            }
        }
        self.compare_cursor(cursor, end);
    }

    fn apply_all(&mut self, mut cursor: ReadCursor<'_>, end: usize, ops: &[Op]) {
        self.compare_cursor(&mut cursor, end);
        for op in ops {
            self.apply(&mut cursor, end, op);
        }
    }

    fn compare_cursor(&self, cursor: &mut ReadCursor<'_>, end: usize) {
        assert_eq!(cursor.written(), self.filled);
        assert_eq!(cursor.remaining(), end - self.filled);
        assert_eq!(cursor.is_full(), end == self.filled);
        assert_eq!(cursor.init_mut(), &self.memory[self.filled..self.init.min(end)]);
    }

    fn compare_buf(&self, buf: &ReadBuf<'_>) {
        assert_eq!(buf.capacity(), self.memory.len());
        assert_eq!(buf.len(), self.filled);
        assert_eq!(buf.is_empty(), self.filled == 0);
        assert_eq!(buf.init_len(), self.init);
        assert_eq!(buf.filled(), &self.memory[..self.filled]);
    }
}

fn run(mut buf: ReadBuf<'_>, model: &mut Model, steps: &[Step]) {
    let capacity = model.memory.len();
    for step in steps {
        let before = model.init;
        match step {
            Step::Cursor(ops) => model.apply_all(buf.unfilled(), capacity, ops),
            Step::Clear => {
                buf.clear();
                model.filled = 0;
            }
            Step::FilledMut(byte) => {
                buf.filled_mut().fill(*byte);
                model.memory[..model.filled].fill(*byte);
            }
            Step::AssumeInit(upto) if *upto > capacity => {
                // SAFETY: it is refused.
                let message = panic_message(|| unsafe { buf.assume_init(*upto) });
                assert!(message.starts_with("assume_init beyond the capacity"), "{message}");
            }
            Step::AssumeInit(upto) => {
                // SAFETY: the memory came in with poison in it, so all of it is initialized.
                unsafe { buf.assume_init(*upto) };
                model.init = model.init.max(*upto);
            }
        }
        model.compare_buf(&buf);
        assert!(model.init >= before, "the mark went back");
        assert!(model.filled <= model.init && model.init <= capacity);
    }
    assert_eq!(buf.into_filled_mut(), &model.memory[..model.filled]);
}

proptest! {
    #[test]
    fn behaves_as_the_model(capacity in 0..48_usize, steps in vec(step(), 0..12)) {
        let mut memory = vec![MaybeUninit::new(POISON); capacity];
        let mut model = Model { memory: vec![POISON; capacity], filled: 0, init: 0 };
        run(ReadBuf::uninit(&mut memory), &mut model, &steps);

        // What lies beyond the mark was not touched: nothing is zeroed that nobody asked for.
        for (at, (byte, expected)) in memory.iter().zip(&model.memory).enumerate() {
            // SAFETY: every byte was initialized with poison, and initialized bytes stay so.
            let byte = unsafe { byte.assume_init() };
            prop_assert_eq!(byte, *expected, "at {}", at);
        }
    }

    #[test]
    fn behaves_as_the_model_when_all_is_initialized(
        capacity in 0..48_usize,
        steps in vec(step(), 0..12),
    ) {
        let mut memory = vec![POISON; capacity];
        let mut model = Model { memory: memory.clone(), filled: 0, init: capacity };
        run(ReadBuf::new(&mut memory), &mut model, &steps);
        prop_assert_eq!(memory, model.memory);
    }
}
