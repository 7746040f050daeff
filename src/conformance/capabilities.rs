//! What a fixture says about its subject.

use core::fmt;

/// What a subject is able to do: a list of names, some with a number.
///
/// A rule that needs a capability is skipped, visibly, where it is not declared. Declare what your
/// type documents. [`KNOWN`](Self::KNOWN) lists the names with their meaning, and
/// [`capabilities!`](crate::conformance::capabilities) makes a list that is checked while
/// compiling.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Capabilities(&'static [(&'static str, Option<usize>)]);

impl Capabilities {
    /// No capability at all.
    pub const NONE: Self = Self(&[]);

    /// Every capability that the suites know, with its meaning.
    pub const KNOWN: &'static [(&'static str, &'static str)] = &[
        ("finite", "the stream ends once its producer is dropped"),
        ("fused", "after its end the stream answers `None` for ever"),
        ("fallible", "items are results; an error item ends nothing"),
        ("ends_on_error", "the stream ends after an error item"),
        ("try", "the fixture has a way to take an item without polling"),
        ("send_xt", "the stream's producer may be used on another thread"),
        ("adapter", "the subject wraps another of its kind, which the fixture made or scripts"),
        ("reads", "a caller: its output is the payload, which it read"),
        ("writes", "a caller: it writes the payload, all of it"),
        ("shuts", "a caller: it shuts down what it writes to"),
        ("consumes", "a caller: it looks into the buffer of what it reads, and consumes"),
        ("hints", "an adapter of streams that passes on a bound on how many items are left"),
        ("progress", "a caller that lets the streams that it holds work on meanwhile"),
        ("rejects", "the adapter can be set up so that no item comes out"),
        ("concurrent", "a number: polls until each of three inner streams had its turn"),
        ("send", "the subject may move to another thread; the fixture shows how"),
        ("eof", "reading ends once the writing side was shut down"),
        ("growing", "bytes may follow an end, as in a file"),
        ("fixed", "all bytes are there when the subject is made"),
        ("pipe", "the buffer is all there is between the subject and its feeder"),
        ("buffer", "a number: how many bytes the subject's buffer holds"),
        ("write", "what seeks can be written as well"),
        ("sparse", "bytes may be written behind the end; the gap reads as zeros"),
        ("unseekable", "the fixture can make one that cannot seek"),
        ("inject", "the fixture can make fail what the subject reads from or writes to"),
        ("vectored_read", "one read may fill several buffers"),
        ("owned_io", "the system owns the buffer of a pending operation"),
        ("half_close", "shutting down ends the writing side only, and the peer sees it"),
        ("eof_on_drop", "dropping an end is seen by its peer"),
        ("capacity", "a number: how much fits before an operation has to wait"),
        ("flush_acks", "a flush waits until the peer has read"),
        ("vectored", "one write takes bytes from several buffers"),
        ("layered", "a protocol between: a read may have to write"),
        ("split", "the fixture can split the subject into halves"),
        ("copy", "the fixture has a copy helper to check"),
        ("bounded", "the sink refuses bytes for ever once it is full"),
        ("owned", "the executor can be dropped"),
        ("mt", "tasks run on several threads at once"),
        ("fair", "a number: polls until every ready task had its turn"),
        ("panics", "a panic of a bare task stays inside the task"),
        ("drop_panic", "a panic in the destructor of a bare task's future stays inside the task"),
        ("is_finished", "the handle tells whether it is ready"),
        ("local", "tasks that stay on one thread can be spawned"),
        ("drives", "tasks can be spawned that run while the runtime blocks, and only then"),
        ("nestable", "the runtime can be driven as a part of another task"),
        ("stalled", "the runtime can run its tasks until none can go on"),
        ("undriven", "the fixture can make a spawner whose tasks nobody drives"),
        ("memory", "the fixture knows how much memory the program has"),
        ("multi_waiter", "an event lets all go on who wait; with a number: so many may wait"),
        ("notify_one", "an event lets one go on who waits"),
        ("scoped", "the executor can be overridden for a while"),
        ("uninstallable", "the installed executor can go away"),
        ("mock", "the fixture moves the clock by hand"),
        ("slack", "a number: how many milliseconds late a timer may be"),
        ("with_spawn", "the fixture can spawn a task where the timer is driven"),
    ];

    /// Declares the capabilities of `list`.
    pub const fn new(list: &'static [(&'static str, Option<usize>)]) -> Self {
        Self(list)
    }

    /// Returns whether `name` was declared.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(declared, _)| *declared == name)
    }

    /// Returns the number that was declared for `name`.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.0.iter().find(|(declared, _)| *declared == name)?.1
    }

    /// Returns the declared names, each with its number.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Option<usize>)> + use<> {
        self.0.iter().copied()
    }

    /// Returns whether the suites know a capability called `name`.
    #[doc(hidden)]
    pub const fn is_known(name: &str) -> bool {
        let mut at = 0;
        while at < Self::KNOWN.len() {
            if super::rule::same(Self::KNOWN[at].0, name) {
                return true;
            }
            at += 1;
        }
        false
    }
}

impl fmt::Debug for Capabilities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Declares what a subject is able to do.
///
/// A name that no suite knows is refused while compiling.
///
/// ```
/// use async_interop::conformance::{Capabilities, capabilities};
///
/// const PIPE: Capabilities = capabilities![half_close, eof_on_drop, capacity = 64];
/// assert_eq!(PIPE.number("capacity"), Some(64));
/// ```
///
/// ```compile_fail
/// use async_interop::conformance::{Capabilities, capabilities};
///
/// const PIPE: Capabilities = capabilities![half_closed]; // `half_close` was meant
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __capabilities {
    ($($name:ident $(= $number:expr)?),* $(,)?) => {{
        $(const _: () = assert!(
            $crate::conformance::Capabilities::is_known(stringify!($name)),
            concat!("`", stringify!($name), "` is not a capability: see `Capabilities::KNOWN`"),
        );)*
        $crate::conformance::Capabilities::new(&[
            $((stringify!($name), $crate::__number!($($number)?))),*
        ])
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __number {
    () => {
        None
    };
    ($number:expr) => {
        Some($number)
    };
}
