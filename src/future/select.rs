//! Waiting for the first of a few futures.

/// Waits for the first of up to 16 futures, and goes on with its branch.
///
/// ```text
/// select! {
///     biased;                                  // optional
///     pattern = future => body,
///     pattern = future, if guard => body,
///     else => body,                            // optional
/// }
/// ```
///
/// For use in an `async` function, block or closure. No allocation, no procedural macro.
///
/// 1. The guards are evaluated, in order. A branch whose guard is `false` is off, and its future's
///    expression is not evaluated.
/// 2. The other futures are evaluated, in order, and pinned. What becomes a future
///    ([`IntoFuture`](core::future::IntoFuture)) will do.
/// 3. Each poll of the task polls those that are on, until one is ready. Which is first rotates,
///    so that each is first equally often; after `biased;` it is always the topmost.
/// 4. If the output matches the branch's pattern, the futures are dropped, and the body is run. So
///    it may use what they borrowed, and may `.await`, `break`, `continue`, `return` and use `?`.
/// 5. If it does not match, it is dropped, the branch is off, and the others go on.
/// 6. If all branches are off, the body of `else` is run.
///
/// All bodies have the type of the whole. A body that is not a block ends with a comma.
///
/// To keep a future that has lost, pass it by reference: `&mut future` if it is `Unpin` (as
/// [`pin!`](core::pin::pin) makes it), else `future.as_mut()`.
///
/// # Panics
///
/// If all branches are off and there is no `else`.
///
/// # Cancel safety
///
/// The futures that lose are dropped in the middle of their work, so each must be cancel safe or
/// be passed by reference. The same holds if the task's future is dropped.
///
/// # Examples
///
/// ```
/// use async_interop::{future::select, stream::{self, StreamExt as _}};
///
/// # futures::executor::block_on(async {
/// let mut numbers = stream::iter([1, 2, 3]);
/// let mut words = stream::iter(["a", "b"]);
/// let mut seen = Vec::new();
/// loop {
///     select! {
///         Some(number) = numbers.next() => seen.push(number.to_string()),
///         Some(word) = words.next() => seen.push(word.to_string()),
///         else => break,
///     }
/// }
/// seen.sort();
/// assert_eq!(seen, ["1", "2", "3", "a", "b"]);
/// # });
/// ```
///
/// A future that is kept over the rounds of a loop:
///
/// ```
/// use std::pin::pin;
///
/// use async_interop::{future::{select, yield_now}, stream::{self, StreamExt as _}};
///
/// # futures::executor::block_on(async {
/// let mut work = pin!(async {
///     yield_now().await;
///     7
/// });
/// let mut ticks = stream::iter(0..);
/// let mut ticked = 0;
/// let output = loop {
///     select! {
///         biased;
///         output = &mut work => break output,
///         Some(_) = ticks.next() => ticked += 1,
///     }
/// };
/// assert_eq!((output, ticked), (7, 1));
/// # });
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __select {
    // `@arms`: splits the input into `{(pattern) (future) (guard?) (body)}`.
    (@arms $order:ident []) => {
        ::core::compile_error!("`select!` needs a branch: `pattern = future => body`")
    };
    (@arms $order:ident [$($arm:tt)+]) => {
        $crate::__select!(@count $order [$($arm)+] [])
    };
    (@arms $order:ident [$($arm:tt)*] else => $body:expr $(,)?) => {
        $crate::__select!(@count $order [$($arm)*] [$body])
    };
    (@arms $order:ident [$($arm:tt)*] else $($rest:tt)*) => {
        ::core::compile_error!("`else => body` is the last branch of `select!`, and has no guard")
    };
    (@arms $order:ident [$($arm:tt)*]
        $pattern:pat = $future:expr $(, if $guard:expr)? => {$($body:tt)*}, $($rest:tt)*
    ) => {
        $crate::__select!(@arms $order
            [$($arm)* {($pattern) ($future) ($($guard)?) ({$($body)*})}] $($rest)*)
    };
    (@arms $order:ident [$($arm:tt)*]
        $pattern:pat = $future:expr $(, if $guard:expr)? => {$($body:tt)*} $($rest:tt)*
    ) => {
        $crate::__select!(@arms $order
            [$($arm)* {($pattern) ($future) ($($guard)?) ({$($body)*})}] $($rest)*)
    };
    (@arms $order:ident [$($arm:tt)*]
        $pattern:pat = $future:expr $(, if $guard:expr)? => $body:expr $(, $($rest:tt)*)?
    ) => {
        $crate::__select!(@arms $order
            [$($arm)* {($pattern) ($future) ($($guard)?) ($body)}] $($($rest)*)?)
    };

    (@arms $order:ident $arms:tt $($rest:tt)+) => {
        ::core::compile_error!(
            "a branch of `select!` is `pattern = future => body`, or \
             `pattern = future, if guard => body`; a comma ends it, unless the body is a block"
        )
    };

    // `@count`: refuses too many.
    (@count $order:ident
        [$a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt $h:tt $i:tt $j:tt $k:tt $l:tt $m:tt $n:tt $o:tt
         $p:tt $($more:tt)+] $else:tt
    ) => {
        ::core::compile_error!(
            "`select!` takes at most 16 branches: put some into a `select!` of their own"
        )
    };
    (@count $order:ident [] $else:tt) => {
        ::core::compile_error!(
            "`select!` needs a branch beside `else`: `pattern = future => body`"
        )
    };
    (@count $order:ident
        [$({($pattern:pat) ($future:expr) ($($guard:expr)?) ($body:expr)})+] [$($else:expr)?]
    ) => {{
        // The bits of the branches that are off.
        let mut off = 0_u32;
        $crate::__select!(@guards off [] $(($($guard)?))+);
        let output = $crate::__select!(@pin $order off [] []
            $({($pattern) ($future) ($($guard)?)})+);
        $crate::__select!(@match output [$($else)?] $({($pattern) ($body)})+)
    }};

    // `@guards`: notes which branches are off. `[1 1 1]` is the number of the branch.
    (@guards $off:ident [$($n:tt)*] () $($rest:tt)*) => {
        $crate::__select!(@guards $off [$($n)* 1] $($rest)*)
    };
    (@guards $off:ident [$($n:tt)*] ($guard:expr) $($rest:tt)*) => {
        let on: bool = $guard;
        if !on {
            $off |= 1 << (0 $(+ $n)*);
        }
        $crate::__select!(@guards $off [$($n)* 1] $($rest)*)
    };
    (@guards $off:ident [$($n:tt)*]) => {};

    // `@pin`: evaluates the futures. Each level of the recursion is an expansion of its own, so
    // each `future` is another name.
    (@pin $order:ident $off:ident [$($pinned:tt)*] [$($n:tt)*]
        {($pattern:pat) ($future:expr) ()} $($rest:tt)*
    ) => {{
        let mut future = $crate::future::__private::pin!(
            $crate::future::__private::IntoFuture::into_future($future)
        );
        $crate::__select!(@pin $order $off
            [$($pinned)* {future poll_open [$($n)*] ($pattern)}] [$($n)* 1] $($rest)*)
    }};
    (@pin $order:ident $off:ident [$($pinned:tt)*] [$($n:tt)*]
        {($pattern:pat) ($future:expr) ($guard:expr)} $($rest:tt)*
    ) => {{
        let mut future = $crate::future::__private::pin!(
            if $off & (1 << (0 $(+ $n)*)) == 0 {
                $crate::future::__private::Option::Some(
                    $crate::future::__private::IntoFuture::into_future($future)
                )
            } else {
                $crate::future::__private::Option::None
            }
        );
        $crate::__select!(@pin $order $off
            [$($pinned)* {future poll_guarded [$($n)*] ($pattern)}] [$($n)* 1] $($rest)*)
    }};
    (@pin $order:ident $off:ident [$($pinned:tt)+] [$($n:tt)+]) => {
        $crate::future::__private::poll_fn(|cx| {
            $crate::__select!(@round $order $off cx [$($n)+] $($pinned)+);
            if $off == (1 << (0 $(+ $n)+)) - 1 {
                return $crate::future::__private::Poll::Ready(
                    $crate::__select!(@wrap (()) [$($n)+])
                );
            }
            $crate::future::__private::Poll::Pending
        })
        .await
    };

    // `@round`: polls each branch once, from the first or from where the round starts.
    (@round biased $off:ident $cx:ident $n:tt $($pinned:tt)+) => {
        $($crate::__select!(@poll $off $cx true $pinned);)+
    };
    (@round fair $off:ident $cx:ident [$($n:tt)+] $($pinned:tt)+) => {
        static START: $crate::future::__private::Start = $crate::future::__private::Start::new();
        let mut from = START.draw(0 $(+ $n)+);
        let mut to = 0 $(+ $n)+;
        loop {
            $($crate::__select!(@poll $off $cx (from..to) $pinned);)+
            if from == 0 {
                break;
            }
            to = from;
            from = 0;
        }
    };

    // `@poll`: polls one branch, if it is its turn.
    (@poll $off:ident $cx:ident $turn:tt {$future:ident $poll:ident [$($n:tt)*] ($pattern:pat)}) => {
        if $crate::__select!(@turn $turn [$($n)*]) && $off & (1 << (0 $(+ $n)*)) == 0 {
            if let $crate::future::__private::Poll::Ready(output) =
                $crate::future::__private::$poll($future.as_mut(), $cx)
            {
                // A guard sees the bindings by reference, and only an arm whose guard is true
                // moves them. So this looks at any pattern and moves nothing.
                let mut matches = false;
                #[allow(unused_variables, unused_mut)]
                match output {
                    $pattern if { matches = true; false } => ::core::unreachable!(),
                    _ => {}
                }
                if matches {
                    let output = $crate::future::__private::Either::Left(output);
                    return $crate::future::__private::Poll::Ready(
                        $crate::__select!(@wrap (output) [$($n)*])
                    );
                }
                $off |= 1 << (0 $(+ $n)*);
            }
        }
    };
    (@turn true $n:tt) => { true };
    (@turn ($from:ident..$to:ident) [$($n:tt)*]) => { ($from..$to).contains(&(0 $(+ $n)*)) };

    // `@wrap`, `@match`: output 0 is `Left(_)`, 1 is `Right(Left(_))`, ..., none is `Right(..(()))`.
    (@wrap ($output:expr) []) => { $output };
    (@wrap ($output:expr) [1 $($n:tt)*]) => {
        $crate::future::__private::Either::Right($crate::__select!(@wrap ($output) [$($n)*]))
    };
    (@match $output:ident $else:tt {($pattern:pat) ($body:expr)} $($rest:tt)*) => {
        match $output {
            $crate::future::__private::Either::Left($pattern) => $body,
            $crate::future::__private::Either::Right(output) => {
                $crate::__select!(@match output $else $($rest)*)
            }
            #[allow(unreachable_patterns)]
            _ => ::core::unreachable!("the output was seen to match"),
        }
    };
    (@match $output:ident [$else:expr]) => {{
        let () = $output;
        $else
    }};
    (@match $output:ident []) => {{
        let () = $output;
        ::core::panic!(
            "all branches of this `select!` are off: add an `else`, or a branch without a guard"
        )
    }};

    (biased; $($arms:tt)*) => { $crate::__select!(@arms biased [] $($arms)*) };
    ($($arms:tt)*) => { $crate::__select!(@arms fair [] $($arms)*) };
}
