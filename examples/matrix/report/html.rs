//! The report as one page that needs nothing else: no network, no second file.

use minijinja::{Environment, value::Serde};
use serde::Serialize;

use super::{
    Summary,
    mark::Mark,
    summary::{SuiteRows, Totals},
};
use crate::{
    plan::{group, short},
    record::Record,
};

/// Renders the run as a page.
pub(crate) fn page(summary: &Summary<'_>) -> String {
    let mut environment = Environment::new();
    for (name, source) in TEMPLATES {
        environment.add_template(name, source).expect("the templates are well-formed");
    }
    let template = environment.get_template("page.html").expect("it was added");
    template.render(Serde(Page::of(summary))).expect("the templates use only what `Page` has")
}

/// The page and what it includes. Text that comes from a run is escaped as `.html` asks for.
const TEMPLATES: [(&str, &str); 3] = [
    ("page.html", include_str!("page/page.html")),
    ("page.css", include_str!("page/page.css")),
    ("page.js", include_str!("page/page.js")),
];

#[derive(Debug, Serialize)]
struct Page<'a> {
    version: &'static str,
    date: String,
    seed: u64,
    strict: bool,
    complete: bool,
    seconds: String,
    failed: bool,
    totals: Totals,
    rules: usize,
    suites: Vec<&'static str>,
    levels: Vec<String>,
    marks: Vec<Sign>,
    tables: Vec<Table<'a>>,
    cells: Vec<&'a Record>,
}

#[derive(Debug, Serialize)]
struct Sign {
    name: &'static str,
    sign: &'static str,
    meaning: &'static str,
    count: usize,
}

/// Suites that the same subjects take part in.
#[derive(Debug, Serialize)]
struct Table<'a> {
    groups: Vec<Group<'a>>,
    subjects: Vec<Head<'a>>,
    suites: Vec<Suite<'a>>,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    name: &'a str,
    span: usize,
}

#[derive(Debug, Serialize)]
struct Head<'a> {
    name: &'a str,
    short: &'a str,
    package: &'a str,
    version: &'a str,
    /// Whether it is the first of its group.
    first: bool,
    totals: Totals,
}

#[derive(Debug, Serialize)]
struct Suite<'a> {
    name: &'static str,
    rows: Vec<Row<'a>>,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'static str,
    level: String,
    class: String,
    statement: &'static str,
    why: &'static str,
    needs: String,
    cells: Vec<Option<Cell<'a>>>,
}

#[derive(Debug, Serialize)]
struct Cell<'a> {
    mark: &'static str,
    sign: &'static str,
    meaning: &'static str,
    subject: &'a str,
}

impl<'a> Page<'a> {
    fn of(summary: &Summary<'a>) -> Self {
        let records = summary.records();
        let rows = &summary.plan.rows;
        let mut levels: Vec<_> = rows.iter().map(|row| row.rule.level).collect();
        levels.sort();
        levels.dedup();
        let marks = Mark::ALL.iter().map(|mark| Sign {
            name: mark.name(),
            sign: mark.sign(),
            meaning: mark.meaning(),
            count: records.iter().filter(|record| Mark::of(record) == *mark).count(),
        });
        Self {
            version: env!("CARGO_PKG_VERSION"),
            date: summary.date.to_string(),
            seed: summary.run.seed,
            strict: summary.run.strict,
            complete: summary.plan.complete,
            seconds: format!("{:.1}", summary.elapsed.as_secs_f32()),
            failed: summary.failed(),
            totals: summary.totals(),
            rules: rows.len(),
            suites: summary.suites().into_iter().map(|(suite, _)| suite).collect(),
            levels: levels.iter().map(ToString::to_string).collect(),
            marks: marks.filter(|sign| sign.count > 0).collect(),
            tables: tables(summary),
            // A pass has nothing to tell that the table does not.
            cells: records.iter().filter(|record| Mark::of(record) != Mark::Pass).collect(),
        }
    }
}

/// Puts suites that follow each other into one table if the subjects of one are all in the other.
fn tables<'a>(summary: &Summary<'a>) -> Vec<Table<'a>> {
    let within = |some: &[usize], all: &[usize]| some.iter().all(|subject| all.contains(subject));
    let mut parts: Vec<(Vec<usize>, Vec<SuiteRows>)> = Vec::new();
    for (suite, rows) in summary.suites() {
        let subjects = summary.subjects_of(&rows);
        match parts.last_mut() {
            Some((here, suites)) if within(&subjects, here) => suites.push((suite, rows)),
            Some((here, suites)) if within(here, &subjects) => {
                *here = subjects;
                suites.push((suite, rows));
            }
            _ => parts.push((subjects, vec![(suite, rows)])),
        }
    }
    parts.iter().map(|(subjects, suites)| table(summary, subjects, suites)).collect()
}

fn table<'a>(summary: &Summary<'a>, subjects: &[usize], suites: &[SuiteRows]) -> Table<'a> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut heads = Vec::new();
    for &at in subjects {
        let subject = &summary.plan.subjects[at];
        let first = groups.last().is_none_or(|last| last.name != group(subject.name()));
        match groups.last_mut() {
            Some(last) if !first => last.span += 1,
            _ => groups.push(Group { name: group(subject.name()), span: 1 }),
        }
        let (name, totals) = (subject.name(), summary.totals_of(at));
        let (package, version) =
            subject.version().rsplit_once(' ').unwrap_or(("", subject.version()));
        // The name of the group says it already.
        let package =
            if [group(name), env!("CARGO_PKG_NAME")].contains(&package) { "" } else { package };
        heads.push(Head { name, short: short(name), package, version, first, totals });
    }
    let suites = suites.iter().map(|(name, rows)| {
        let rows = rows.iter().map(|row| self::row(summary, *row, subjects)).collect();
        Suite { name, rows }
    });
    Table { groups, subjects: heads, suites: suites.collect() }
}

fn row<'a>(summary: &Summary<'a>, row: usize, subjects: &[usize]) -> Row<'a> {
    let rule = summary.plan.rows[row].rule;
    let cell = |subject: &usize| {
        let record = summary.at(row, *subject)?;
        let mark = Mark::of(record);
        let (mark, sign, meaning) = (mark.name(), mark.sign(), mark.meaning());
        Some(Cell { mark, sign, meaning, subject: &record.subject })
    };
    Row {
        id: rule.id,
        level: rule.level.to_string(),
        class: rule.class.to_string(),
        statement: rule.statement,
        why: rule.why,
        needs: rule.capabilities.join(", "),
        cells: subjects.iter().map(cell).collect(),
    }
}
