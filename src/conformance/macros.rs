//! The macros that make one test per rule.

/// Makes the tests of a type that can be read and written: the suites READ, RBUF, WRITE and DUPLEX.
///
/// ```
/// use async_interop::conformance;
///
/// struct Pipe;
/// impl conformance::Duplex for Pipe {
///     type Io = conformance::reference::Pipe;
///     fn pair(&mut self) -> (Self::Io, Self::Io) {
///         conformance::reference::pipe(64)
///     }
/// }
/// conformance::duplex!(pipe, Pipe, capabilities [half_close, eof, eof_on_drop, capacity = 64]);
/// # fn main() {}
/// ```
///
/// A rule that the type is known to break is waived, with a reference and an expiry:
/// `waive { WRITE_02: "project#123 until 2027-03-01" }` after the capabilities. A waiver without a
/// reference or for a rule that does not exist is refused while compiling.
#[doc(hidden)]
#[macro_export]
macro_rules! __duplex {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            [pairs
                source ($crate::conformance::ReadSide($fixture)),
                sink ($crate::conformance::WriteSide($fixture))
            ],
            read { $crate::__read_rules } ($crate::conformance::ReadSide($fixture)),
            rbuf { $crate::__rbuf_rules } ($crate::conformance::ReadSide($fixture)),
            write { $crate::__write_rules } ($crate::conformance::WriteSide($fixture)),
            duplex { $crate::__duplex_rules } ($fixture),
        }
    };
}

/// Makes the tests of a type that can be read: the suites READ and RBUF.
///
/// The arguments are those of [`duplex!`](crate::conformance::duplex!), the fixture is a
/// [`Source`](crate::conformance::Source).
#[doc(hidden)]
#[macro_export]
macro_rules! __source {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            [pairs source ($fixture)],
            read { $crate::__read_rules } ($fixture),
            rbuf { $crate::__rbuf_rules } ($fixture),
        }
    };
}

/// Makes the tests of a reader that has a buffer of its own: the suite BUF.
///
/// The arguments are those of [`duplex!`](crate::conformance::duplex!), the fixture is a
/// [`BufSource`](crate::conformance::BufSource). For the suites READ and RBUF, give
/// [`source!`](crate::conformance::source!) the same fixture in
/// [`Unbuffered`](crate::conformance::Unbuffered).
#[doc(hidden)]
#[macro_export]
macro_rules! __buf_source {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            [pairs buf_source ($fixture)],
            buf { $crate::__buf_rules } ($fixture),
        }
    };
}

/// Makes the tests of a type that can be written: the suite WRITE.
///
/// The arguments are those of [`duplex!`](crate::conformance::duplex!), the fixture is a
/// [`Sink`](crate::conformance::Sink).
#[doc(hidden)]
#[macro_export]
macro_rules! __sink {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            [pairs sink ($fixture)],
            write { $crate::__write_rules } ($fixture),
        }
    };
}

/// Makes the tests of an object with a position: the suite SEEK.
///
/// The arguments are those of [`duplex!`](crate::conformance::duplex!), the fixture is a
/// [`Seekable`](crate::conformance::Seekable).
#[doc(hidden)]
#[macro_export]
macro_rules! __seekable {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            [pairs seekable ($fixture)],
            seek { $crate::__seek_rules } ($fixture),
        }
    };
}

/// Makes the tests of an executor: the suites SPAWN, JOIN and WAKER.
///
/// The arguments are those of [`duplex!`](crate::conformance::duplex!), the fixture is an
/// [`Executor`](crate::conformance::Executor).
#[doc(hidden)]
#[macro_export]
macro_rules! __executor {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            spawn { $crate::__spawn_rules } ($fixture),
            join { $crate::__join_rules } ($crate::conformance::Handles::new($fixture)),
            waker { $crate::__waker_rules } ($fixture),
        }
    };
}

