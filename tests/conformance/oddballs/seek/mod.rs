//! Strange objects with a position that conform.

mod always_seeks;
mod one_byte;
mod refuses;
