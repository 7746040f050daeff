//! Waiting for all of a few futures.

/// Runs futures at once on one task, and returns the tuple of their outputs.
///
/// For use in an `async` function, block or closure. Each wake of the task polls all that are not
/// ready, in order; [`join_all`](crate::future::join_all) tells them apart. A future is dropped as
/// soon as it is ready. No allocation; any number of futures, of any types
/// ([`IntoFuture`](core::future::IntoFuture)).
///
/// # Cancel safety
///
/// Dropping the task's future drops those that still run, and the outputs of the others. Pass
/// `&mut future` to keep one.
///
/// # Examples
///
/// ```
/// use async_interop::future::join;
///
/// # futures::executor::block_on(async {
/// let (name, size) = join!(async { "main.rs" }, async { 1024 });
/// assert_eq!((name, size), ("main.rs", 1024));
/// # });
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __join {
    // Each level of the recursion is an expansion of its own, so each `future` is another name.
    (@pin [$($pinned:ident)*] $future:expr, $($rest:expr,)*) => {{
        let mut future = $crate::future::__private::pin!(
            $crate::future::__private::MaybeDone::new(
                $crate::future::__private::IntoFuture::into_future($future)
            )
        );
        $crate::__join!(@pin [$($pinned)* future] $($rest,)*)
    }};
    (@pin [$($pinned:ident)*]) => {
        $crate::future::__private::poll_fn(|cx| {
            let mut done = true;
            $(done &= $pinned.as_mut().poll_done(cx);)*
            if !done {
                return $crate::future::__private::Poll::Pending;
            }
            $crate::future::__private::Poll::Ready(($($pinned.as_mut().take_output(),)*))
        })
        .await
    };
    () => { () };
    ($($future:expr),+ $(,)?) => { $crate::__join!(@pin [] $($future,)+) };
}
