//! Values that are counted when they are dropped.

use alloc::{sync::Arc, vec::Vec};
use core::{
    fmt,
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
};

/// Hands out [`Token`]s and counts how often each was dropped.
#[derive(Clone)]
pub struct Ledger {
    drops: Arc<[AtomicUsize]>,
}

impl Ledger {
    /// Makes a ledger for `tokens` tokens, numbered from 0.
    pub fn new(tokens: usize) -> Self {
        Self { drops: (0..tokens).map(|_| AtomicUsize::new(0)).collect() }
    }

    /// Hands out token `number`.
    ///
    /// # Panics
    ///
    /// Panics if the ledger has no such token.
    #[track_caller]
    pub fn token(&self, number: usize) -> Token {
        assert!(number < self.drops.len(), "the ledger has {} tokens", self.drops.len());
        Token { number, ledger: Some(self.clone()), explosive: false }
    }

    /// Hands out token `number`, whose drop is counted and then panics.
    ///
    /// # Panics
    ///
    /// Panics if the ledger has no such token.
    #[track_caller]
    pub fn explosive_token(&self, number: usize) -> Token {
        let mut token = self.token(number);
        token.explosive = true;
        token
    }

    /// Returns how often token `number` was dropped.
    pub fn dropped(&self, number: usize) -> usize {
        self.drops[number].load(SeqCst)
    }

    /// Returns the numbers of the tokens that were not dropped exactly once, with their counts.
    pub fn unbalanced(&self) -> Vec<(usize, usize)> {
        let counts = self.drops.iter().map(|count| count.load(SeqCst));
        counts.enumerate().filter(|(_, count)| *count != 1).collect()
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger").field("unbalanced", &self.unbalanced()).finish()
    }
}

/// A numbered value; its [`Ledger`] counts the drop.
///
/// Two tokens are equal if they have the same number.
pub struct Token {
    number: usize,
    ledger: Option<Ledger>,
    explosive: bool,
}

impl Token {
    /// Makes a token that nobody counts.
    pub const fn uncounted(number: usize) -> Self {
        Self { number, ledger: None, explosive: false }
    }

    /// Makes a second token with this number, whose drop is counted as one of the first.
    ///
    /// Safe code drops nothing twice. With a twin a broken subject can look as if it did, which is
    /// how the suites are proven to notice.
    #[must_use]
    pub fn twin(&self) -> Self {
        Self { number: self.number, ledger: self.ledger.clone(), explosive: false }
    }

    /// Returns the token's number.
    pub fn number(&self) -> usize {
        self.number
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        if let Some(ledger) = &self.ledger {
            ledger.drops[self.number].fetch_add(1, SeqCst);
        }
        if self.explosive {
            panic!("a destructor that panics, as the check wants");
        }
    }
}

impl PartialEq for Token {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Token {}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({})", self.number)
    }
}
