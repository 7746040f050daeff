//! Subjects for the tests of this program: one ends in every way in which a cell can end, with rules
//! of its own; the fixture of the other one is wrong.
//!
//! They are there only where the environment asks for them.

use std::{process, thread, time::Duration};

use async_interop::conformance::{
    Capabilities, Check, Class, Duplex, Level, Outcome, Pass, Rule, Stop, Subject, reference,
};

/// The environment variable that adds the subjects.
const VARIABLE: &str = "ASYNC_INTEROP_MATRIX_SELF_TEST";

/// A way to end, with the rule that it is shown under.
struct Way {
    rule: Rule,
    waiver: Option<&'static str>,
    end: fn(u64) -> Outcome,
}

static WAYS: [Way; 15] = [
    way("SELF-01", Level::Must, |_| Ok(Pass::Held)),
    way("SELF-02", Level::Must, |_| Err(Stop::fail("three", "four <b>&amp;</script>"))),
    way("SELF-03", Level::Must, |_| Err(Stop::inconclusive("no stage"))),
    way("SELF-04", Level::Must, |_| panic!("out of luck")),
    way("SELF-05", Level::Must, |_| process::abort()),
    way("SELF-06", Level::Must, |_| process::exit(0)),
    way("SELF-07", Level::Must, |_| sleep_forever()),
    way("SELF-08", Level::Must, |_| chatter()),
    way("SELF-09", Level::Should, |_| Err(Stop::fail("better", "worse"))),
    way("SELF-10", Level::Char, |seed| Ok(Pass::Fact(format!("the seed is {seed}")))),
    way("SELF-11", Level::Must, |_| Err(Stop::skipped("not here"))),
    way("SELF-12", Level::Must, |_| Err(Stop::fail("five", "six")))
        .waived("here#1 until 9999-12-31"),
    way("SELF-13", Level::Must, |_| Err(Stop::fail("seven", "eight")))
        .waived("here#2 until 2001-01-01"),
    way("SELF-14", Level::Must, |_| Ok(Pass::Held)).waived("here#3 until 9999-12-31"),
    way("SELF-15", Level::Must, |_| Ok(Pass::Held)).racing().waived("here#4 until 9999-12-31"),
];

pub(super) fn subjects() -> Vec<Subject> {
    if std::env::var_os(VARIABLE).is_none() {
        return Vec::new();
    }
    let subject = Subject::new("self-test/ends", "none 0");
    let subject = WAYS.iter().fold(subject, |subject, way| {
        // A check is a plain function: the fixture tells it which way to go.
        let check = Check { rule: &way.rule, run: |way: &mut &Way, env| (way.end)(env.seed()) };
        subject.suite("SELF", vec![check], Capabilities::NONE, move || way)
    });
    let waived = WAYS.iter().filter_map(|way| Some((way.rule.id, way.waiver?)));
    let subject = waived.fold(subject, |subject, (id, waiver)| subject.waive(id, waiver));
    let unpaired = Subject::new("self-test/unpaired", "none 0");
    vec![subject, unpaired.duplex(Capabilities::NONE, || Unpaired)]
}

/// Makes ends of two connections.
struct Unpaired;

impl Duplex for Unpaired {
    type Io = reference::Pipe;

    fn pair(&mut self) -> (reference::Pipe, reference::Pipe) {
        (reference::pipe(1).0, reference::pipe(1).0)
    }
}

const fn way(id: &'static str, level: Level, end: fn(u64) -> Outcome) -> Way {
    let statement = "The program shows this end as what it is.";
    let rule = Rule::from_row(id, level, Class::Deterministic, statement, "the tests", &[]);
    Way { rule, waiver: None, end }
}

impl Way {
    const fn racing(mut self) -> Self {
        self.rule.class = Class::Stochastic;
        self
    }

    const fn waived(self, waiver: &'static str) -> Self {
        Self { waiver: Some(waiver), ..self }
    }
}

fn sleep_forever() -> ! {
    loop {
        thread::sleep(Duration::from_secs(60));
    }
}

/// Passes, and says more on the standard output than the record.
fn chatter() -> Outcome {
    println!("{{}}\nnot a record");
    Ok(Pass::Held)
}
