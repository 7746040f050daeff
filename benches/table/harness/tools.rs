//! What has to be installed.

use super::{Question, Unit, callgrind};

/// Checks that what `questions` need is installed.
///
/// # Errors
///
/// Returns what is missing, and what to do.
pub(crate) fn check_tools(questions: &[&Question]) -> Result<(), String> {
    let mut rows = questions.iter().flat_map(|question| question.rows);
    if rows.any(|row| row.unit == Unit::Instructions) {
        callgrind::version()?;
    }
    Ok(())
}
