//! Fixtures that do not pair.

use std::{thread, time::Duration};

use async_interop::conformance::{
    self, BufSource, Capabilities, Duplex, Env, Options, Seekable, Subject, capabilities,
    preflight::{self, Misfit},
    reference::{self, LaneReader, LaneWriter, Pipe},
};
use async_interop::io::Cursor;

const CAPABILITIES: Capabilities = capabilities![half_close, eof, eof_on_drop, capacity = 64];

#[track_caller]
fn case<D: Duplex + 'static>(fixture: fn() -> D, expected: &[&str]) {
    let subject = Subject::new("a fixture", "1").duplex(CAPABILITIES, fixture);
    let options = Options { limit: Duration::from_millis(300), ..Options::default() };
    let message = match subject.preflight(options) {
        Ok(()) => panic!("the fixture passes"),
        Err(misfit) => misfit.to_string(),
    };
    for words in expected {
        assert!(message.contains(words), "{words:?} is not said: {message}");
    }
}

/// Makes two ends that are connected to nothing.
struct Apart;

impl Duplex for Apart {
    type Io = Pipe;

    fn pair(&mut self) -> (Pipe, Pipe) {
        let ((near, lost), (other, lost_too)) = (reference::pipe(64), reference::pipe(64));
        // Their peers live on, so that nothing is closed.
        std::mem::forget((lost, lost_too));
        (near, other)
    }
}

/// Makes two ends whose peers are gone.
struct Orphans;

impl Duplex for Orphans {
    type Io = Pipe;

    fn pair(&mut self) -> (Pipe, Pipe) {
        (reference::pipe(64).0, reference::pipe(64).0)
    }
}

/// Needs a context that nobody enters.
struct OutOfContext;

impl Duplex for OutOfContext {
    type Io = Pipe;

    fn pair(&mut self) -> (Pipe, Pipe) {
        panic!("there is no reactor running");
    }
}

/// Waits for something while it makes a pair.
struct Waits;

impl Duplex for Waits {
    type Io = Pipe;

    fn pair(&mut self) -> (Pipe, Pipe) {
        loop {
            thread::park();
        }
    }
}

/// Forgets to run what it is given.
struct NeverEnters;

impl Duplex for NeverEnters {
    type Io = Pipe;

    fn pair(&mut self) -> (Pipe, Pipe) {
        reference::pipe(64)
    }

    fn enter(&mut self, _: &mut dyn FnMut()) {}
}

#[test]
fn ends_of_two_connections_are_told_apart() {
    case(|| Apart, &["does not pair", "never got it", "Return two ends of one connection"]);
}

#[test]
fn ends_without_peers_are_told_apart() {
    case(|| Orphans, &["does not pair", "broken pipe", "Return two ends of one connection"]);
}

#[test]
fn panic_is_the_fixtures_own() {
    case(|| OutOfContext, &["there is no reactor running", "enter"]);
}

#[test]
fn wait_is_the_fixtures_own() {
    case(|| Waits, &["does not return within 300ms", "`settle`"]);
}

#[test]
fn enter_that_runs_nothing_is_noticed() {
    case(|| NeverEnters, &["`enter` has to run the call"]);
}

#[test]
fn sides_can_be_asked_without_a_program() {
    let env = Env::new(CAPABILITIES, 1);
    let asked = preflight::sink(&mut conformance::WriteSide(Apart), &env);
    assert!(asked.is_err_and(|misfit: Misfit| misfit.to_string().contains("its drain")));
    let asked = preflight::source(&mut conformance::ReadSide(Apart), &env);
    assert!(asked.is_err_and(|misfit| misfit.to_string().contains("its reader")));
}

/// Makes a reader, and says that it needs nothing to feed it, and does not say what it holds.
struct HoldsNothing;

impl BufSource for HoldsNothing {
    type Reader = LaneReader;
    type Feeder = LaneWriter;

    fn open(&mut self) -> (LaneReader, LaneWriter) {
        reference::lane(16)
    }
}

/// Makes an object that does not hold what it is given.
struct OpensEmpty;

impl Seekable for OpensEmpty {
    type Object = Cursor<[u8; 0]>;

    fn open(&mut self, _: &[u8]) -> Cursor<[u8; 0]> {
        Cursor::new([])
    }
}

#[test]
fn fixed_reader_that_is_not_made_is_noticed() {
    let env = Env::new(capabilities![fixed], 1);
    let asked = preflight::buf_source(&mut HoldsNothing, &env);
    assert!(asked.is_err_and(|misfit| misfit.to_string().contains("let `holding` return one")));
}

#[test]
fn object_without_its_bytes_is_noticed() {
    let asked = preflight::seekable(&mut OpensEmpty, &Env::new(Capabilities::NONE, 1));
    let message = asked.expect_err("it holds nothing").to_string();
    assert!(message.contains("a read brought nothing"), "{message}");
    assert!(message.contains("Return an object that holds the bytes"), "{message}");
}

/// What the macros make of it: a test of that name, which fails.
mod by_the_macro {
    use super::*;

    #[test]
    #[should_panic(expected = "Return two ends of one connection")]
    fn test_fails_with_what_to_do() {
        conformance::__test_preflight(CAPABILITIES, |env| {
            preflight::source(&mut conformance::ReadSide(Apart), env)
        });
    }
}
