//! Tests of the extension traits, their adapters and of copying.

mod adapters;
mod copy;
mod copy_bidirectional;
mod properties;
mod read;
mod read_to_end;
mod seek;
mod shape;
mod support;
mod text;
mod until;
mod write;
