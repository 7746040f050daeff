//! Small futures that every executor needs.
