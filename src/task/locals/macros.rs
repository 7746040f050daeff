//! Declaring task-locals.

/// Declares task-locals: values that are set for a future, on whichever thread it is polled.
///
/// Each is a static of the type [`TaskLocal`](crate::task::TaskLocal), with a visibility and
/// attributes of its own:
///
/// ```
/// use async_interop::task;
///
/// task::task_local! {
///     /// Who asks.
///     pub static USER: String;
///     /// What the request is called in the log, also in tasks that it spawns.
///     inherited static REQUEST: u64;
/// }
///
/// # futures::executor::block_on(async {
/// let greeting = USER.scope("Ann".to_owned(), async { USER.with(|user| format!("Hello {user}")) });
/// assert_eq!(greeting.await, "Hello Ann");
/// # });
/// ```
///
/// A visibility goes before `inherited` as well. A task-local that is `inherited` is set in tasks
/// too that are spawned where it is set, to a clone of the value: its type is `Clone + Send`. Tasks
/// inherit as they do with [`scope`](crate::task::scope), which says by which ways of spawning.
///
/// This is the same on every runtime, since it is the future that knows the value.
#[doc(hidden)]
#[macro_export]
macro_rules! __task_local {
    () => {};
    (
        $(#[$attribute:meta])*
        $visibility:vis inherited static $name:ident: $type:ty $(; $($rest:tt)*)?
    ) => {
        $(#[$attribute])*
        $visibility static $name: $crate::task::TaskLocal<$type> =
            $crate::task::TaskLocal::__inherited($crate::__task_local_slot!($type));
        $crate::__task_local! { $($($rest)*)? }
    };
    (
        $(#[$attribute:meta])*
        $visibility:vis static $name:ident: $type:ty $(; $($rest:tt)*)?
    ) => {
        $(#[$attribute])*
        $visibility static $name: $crate::task::TaskLocal<$type> =
            $crate::task::TaskLocal::__new($crate::__task_local_slot!($type));
        $crate::__task_local! { $($($rest)*)? }
    };
}

/// A thread-local for the value of the task that the thread is polling.
#[doc(hidden)]
#[macro_export]
macro_rules! __task_local_slot {
    ($type:ty) => {{
        $crate::task::__thread_local! {
            static SLOT: ::core::cell::RefCell<::core::option::Option<$type>> =
                const { ::core::cell::RefCell::new(::core::option::Option::None) };
        }
        &SLOT
    }};
}
