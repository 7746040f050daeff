//! Values that are counted when they are made and when they are dropped.

use std::sync::{Arc, Mutex};

/// Counts the drops of each token.
#[derive(Clone, Default)]
pub struct Ledger {
    drops: Arc<Mutex<Vec<u32>>>,
}

/// A value of which there is one.
pub struct Token {
    number: usize,
    ledger: Ledger,
}

impl Ledger {
    pub fn token(&self) -> Token {
        let mut drops = self.drops.lock().expect("no panic");
        drops.push(0);
        Token { number: drops.len() - 1, ledger: self.clone() }
    }

    #[track_caller]
    pub fn assert_balanced(&self, when: &str) {
        let drops = self.drops.lock().expect("no panic");
        assert!(drops.iter().all(|count| *count == 1), "{when}: drops are {drops:?}");
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        self.ledger.drops.lock().expect("no panic")[self.number] += 1;
    }
}
