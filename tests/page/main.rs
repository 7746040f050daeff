//! The page of the matrix, used as a person uses it.

mod browser;
mod contrast;
mod keyboard;
mod matrix;
mod mouse;
mod network;
mod place;
mod table;
