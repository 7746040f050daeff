//! What a wrapper passes on.

use alloc::format;

use crate::conformance::{
    Caller, Env, Outcome, Pass, Stop,
    harness::{Acting, Manner, Pace},
    outcome::ensure,
};

/// Drives the wrapper as a writer, over partners that are ready and slow ones, and compares at each
/// flush and at the shutdown what it says with what the partner saw.
///
/// Why: bytes that are accepted and flushed, and stay in a buffer nevertheless, are what the peer waits
/// for.
/// If this fails, look at: a `poll_flush` that ends before that of the inner writer; a `poll_shutdown`
/// that flushes only.
pub fn caller_07_flush_and_shutdown_arrive(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    for manner in [Manner::EAGER, Manner::SLOW, Manner { writes: 3, ..Manner::HELD }] {
        let mut acting = Acting::begin(caller, manner, env);
        let _ = acting.played()?;
        let driven = acting.stage().driven();
        if !driven.filled {
            return Err(not_driven("fill"));
        }
        let kept = driven.kept_back.first();
        ensure!(
            kept.is_none(),
            "a flush or a shutdown is ready once it is below",
            "{}",
            kept.map_or("", |kept| kept)
        );
    }
    Ok(Pass::Held)
}

/// Drives the wrapper over a vectored partner, and looks whether it says that it is vectored, and from
/// how many slices it takes bytes at once.
///
/// Why: a caller that gets `false` copies all slices together, or sends each in a packet of its own.
/// If this fails, look at: a `poll_write_vectored` or `is_write_vectored` that is not forwarded.
pub fn caller_11_slices_arrive_together(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    let manner = Manner { vectored: true, ..Manner::EAGER };
    let mut acting = Acting::begin(caller, manner, env);
    let _ = acting.played()?;
    let driven = acting.stage().driven();
    if !driven.filled {
        return Err(not_driven("fill"));
    }
    ensure!(
        driven.vectored,
        "a wrapper of a vectored writer is vectored",
        "it says that it is not"
    );
    ensure!(
        driven.slices > 1,
        "one call takes bytes from several slices, where there is room",
        "every call took the bytes of one slice"
    );
    Ok(Pass::Held)
}

/// Drives the wrapper over a stream that knows how many items are left, and looks at its hints.
///
/// Why: a collection that is made for its items reserves what the hint says.
/// If this fails, look at: a `size_hint` that is not forwarded.
pub fn caller_12_hint_arrives(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    let mut acting = Acting::begin(caller, Manner::EAGER, env);
    let _ = acting.played()?;
    let hints = acting.stage().driven().hints;
    if hints.is_empty() {
        return Err(not_driven("exhaust"));
    }
    let unknown = hints.iter().position(|(_, upper)| upper.is_none());
    if let Some(at) = unknown {
        return Err(Stop::fail(
            "a wrapper of streams that know how many items are left knows a bound",
            format!("after {at} items the hint is {:?}", hints[at]),
        ));
    }
    Ok(Pass::Held)
}

/// Asks a wrapper to work on before each item, and looks whether each stream that it wraps is asked,
/// whether work that is left there shows, and that no item is taken for it. A subject that is no
/// wrapper, but runs futures of its own while it takes items, has to ask by itself.
///
/// Why: a stream that keeps futures in flight stands still while nobody polls it: connections time
/// out, and a lock that one of them holds is never given back.
/// If this fails, look at: a `poll_progress` that is not forwarded, or not to all; a loop body that is
/// awaited without it.
pub fn caller_13_progress_arrives(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    for manner in [Manner::EAGER, Manner::SLOW, Manner::HELD] {
        let mut acting = Acting::begin(caller, manner, env);
        acting.stage().asks_for_progress();
        let _ = acting.played()?;
        let driven = acting.stage().driven();
        if let Some(lost) = driven.progress_lost.first() {
            return Err(Stop::fail(
                "a stream that is asked to work on lets all streams inside do so, and nothing else",
                lost.as_str(),
            ));
        }
        // Partners that are ready at once let no body wait.
        let waits = driven.progress > 0 || manner.pace != Pace::AtOnce;
        ensure!(
            !waits || acting.stage().progress() > 0,
            "streams are asked to work on while the subject's own work waits",
            "they were never asked"
        );
    }
    Ok(Pass::Held)
}

fn not_driven(by: &str) -> Stop {
    Stop::inconclusive(format!(
        "`adapter` is declared, and the subject was not driven by the stage: return \
         `stage.{by}(wrapper)`"
    ))
}
