//! Suites that check an implementation of the traits against their contract.