/// Makes the tests of a runtime that runs a future on the current thread: the suite BLOCK.
///
/// The arguments are those of [`duplex!`](crate::conformance::duplex!), the fixture is a
/// [`Driver`](crate::conformance::Driver).
#[doc(hidden)]
#[macro_export]
macro_rules! __driver {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            block { $crate::__block_rules } ($fixture),
        }
    };
}

/// Makes the tests of a runtime that also spawns tasks which stay on the current thread: the suites
/// LOCAL and BLOCK.
///
/// The arguments are those of [`duplex!`](crate::conformance::duplex!), the fixture is a
/// [`Driver`](crate::conformance::Driver) whose runtime is a
/// [`SpawnLocal`](crate::task::SpawnLocal).
#[doc(hidden)]
#[macro_export]
macro_rules! __local_driver {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            local { $crate::__local_rules } ($fixture),
            block { $crate::__block_rules } ($fixture),
        }
    };
}

/// Makes the tests of a global executor: the suite GLOBAL, each rule in a process of its own.
///
/// The arguments are those of [`duplex!`](crate::conformance::duplex!), the fixture is a
/// [`Global`](crate::conformance::Global).
#[doc(hidden)]
#[macro_export]
macro_rules! __global {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            global { $crate::__global_rules } ($fixture) alone,
        }
    };
}

/// Makes the tests of a stream: the suite STREAM.
///
/// The arguments are those of [`duplex!`](crate::conformance::duplex!), the fixture is a
/// [`Channel`](crate::conformance::Channel), or an [`Adapter`](crate::conformance::Adapter) in
/// [`Adapted`](crate::conformance::Adapted).
///
/// ```
/// use async_interop::conformance::{self, Producer, harness::Token, reference};
///
/// struct Channel;
/// impl conformance::Channel for Channel {
///     type Stream = reference::Receiver<Token>;
///     fn open(&mut self) -> (Self::Stream, Producer) {
///         let (sender, receiver) = reference::channel();
///         (receiver, Producer::new(move |item| sender.send(item).is_ok()))
///     }
/// }
/// conformance::stream!(channel, Channel, capabilities [finite, send_xt]);
/// # fn main() {}
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __stream {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            stream { $crate::__stream_rules } ($fixture),
        }
    };
}

/// Makes the tests of an event that several tasks wait for: the rules of the suite WAKER for those.
///
/// The arguments are those of [`duplex!`](crate::conformance::duplex!), the fixture is a
/// [`Waiters`](crate::conformance::Waiters).
#[doc(hidden)]
#[macro_export]
macro_rules! __waiters {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            waiters { $crate::__waiters_rules } ($fixture),
        }
    };
}

/// Makes the tests of what uses the traits, an adapter, a combinator or a helper: the suite CALLER.
///
/// The arguments are those of [`duplex!`](crate::conformance::duplex!), the fixture is a
/// [`Caller`](crate::conformance::Caller).
#[doc(hidden)]
#[macro_export]
macro_rules! __caller {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            caller { $crate::__caller_rules } ($fixture),
        }
    };
}

/// Makes the tests of a timer: the suite TIMER.
///
/// The arguments are those of [`duplex!`](crate::conformance::duplex!), the fixture is a
/// [`Clock`](crate::conformance::Clock).
#[doc(hidden)]
#[macro_export]
macro_rules! __timer {
    ($name:ident, $fixture:expr, capabilities [$($capabilities:tt)*]
     $(, waive { $($waived:ident: $waiver:literal),* $(,)? })? $(,)?) => {
        $crate::__subject! {
            $name, [$($capabilities)*], [$($($waived $waiver)*)?],
            timer { $crate::__timer_rules } ($fixture),
        }
    };
}

