//! The tests of the library through its public API; the tree mirrors `src`.
