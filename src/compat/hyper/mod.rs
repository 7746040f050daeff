//! hyper's runtime traits.

mod from;
mod into;
mod lend;
mod lent_sleep;
mod sleep;

pub use self::from::FromHyper;
pub use self::into::{IntoHyper, IntoHyperExt};
pub use self::sleep::HyperSleep;