/// Makes the module of a subject: its capabilities, its waivers, and a module for each suite; where
/// the fixture makes ends that are connected, also a test that they are.
///
/// Inside, two macros are made that know this subject: `__row!` answers for one row of a table
/// whether its capabilities are declared, and `__waiver!` whether its rule is waived. Both match
/// the names as literal tokens, which is why a missing capability can become an `#[ignore]` with
/// its reason in the row.
#[doc(hidden)]
#[macro_export]
macro_rules! __subject {
    ($name:ident, [$($capability:ident $(= $number:expr)?),* $(,)?], [$($waived:ident $waiver:literal)*],
     $([pairs $($kind:ident ($ends:expr)),+],)?
     $($suite:ident { $($rows:tt)* } ($fixture:expr) $($alone:ident)?,)+) => {
        mod $name {
            #[allow(unused_imports, reason = "the fixture may be an expression of the parent")]
            use super::*;

            const CAPABILITIES: $crate::conformance::Capabilities =
                $crate::conformance::capabilities![$($capability $(= $number)?),*];
            const SUITES: &[&[&$crate::conformance::Rule]] =
                &[$($crate::conformance::$suite::RULES),+];
            $(const _: () = assert!(
                $crate::conformance::__is_known(SUITES, stringify!($waived)),
                concat!("waive: `", stringify!($waived), "` is no rule of these suites"),
            );
            // A waiver that says too little is found also where no tests are built.
            const _: $crate::conformance::Waiver = $crate::conformance::Waiver::parse($waiver);)*

            $crate::__answers! { ($) [$($capability)*] [$($waived $waiver)*] }

            $(mod $suite {
                #[allow(unused_imports, reason = "the fixture may be an expression of the parent")]
                use super::*;

                $($rows)*! { __row ($suite, $fixture $(, $alone)?) }
            })+

            $(#[test]
            fn fixture_pairs() {
                $($crate::conformance::__test_preflight(CAPABILITIES, |env| {
                    $crate::conformance::preflight::$kind(&mut $ends, env)
                });)+
            })?

            #[test]
            fn summary() {
                let waived = <[&str]>::len(&[$(stringify!($waived)),*]);
                $crate::conformance::__summary(stringify!($name), SUITES, CAPABILITIES, waived);
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __answers {
    (($d:tt) [$($capability:ident)*] [$($waived:ident $waiver:literal)*]) => {
        macro_rules! __row {
            (($d suite:ident, $d fixture:expr) $d id:ident $d check:ident []) => {
                #[test]
                fn $d check() {
                    $crate::conformance::__test(
                        &$crate::conformance::$d suite::$d id,
                        CAPABILITIES,
                        __waiver!($d id),
                        |env| $crate::conformance::$d suite::$d check(&mut $d fixture, env),
                    );
                }
            };
            (($d suite:ident, $d fixture:expr, alone) $d id:ident $d check:ident []) => {
                #[test]
                fn $d check() {
                    $crate::conformance::__test_alone(module_path!(), stringify!($d check), || {
                        $crate::conformance::__test(
                            &$crate::conformance::$d suite::$d id,
                            CAPABILITIES,
                            __waiver!($d id),
                            |env| $crate::conformance::$d suite::$d check(&mut $d fixture, env),
                        );
                    });
                }
            };
            $(($d arguments:tt $d id:ident $d check:ident
               [$capability $d reason:literal $d ($d rest:tt)*]) => {
                __row! { $d arguments $d id $d check [$d ($d rest)*] }
            };)*
            // The first capability that is left was not declared. Under `--include-ignored` the
            // runner finds the same and skips the check.
            (($d suite:ident, $d fixture:expr $d (, alone)?) $d id:ident $d check:ident
             [$d missing:ident $d reason:literal $d ($d rest:tt)*]) => {
                #[test]
                #[ignore = $d reason]
                fn $d check() {
                    $crate::conformance::__test(
                        &$crate::conformance::$d suite::$d id,
                        CAPABILITIES,
                        None,
                        |env| $crate::conformance::$d suite::$d check(&mut $d fixture, env),
                    );
                }
            };
        }
        #[allow(unused_macros, reason = "a suite may have no row without a missing capability")]
        macro_rules! __waiver {
            $(($waived) => {
                Some(const { $crate::conformance::Waiver::parse($waiver) })
            };)*
            ($d other:ident) => {
                None
            };
        }
    };
}
