//! What the user asks for.

use clap::Parser;

use super::Question;

/// Shows how fast and how frugal the crate is, with its peers beside it.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo bench --all-features --")]
pub(crate) struct Args {
    /// Parts of the names of the questions to ask [default: all]
    names: Vec<String>,

    /// Prints the questions and their sides, and ends
    #[arg(long)]
    pub(crate) list: bool,

    /// Runs one side alone and prints what it counts itself: to be run under valgrind
    #[arg(long, value_name = "QUESTION:ROW:SIDE")]
    pub(crate) side: Option<String>,

    /// What cargo says to every bench
    #[arg(long, hide = true)]
    bench: bool,
}

impl Args {
    /// Returns those of `all` questions that the user asks for.
    ///
    /// # Errors
    ///
    /// Returns what to say if a name is of no question.
    pub(crate) fn select(
        &self,
        all: &[&'static Question],
    ) -> Result<Vec<&'static Question>, String> {
        let is_of = |name: &str, question: &Question| question.name.contains(name);
        for name in &self.names {
            if !all.iter().any(|question| is_of(name, question)) {
                return Err(format!("no question is named like `{name}`: see `--list`"));
            }
        }
        let asked = |question: &Question| {
            self.names.is_empty() || self.names.iter().any(|name| is_of(name, question))
        };
        Ok(all.iter().copied().filter(|question| asked(question)).collect())
    }
}
