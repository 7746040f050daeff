//! Sizes, as people write them.

use std::fmt;

/// How many bytes a payload has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size(u64);

impl Size {
    pub(crate) const fn bytes(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads `64`, `64k`, `64KiB`, `64kB`, and so on up to `G`.
pub(crate) fn parse(text: &str) -> Result<Size, String> {
    let wrong = || format!("'{text}' is no size: write 1000, 64KiB, 32MiB or 1GB");
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let unit: u64 = match unit.trim().to_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kib" => 1 << 10,
        "m" | "mib" => 1 << 20,
        "g" | "gib" => 1 << 30,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return Err(wrong()),
    };
    number.checked_mul(unit).map(Size).ok_or_else(|| format!("'{text}' does not fit into 64 bits"))
}

/// Writes a number of bytes, or of bytes per second, in three or four digits.
pub(crate) fn short(bytes: f64) -> String {
    const UNITS: [&str; 4] = ["B", "kB", "MB", "GB"];
    let mut value = bytes;
    let mut units = UNITS.iter();
    let mut unit = units.next();
    while value >= 1000.0 && units.len() > 0 {
        value /= 1000.0;
        unit = units.next();
    }
    let digits = usize::from(value < 100.0 && bytes >= 1000.0);
    format!("{value:.digits$} {}", unit.unwrap_or(&""))
}
