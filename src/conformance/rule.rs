//! What a rule is, and the macro that turns a suite's table into code.

use core::fmt;

/// One numbered requirement of a suite.
///
/// The table at the head of each suite is the only place where a rule's text stands: the tests,
/// the reports, the matrix and `docs/conformance.md` are all made from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The permanent name, such as `READ-01`. A retired id is never used again.
    pub id: &'static str,
    /// What breaking the rule means for a run.
    pub level: Level,
    /// Whether the check always takes the same path.
    pub class: Class,
    /// The requirement, in one sentence.
    pub statement: &'static str,
    /// Where the requirement comes from: the bugs or the document that taught it.
    pub why: &'static str,
    /// The capabilities that a fixture must declare for the rule to apply.
    pub capabilities: &'static [&'static str],
}

impl Rule {
    /// Returns the first capability that the rule needs and `declared` lacks.
    pub fn missing(&self, declared: super::Capabilities) -> Option<&'static str> {
        self.capabilities.iter().copied().find(|name| !declared.has(name))
    }

    #[doc(hidden)]
    pub const fn from_row(
        id: &'static str,
        level: Level,
        class: Class,
        statement: &'static str,
        why: &'static str,
        capabilities: &'static [&'static str],
    ) -> Self {
        Self { id, level, class, statement: statement.trim_ascii(), why, capabilities }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.id, self.level, self.statement)
    }
}

/// What breaking a rule means for a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The run fails.
    Must,
    /// The run warns, and fails where it is strict.
    Should,
    /// There is nothing to break: the check records a fact on which implementations differ.
    Char,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Must => "MUST",
            Self::Should => "SHOULD",
            Self::Char => "CHAR",
        })
    }
}

/// Whether a check always takes the same path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Same implementation, same outcome.
    Deterministic,
    /// Races or random scripts; the seed is printed and accepted.
    Stochastic,
    /// No check from outside can tell; the row says who can.
    Untestable,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Deterministic => "deterministic",
            Self::Stochastic => "stochastic",
            Self::Untestable => "untestable",
        })
    }
}

/// Spells `READ_01`, a name that Rust accepts, as `READ-01`, the name that people use.
///
/// # Panics
///
/// Panics if `LEN` is not the length of `name`.
pub(crate) const fn dashed<const LEN: usize>(name: &str) -> [u8; LEN] {
    let name = name.as_bytes();
    let mut out = [0; LEN];
    let mut at = 0;
    while at < LEN {
        out[at] = if name[at] == b'_' { b'-' } else { name[at] };
        at += 1;
    }
    out
}

/// The other way round of [`dashed`]: whether `id` and `name` are the same rule.
pub(crate) const fn same(id: &str, name: &str) -> bool {
    let (id, name) = (id.as_bytes(), name.as_bytes());
    if id.len() != name.len() {
        return false;
    }
    let mut at = 0;
    while at < id.len() {
        if id[at] != name[at] && !(id[at] == b'-' && name[at] == b'_') {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether one of `rules` is called `name`, spelled with an underscore.
#[doc(hidden)]
pub const fn is_known(rules: &[&[&Rule]], name: &str) -> bool {
    let mut suite = 0;
    while suite < rules.len() {
        let mut at = 0;
        while at < rules[suite].len() {
            if same(rules[suite][at].id, name) {
                return true;
            }
            at += 1;
        }
        suite += 1;
    }
    false
}

/// Turns the table of a suite into its constants, its list of checks, and the macro that makes
/// one test per row.
///
/// ```text
/// rules! {
///     fixture Source, rows __read_rules;
///
///     /// A read with no room is ready at once and changes nothing.
///     READ_01 Must Deterministic [] read_01_no_room_is_ready "tokio#8321";
///     /// Bytes appended after the end are read.
///     READ_12 Must Deterministic [growing "READ-12: capability `growing` not declared"]
///         read_12_growth_is_read "async-std#1030";
/// }
/// ```
///
/// expands to
///
/// ```text
/// pub const READ_01: Rule = …;                         // and so on
/// pub const RULES: &[&Rule] = &[&READ_01, &READ_12];
/// pub fn checks<F: Source>() -> Vec<Check<F>> { … }     // in the order of the table
/// macro_rules! __read_rules { … }                      // calls `row!` once for each row
/// ```
///
/// A row of class `Untestable` asks for `untestable`, which no fixture can declare, and its `why` says
/// who proves it instead.
///
/// The reason for which a row is ignored is a literal in the row, since `#[ignore = concat!(..)]`
/// compiles and silently loses the text; a test compares it with the id and the capability.
macro_rules! rules {
    (fixture $fixture:ident, rows $rows:ident; $($table:tt)*) => {
        $crate::conformance::rule::rules! { @table ($) $fixture $rows $($table)* }
    };
    (@table ($d:tt) $fixture:ident $rows:ident $(
        $(#[doc = $statement:literal])+
        $id:ident $level:ident $class:ident [$($capability:ident $reason:literal),*] $check:ident $why:literal;
    )+) => {
        $(
            #[doc = concat!("`", stringify!($id), "`:", $($statement),+)]
            pub const $id: $crate::conformance::Rule = $crate::conformance::Rule::from_row(
                {
                    const NAME: &[u8] = &$crate::conformance::rule::dashed::<{ stringify!($id).len() }>(
                        stringify!($id),
                    );
                    match core::str::from_utf8(NAME) {
                        Ok(name) => name,
                        Err(_) => unreachable!(),
                    }
                },
                $crate::conformance::Level::$level,
                $crate::conformance::Class::$class,
                concat!($($statement),+),
                $why,
                &[$(stringify!($capability)),*],
            );
        )+

        /// The rules of this suite, in the order of the table.
        pub const RULES: &[&$crate::conformance::Rule] = &[$(&$id),+];

        /// Why each row is ignored where a capability is missing: rule, capability, text.
        #[doc(hidden)]
        pub const REASONS: &[(&str, &str, &str)] =
            &[$($(($id.id, stringify!($capability), $reason),)*)+];

        /// The checks of this suite, in the order of the table.
        pub fn checks<F: $fixture>() -> alloc::vec::Vec<$crate::conformance::Check<F>> {
            alloc::vec![$($crate::conformance::Check { rule: &$id, run: $check }),+]
        }

        #[doc(hidden)]
        #[macro_export]
        macro_rules! $rows {
            ($d row:ident $d arguments:tt) => {
                $($d row! { $d arguments $id $check [$($capability $reason)*] })+
            };
        }
    };
}
pub(crate) use rules;
