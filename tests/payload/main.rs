//! The payload example, driven as a user drives it: by its command line, and over the wire.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "a program with std says std"
)]

mod aioquic;
mod command;
mod rogue_servers;
mod table;
mod two_processes;
mod wrong_arguments;
