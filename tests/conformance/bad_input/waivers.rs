//! Waivers that say too little, or too much.

use std::{any::Any, panic::catch_unwind};

use async_interop::conformance::{
    Capabilities, Duplex, Options, Report, Subject, Verdict, Waiver, capabilities,
    reference::{self, Pipe},
};

const CAPABILITIES: Capabilities = capabilities![half_close, eof, eof_on_drop, capacity = 65];
const LONG_PAST: &str = "project#123 until 2020-01-01";
const FAR_AWAY: &str = "project#123 until 2999-01-01";

/// Declares one byte more than its pipes hold: WRITE-32 fails, WRITE-02 holds.
struct OffByOne;

impl Duplex for OffByOne {
    type Io = Pipe;

    fn pair(&mut self) -> (Pipe, Pipe) {
        reference::pipe(64)
    }
}

fn subject() -> Subject {
    Subject::new("off by one", "1").duplex(CAPABILITIES, || OffByOne)
}

fn report(id: &str, waiver: &'static str) -> Report {
    subject().waive(id, waiver).run(id, Options::default()).expect("the rule is known")
}

#[test]
fn text_without_its_parts_is_refused() {
    #[track_caller]
    fn case(text: &'static str, expected: &str) {
        let refused = catch_unwind(|| Waiver::parse(text)).expect_err("refused");
        let message = message(&*refused);
        assert!(message.contains(expected), "{text:?}: {message}");
        assert!(message.contains("2027-03-01"), "no example for {text:?}: {message}");
    }
    case("", "needs a reference and a day");
    case("until 2027-03-01", "needs a reference and a day");
    case("  until 2027-03-01", "needs a reference before its day");
    case("      until 2027-03-01", "needs a reference before its day");
    case("project#123", "needs a reference and a day");
    case("project#123, the other bug", "needs an expiry");
    case("project#123 from 2027-03-01", "needs an expiry");
    case("project#123 until 2027-3-1", "needs an expiry");
    case("project#123 until 2027-02-29", "day must exist");
    case("project#123 until tomorrow!!", "day must exist");
}

#[test]
fn day_that_is_past_warns_and_fails_a_strict_run() {
    let report = report("WRITE-32", LONG_PAST);
    assert_eq!(report.verdict, Verdict::ExpectedFail);
    assert!(report.expired && report.warns() && !report.fails(false) && report.fails(true));
    let text = report.to_string();
    assert!(text.contains("that day is past: check again, then renew it"), "{text}");
}

#[test]
fn day_to_come_is_an_expected_failure() {
    let report = report("WRITE-32", FAR_AWAY);
    assert_eq!(report.verdict, Verdict::ExpectedFail);
    assert!(report.warns() && !report.fails(false) && !report.fails(true));
}

#[test]
fn rule_that_holds_needs_no_waiver() {
    let report = report("WRITE-02", FAR_AWAY);
    assert_eq!(report.verdict, Verdict::UnexpectedPass);
    assert!(report.fails(false));
    let text = report.to_string();
    assert!(text.contains("the rule holds now: remove the waiver"), "{text}");
}

#[test]
#[should_panic(expected = "WRITE-99 is no rule of the suites of off by one: waive after adding")]
fn rule_that_does_not_exist_is_refused() {
    let _ = subject().waive("WRITE-99", FAR_AWAY);
}

#[test]
#[should_panic(expected = "waive after adding them")]
fn waiver_before_its_suite_is_refused() {
    let _ = Subject::new("early", "1").waive("WRITE-02", FAR_AWAY);
}

#[test]
fn rule_that_does_not_exist_is_not_run() {
    assert!(subject().run("WRITE-99", Options::default()).is_none());
    assert!(subject().run("STREAM-01", Options::default()).is_none());
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).expect("a panic with a text")
}
