//! The buffered types, split and duplex.

mod buf_reader;
mod buf_writer;
mod duplex;
mod halves;
mod line_writer;
mod models;
mod twin;
