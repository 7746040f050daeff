//! Strange objects with a position that conform.

mod gives_up;
mod one_byte;
mod refuses;
