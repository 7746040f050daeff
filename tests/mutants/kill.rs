//! Running mutants and writing down who caught whom.

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

use async_interop::conformance::{Class, Level, Options, Report, Rule, Subject, Verdict};

/// An implementation with one defect.
pub(crate) struct Mutant {
    /// The rule that must catch it.
    pub(crate) rule: &'static str,
    /// What is wrong with it, in a few words.
    pub(crate) defect: &'static str,
    /// What the report of the rule must say.
    pub(crate) words: &'static str,
    /// Makes it.
    pub(crate) subject: fn() -> Subject,
}

/// Makes a list of mutants: rule, defect as `Defect` names it, what is wrong, what the report says.
///
/// `Defect` and `subject`, which makes a subject with one, are those of the place where it stands, or
/// of the module that stands before the defect.
macro_rules! mutants {
    ($($rule:literal $module:ident::$defect:ident $text:literal $words:literal;)*) => {
        pub(crate) const MUTANTS: &[$crate::kill::Mutant] = &[$($crate::kill::Mutant {
            rule: $rule,
            defect: $text,
            words: $words,
            subject: || $module::subject(Some($module::Defect::$defect)),
        }),*];
    };
    ($($rule:literal $defect:ident $text:literal $words:literal;)*) => {
        pub(crate) const MUTANTS: &[$crate::kill::Mutant] = &[$($crate::kill::Mutant {
            rule: $rule,
            defect: $text,
            words: $words,
            subject: || subject(Some(Defect::$defect)),
        }),*];
    };
}
pub(crate) use mutants;

/// A suite's rules with its mutants.
pub(crate) type Suite = (&'static [&'static Rule], &'static [Mutant]);

/// Refuses, while compiling, a rule that no mutant shows able to fail.
///
/// Nothing can break a rule of level CHAR, and an untestable one says who proves it instead.
pub(crate) const fn assert_every_rule_has_a_mutant(suites: &[Suite]) {
    let mut suite = 0;
    while suite < suites.len() {
        let (rules, mutants) = suites[suite];
        let mut at = 0;
        while at < rules.len() {
            let exempt = matches!(rules[at].level, Level::Char)
                || matches!(rules[at].class, Class::Untestable);
            assert!(exempt || has_mutant(mutants, rules[at].id), "a rule has no mutant");
            at += 1;
        }
        suite += 1;
    }
}

const fn has_mutant(mutants: &[Mutant], id: &str) -> bool {
    let mut at = 0;
    while at < mutants.len() {
        if equal(mutants[at].rule, id) {
            return true;
        }
        at += 1;
    }
    false
}

const fn equal(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Runs each mutant against its own rule.
pub(crate) fn assert_each_is_killed_by_its_rule(suites: &[Suite]) {
    let survivors = for_each_mutant(suites, |mutant| {
        let subject = (mutant.subject)();
        // A race does not come out the same way every time: a few seeds are one try.
        let seeds = 1..=if is_stochastic(&subject, mutant.rule) { 10 } else { 1 };
        let mut reports = seeds.map(|seed| run_with(&subject, mutant.rule, seed));
        let killed = |report: &Report| is_kill(report) && report.to_string().contains(mutant.words);
        if reports.any(|report| killed(&report)) {
            return String::new();
        }
        let report = run(&subject, mutant.rule);
        format!("\n{}: {}\n{report}\n", mutant.rule, mutant.defect)
    });
    assert!(survivors.is_empty(), "not killed, or not with the right words:\n{survivors}");
}

/// Runs each mutant against all rules and compares with the committed table.
pub(crate) fn assert_matrix_is_up_to_date(suites: &[Suite]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/kill-matrix.md");
    if std::env::var_os("UPDATE_KILL_MATRIX").is_some() {
        fs::write(&path, matrix(suites)).expect("docs/kill-matrix.md can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let mutants = suites.iter().flat_map(|(_, mutants)| mutants.iter());
    let made: Vec<_> = mutants.map(first_columns).collect();
    // Who else catches a mutant is told for the reader: with threads in play it is not always the
    // same. That its own rule does is a test of its own.
    let written: Vec<_> = committed
        .lines()
        .skip_while(|line| !line.starts_with("|---"))
        .skip(1)
        .map(|line| line.rsplitn(3, '|').last().unwrap_or_default().trim_end().to_owned())
        .collect();
    assert_eq!(
        made, written,
        "docs/kill-matrix.md has other mutants: write it anew with UPDATE_KILL_MATRIX=1"
    );
}

fn first_columns(mutant: &Mutant) -> String {
    format!("| {} | {}", mutant.rule, mutant.defect)
}

/// Runs all rules against a subject that has to pass them.
pub(crate) fn assert_conforms(subject: &Subject) {
    let mut failures = String::new();
    for (_, rule) in subject.rules() {
        let report = run(subject, rule.id);
        if report.fails(true) {
            let _ = writeln!(failures, "{report}");
        }
    }
    assert!(failures.is_empty(), "{}:\n{failures}", subject.name());
}

fn matrix(suites: &[Suite]) -> String {
    let mut out = String::from(
        "# Kill matrix\n\n\
         Every rule is proven able to fail: each line is an implementation with one defect, the rule \
         that\nmust catch it, and the other rules that catch it too. Made by `tests/mutants`; do not \
         edit.\n\n\
         | rule | defect | also caught by |\n|---|---|---|\n",
    );
    out += &for_each_mutant(suites, |mutant| {
        let subject = (mutant.subject)();
        let ids = subject.rules().map(|(_, rule)| rule).filter(|rule| rule.id != mutant.rule);
        // What a race finds varies from run to run and would make the table vary.
        let steady = ids.filter(|rule| rule.class == Class::Deterministic);
        let also: Vec<_> =
            steady.map(|rule| rule.id).filter(|id| is_kill(&run(&subject, id))).collect();
        let also = if also.is_empty() { "-".into() } else { also.join(" ") };
        format!("{} | {also} |\n", first_columns(mutant))
    });
    out
}

/// Calls `judge` for every mutant and joins what it returns, in the order of the lists.
///
/// Several at a time: what takes long is a check that waits for something that will not come.
fn for_each_mutant(suites: &[Suite], judge: impl Fn(&Mutant) -> String + Sync) -> String {
    const WORKERS: usize = 4;
    let mutants: Vec<&Mutant> = suites.iter().flat_map(|(_, mutants)| mutants.iter()).collect();
    let next = AtomicUsize::new(0);
    let texts: Vec<OnceLock<String>> = mutants.iter().map(|_| OnceLock::new()).collect();
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, SeqCst);
                    let Some(mutant) = mutants.get(at) else { break };
                    texts[at].get_or_init(|| judge(mutant));
                }
            });
        }
    });
    texts.into_iter().filter_map(OnceLock::into_inner).collect()
}

fn run(subject: &Subject, id: &str) -> Report {
    run_with(subject, id, Options::default().seed)
}

fn run_with(subject: &Subject, id: &str, seed: u64) -> Report {
    let options = Options { limit: Duration::from_secs(2), seed, ..Options::default() };
    subject.run(id, options).unwrap_or_else(|| panic!("{} has no rule {id}", subject.name()))
}

fn is_stochastic(subject: &Subject, id: &str) -> bool {
    subject.rules().any(|(_, rule)| rule.id == id && rule.class == Class::Stochastic)
}

fn is_kill(report: &Report) -> bool {
    matches!(report.verdict, Verdict::Fail | Verdict::Timeout | Verdict::Crash)
}
