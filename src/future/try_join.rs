//! Waiting for all of a few futures, or for the first error.

/// Runs futures of `Result`s at once on one task, and returns the tuple of their values, or the
/// first error.
///
/// As [`join!`](crate::future::join), but the first error ends it: the other futures are dropped,
/// and are not polled again. All have the same type of error.
///
/// # Errors
///
/// The first error that a future returned. Of several in one poll, the leftmost.
///
/// # Cancel safety
///
/// Dropping the task's future, or an error, drops those that still run, and the outputs of the
/// others. Pass `&mut future` to keep one.
///
/// # Examples
///
/// ```
/// use async_interop::future::try_join;
///
/// # futures::executor::block_on(async {
/// let (a, b) = try_join!(async { "1".parse::<i32>() }, async { "2".parse::<u8>() })?;
/// assert_eq!((a, b), (1, 2));
/// assert!(try_join!(async { "1".parse::<i32>() }, async { "x".parse::<u8>() }).is_err());
/// # Ok::<_, std::num::ParseIntError>(())
/// # }).unwrap();
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __try_join {
    // Each level of the recursion is an expansion of its own, so each `future` is another name.
    (@pin [$($pinned:ident)*] $future:expr, $($rest:expr,)*) => {{
        let mut future = $crate::future::__private::pin!(
            $crate::future::__private::MaybeDone::new(
                $crate::future::__private::IntoFuture::into_future($future)
            )
        );
        $crate::__try_join!(@pin [$($pinned)* future] $($rest,)*)
    }};
    (@pin [$($pinned:ident)*]) => {
        $crate::future::__private::poll_fn(|cx| {
            let mut done = true;
            $(
                match $pinned.as_mut().try_poll_done(cx) {
                    $crate::future::__private::Result::Ok(ready) => done &= ready,
                    $crate::future::__private::Result::Err(error) => {
                        return $crate::future::__private::Poll::Ready(
                            $crate::future::__private::Result::Err(error),
                        );
                    }
                }
            )*
            if !done {
                return $crate::future::__private::Poll::Pending;
            }
            $crate::future::__private::Poll::Ready(
                $crate::future::__private::Result::Ok(($($pinned.as_mut().take_ok(),)*)),
            )
        })
        .await
    };
    () => {
        ::core::compile_error!("`try_join!` needs a future: none has no type of error")
    };
    ($($future:expr),+ $(,)?) => { $crate::__try_join!(@pin [] $($future,)+) };
}
