//! Shows what came of a run: as a table, as lines of JSON, as a page.

mod html;
mod json;
mod mark;
mod output;
mod summary;
mod table;
mod terminal;

pub(crate) use output::Outputs;
pub(crate) use summary::Summary;
pub(crate) use table::{list, table};
pub(crate) use terminal::print;
