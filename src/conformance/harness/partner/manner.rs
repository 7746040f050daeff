//! How partners behave.

/// How the partners of a [`Stage`](super::Stage) behave.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// How many bytes one call reads at most.
    pub reads: usize,
    /// How many bytes one call writes at most.
    pub writes: usize,
    /// When a call is ready.
    pub pace: Pace,
    /// After how many bytes a writer takes no more, ever.
    pub room: Option<usize>,
    /// Whether writers are vectored.
    pub vectored: bool,
}

/// When a call to a partner is ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// At once.
    AtOnce,
    /// At the second poll; the first one wakes.
    AfterWake,
    /// When the check allows it.
    WhenGranted,
}

impl Manner {
    /// Ready at once, with all that there is.
    pub const EAGER: Self = Self {
        reads: usize::MAX,
        writes: usize::MAX,
        pace: Pace::AtOnce,
        room: None,
        vectored: false,
    };

    /// One byte for each call, and pending before each.
    pub const SLOW: Self = Self { reads: 1, writes: 1, pace: Pace::AfterWake, ..Self::EAGER };

    /// One byte for each call, when the check allows it.
    pub const HELD: Self = Self { reads: 1, writes: 1, pace: Pace::WhenGranted, ..Self::EAGER };
}
