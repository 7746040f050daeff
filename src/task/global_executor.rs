//! Declaring the global executor.

/// Declares a static executor, and a function `install` that makes it the global one.
///
/// Nothing happens before the program calls `install`: linking a crate never chooses an executor.
/// A visibility and attributes go before `static`, and hold for the static; `install` has the same
/// visibility.
///
/// An executor that is not made in a constant expression goes into a
/// [`LazyLock`](std::sync::LazyLock).
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "rt-smol")]
/// # mod program {
/// use async_interop::{
///     rt::Smol,
///     task::{self, BlockOn as _},
/// };
///
/// task::global_executor!(static EXECUTOR: Smol = Smol::new());
///
/// # pub
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     install()?;
///     let handle = task::spawn(async { 6 * 7 })?;
///     assert_eq!(EXECUTOR.block_on(handle)?, 42);
///     Ok(())
/// }
/// # }
/// # #[cfg(feature = "rt-smol")]
/// # fn main() { program::main().unwrap() }
/// # #[cfg(not(feature = "rt-smol"))]
/// # fn main() {}
/// ```
///
/// The call above expands to
///
/// ```
/// # #[cfg(feature = "rt-smol")]
/// # mod program {
/// # use async_interop::{rt::Smol, task};
/// static EXECUTOR: Smol = Smol::new();
///
/// #[track_caller]
/// fn install() -> Result<(), task::global::AlreadySet> {
///     task::global::set(&EXECUTOR)
/// }
/// # pub fn program() { install().unwrap() }
/// # }
/// # fn main() {
/// # #[cfg(feature = "rt-smol")]
/// # program::program();
/// # }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __global_executor {
    (
        $(#[$attribute:meta])*
        $visibility:vis static $name:ident: $type:ty = $executor:expr $(;)?
    ) => {
        $(#[$attribute])*
        $visibility static $name: $type = $executor;

        /// Makes the executor above the global one.
        #[track_caller]
        $visibility fn install() -> ::core::result::Result<(), $crate::task::global::AlreadySet> {
            $crate::task::global::set(&$name)
        }
    };
}
