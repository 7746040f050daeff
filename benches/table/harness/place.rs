//! Where a side stands.

use std::fmt;

use super::{Question, Row, Side};

/// Where a side stands: in which row of which question, and the how manyeth it is.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    question: &'static Question,
    row: usize,
    /// Ours is 0, the first peer 1.
    side: usize,
}

impl Place {
    /// Returns the places of all sides of a row.
    pub(super) fn of_row(question: &'static Question, row: usize) -> impl Iterator<Item = Self> {
        (0..=question.rows[row].peers.len()).map(move |side| Self { question, row, side })
    }

    /// Finds the place that is written like `text`.
    ///
    /// # Errors
    ///
    /// Returns what to say if there is none.
    pub(crate) fn find(text: &str, questions: &[&'static Question]) -> Result<Self, String> {
        questions
            .iter()
            .flat_map(|question| (0..question.rows.len()).map(|row| (*question, row)))
            .flat_map(|(question, row)| Self::of_row(question, row))
            .find(|place| place.to_string() == text)
            .ok_or_else(|| format!("there is no side `{text}`: see `--list`"))
    }

    pub(super) fn row(&self) -> &'static Row {
        &self.question.rows[self.row]
    }

    pub(super) fn side(&self) -> &'static Side {
        match self.side {
            0 => &self.row().ours,
            n => &self.row().peers[n - 1],
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.question.name, self.row, self.side)
    }
}
