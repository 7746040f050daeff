//! The matrix, driven as a user drives it: by its command line.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "a program with std says std"
)]

mod cells;
mod command;
mod findings;
mod reports;
mod wrong_arguments;
