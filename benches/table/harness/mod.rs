//! What asks the questions and what answers them; nothing here knows a question.
//!
//! Read it in this order: `question` is what a question is made of, `measure` is what a side of it
//! calls, `place` names a side, `child` runs one in a process of its own, `callgrind` counts its
//! instructions, `answer` runs them all, `report` shows what came back.

mod answer;
mod args;
mod callgrind;
mod child;
mod measure;
mod place;
mod question;
mod report;
mod tools;
mod versions;

pub(crate) use self::{
    answer::answer,
    args::Args,
    child::run_here,
    measure::{Counts, measure},
    place::Place,
    question::{Goal, Question, Row, Side, Unit, ours, peer},
    report::{list, table},
    tools::check_tools,
    versions::versions,
};
