//! What a question is made of.

use super::Counts;

/// A question about speed or memory, with its goal. Its file says which change would be a
/// regression.
pub(crate) struct Question {
    /// The name of its file.
    pub(crate) name: &'static str,
    /// The question itself.
    pub(crate) asks: &'static str,
    pub(crate) rows: &'static [Row],
}

/// One comparison of ours with others.
pub(crate) struct Row {
    /// In which situation, and per what: "1 MiB offered, per KiB".
    pub(crate) case: &'static str,
    pub(crate) unit: Unit,
    pub(crate) ours: Side,
    /// Who is beside us. The goal speaks of the first; there is one, unless it is
    /// [`Goal::AtMost`].
    pub(crate) peers: &'static [Side],
    pub(crate) goal: Goal,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unit {
    Instructions,
    Allocations,
    /// What the side counts itself, such as calls of the inner type.
    Calls,
    /// The sides take turns; only their ratio means anything.
    Seconds,
}

/// What one side of a comparison does.
pub(crate) struct Side {
    pub(crate) name: &'static str,
    /// Runs it once, in a process of its own, and [measures](super::measure) what is in question.
    pub(crate) run: fn() -> Counts,
}

/// Makes our side.
pub(crate) const fn ours(run: fn() -> Counts) -> Side {
    Side { name: "ours", run }
}

/// Makes a side beside us.
pub(crate) const fn peer(name: &'static str, run: fn() -> Counts) -> Side {
    Side { name, run }
}

/// What would be good enough.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goal {
    /// At most this many times what the first peer needs.
    Times(f64),
    /// At most this much more than the first peer needs.
    Plus(f64),
    /// At most this much.
    AtMost(f64),
}
