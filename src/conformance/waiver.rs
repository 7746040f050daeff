//! Rules that a subject is known to break, for a while.

use core::fmt;

/// A rule that a subject is known to break, with a reference and the day on which to look again.
///
/// A waived rule that fails is an expected failure; one that passes is a failure, so that a waiver
/// does not outlive its bug, unless the rule is stochastic and may just have missed it. After its day
/// a waiver warns, and fails where the run is strict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiver {
    reference: &'static str,
    until: Date,
}

impl Waiver {
    /// Reads a waiver: a reference, the word `until`, and a day, as in
    /// `"tokio#8321 until 2027-03-01"`.
    ///
    /// # Panics
    ///
    /// Panics if the reference is missing or the day is not one of the form `YYYY-MM-DD`. The
    /// macros call it while compiling, where the panic is an error at the waiver.
    pub const fn parse(text: &'static str) -> Self {
        const UNTIL: &[u8] = b" until ";
        let bytes = text.as_bytes();
        if bytes.len() < Date::LENGTH + UNTIL.len() {
            panic!("a waiver needs a reference and a day: \"project#123 until 2027-03-01\"");
        }
        let (rest, day) = bytes.split_at(bytes.len() - Date::LENGTH);
        let (reference, until) = rest.split_at(rest.len() - UNTIL.len());
        let mut at = 0;
        while at < UNTIL.len() {
            if until[at] != UNTIL[at] {
                panic!("a waiver needs an expiry: \"project#123 until 2027-03-01\"");
            }
            at += 1;
        }
        let Ok(reference) = core::str::from_utf8(reference.trim_ascii()) else {
            unreachable!() // a text that ends before an ASCII character is a text
        };
        if reference.is_empty() {
            panic!("a waiver needs a reference before its day: \"project#123 until 2027-03-01\"");
        }
        match Date::parse_bytes(day) {
            Some(until) => Self { reference, until },
            None => panic!("a waiver's day must exist and look like 2027-03-01"),
        }
    }

    /// Returns where the failure is written down.
    pub const fn reference(&self) -> &'static str {
        self.reference
    }

    /// Returns the day from which on the waiver is no longer good.
    pub const fn until(&self) -> Date {
        self.until
    }

    /// Returns whether the waiver is no longer good on the day `today`.
    pub fn is_expired(&self, today: Date) -> bool {
        self.until <= today
    }
}

impl fmt::Display for Waiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} until {}", self.reference, self.until)
    }
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    const LENGTH: usize = "2027-03-01".len();

    /// Reads a day of the form `YYYY-MM-DD`, or `None` if it is none.
    pub const fn parse(text: &str) -> Option<Self> {
        Self::parse_bytes(text.as_bytes())
    }

    const fn parse_bytes(text: &[u8]) -> Option<Self> {
        if text.len() != Self::LENGTH || text[4] != b'-' || text[7] != b'-' {
            return None;
        }
        let (Some(year), Some(month), Some(day)) =
            (number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
        else {
            return None;
        };
        if month == 0 || month > 12 || day == 0 || day > days_of(year, month) {
            return None;
        }
        Some(Self { year, month: month as u8, day: day as u8 })
    }

    /// Returns the day on which second `seconds` after 1970-01-01T00:00:00Z lies.
    pub const fn of_unix_time(seconds: u64) -> Self {
        let mut days = seconds / (24 * 60 * 60);
        let mut year = 1970;
        while days >= days_of_year(year) {
            days -= days_of_year(year);
            year += 1;
        }
        let mut month = 1;
        while days >= days_of(year, month) as u64 {
            days -= days_of(year, month) as u64;
            month += 1;
        }
        Self { year, month: month as u8, day: days as u8 + 1 }
    }

    /// Returns the current day in UTC.
    #[cfg(feature = "std")]
    pub fn today() -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Self::of_unix_time(now.map_or(0, |elapsed| elapsed.as_secs()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

const fn number(text: &[u8], from: usize, to: usize) -> Option<u16> {
    let mut value = 0;
    let mut at = from;
    while at < to {
        if !text[at].is_ascii_digit() {
            return None;
        }
        value = value * 10 + (text[at] - b'0') as u16;
        at += 1;
    }
    Some(value)
}

const fn is_leap(year: u16) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

const fn days_of_year(year: u16) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

const fn days_of(year: u16, month: u16) -> u16 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
