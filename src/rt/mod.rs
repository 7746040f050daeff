//! Runtimes as values.
