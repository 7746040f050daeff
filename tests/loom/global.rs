//! The global slot: who sets it, and what others see meanwhile.

use async_interop::task::{FutureObj, Spawn, SpawnError, SpawnErrorKind, global};

use crate::model::{model, race};

/// An executor that is told from others by what it says of itself.
struct Named(SpawnErrorKind);

impl Spawn for Named {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        Err(SpawnError::with_task(self.0, task))
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        Err(self.0)
    }
}

static FULL: Named = Named(SpawnErrorKind::Full);
static SHUT_DOWN: Named = Named(SpawnErrorKind::Shutdown);

/// Returns what is set, by its name.
fn name() -> Option<SpawnErrorKind> {
    global::get().map(|executor| executor.status().expect_err("neither takes tasks"))
}

#[test]
fn set_the_slot_on_two_threads() {
    model(|| {
        assert!(name().is_none());
        let (full, shut_down) = race(
            || (global::set(&FULL).map_err(|error| error.location()), line!()),
            || (global::set(&SHUT_DOWN).map_err(|error| error.location()), line!()),
        );
        let (winner, first, late) = match (full.0, shut_down.0) {
            (Ok(()), Err(late)) => (SpawnErrorKind::Full, full.1, late),
            (Err(late), Ok(())) => (SpawnErrorKind::Shutdown, shut_down.1, late),
            both => panic!("one succeeds, not {both:?}"),
        };
        assert_eq!(name(), Some(winner));
        // Who is late learns who was first, or that it is just being set.
        assert!(late.is_none_or(|location| location.line() == first));
    });
}

#[test]
fn get_while_the_slot_is_set() {
    model(|| {
        assert!(name().is_none());
        let ((), seen) = race(
            || global::set(&FULL).expect("the first"),
            || {
                let seen = name();
                // What was seen stays.
                assert!(seen.is_none() || name() == seen);
                seen
            },
        );
        assert!(matches!(seen, None | Some(SpawnErrorKind::Full)));
        assert_eq!(name(), Some(SpawnErrorKind::Full));
    });
}

#[test]
fn set_the_slot_while_another_reads_why_it_cannot() {
    model(|| {
        assert!(name().is_none());
        let (set, (late, seen)) =
            race(|| global::set(&FULL).is_ok(), || (global::set(&SHUT_DOWN).is_err(), name()));
        // Whoever came first: this thread sees nothing, if the other one is just setting it.
        assert_eq!(set, late);
        let own = if late { SpawnErrorKind::Full } else { SpawnErrorKind::Shutdown };
        assert!(seen.is_none_or(|seen| seen == own));
        assert!(late || seen.is_some(), "who has set it finds it");
    });
}
