//! The suites against implementations that must pass them, by the macros an implementer uses.

mod oddballs;
mod reference;
