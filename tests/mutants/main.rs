//! Proof that every rule can fail.
//!
//! For each rule there is at least one implementation that is broken in just one way, written as
//! carefully as a right one. The tests run each mutant against the rule that must catch it, then
//! against all rules, and compare who caught whom with `docs/kill-matrix.md`. A rule without a
//! mutant does not compile.
//!
//! To write the matrix anew: `UPDATE_KILL_MATRIX=1 cargo test --all-features --test mutants`.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod adapter;
mod block;
mod buf;
mod buffered;
mod caller;
mod channel;
mod clock;
mod connection;
mod copy;
mod driver;
mod duplex;
mod event;
mod executor;
mod file;
mod global;
mod handle;
mod join;
mod kill;
mod layered;
mod local;
mod memory;
mod one_waker;
mod outlet;
mod pipe;
mod rbuf;
mod read;
mod reader;
mod relay;
mod seek;
mod sent;
mod spawn;
mod stream;
mod timer;
mod twice;
mod waiters;
mod waker;
mod wrapping;
mod write;

use async_interop::conformance;
use kill::Mutant;

/// Every suite with its mutants.
const SUITES: &[(&[&conformance::Rule], &[Mutant])] = &[
    (conformance::read::RULES, read::MUTANTS),
    (conformance::rbuf::RULES, rbuf::MUTANTS),
    (conformance::buf::RULES, buf::MUTANTS),
    (conformance::seek::RULES, seek::MUTANTS),
    (conformance::write::RULES, write::MUTANTS),
    (conformance::duplex::RULES, duplex::MUTANTS),
    (conformance::spawn::RULES, spawn::MUTANTS),
    (conformance::join::RULES, join::MUTANTS),
    (conformance::waker::RULES, waker::MUTANTS),
    (conformance::waiters::RULES, waiters::MUTANTS),
    (conformance::local::RULES, local::MUTANTS),
    (conformance::block::RULES, block::MUTANTS),
    (conformance::global::RULES, global::MUTANTS),
    (conformance::stream::RULES, stream::MUTANTS),
    (conformance::timer::RULES, timer::MUTANTS),
    (conformance::caller::RULES, caller::MUTANTS),
];

const _: () = kill::assert_every_rule_has_a_mutant(SUITES);

#[test]
fn every_mutant_is_killed_by_its_rule_with_the_right_words() {
    kill::assert_each_is_killed_by_its_rule(SUITES);
}

#[test]
fn kill_matrix_is_up_to_date() {
    kill::assert_matrix_is_up_to_date(SUITES);
}

#[test]
fn without_a_defect_the_mutants_conform() {
    kill::assert_conforms(&pipe::subject(None));
    kill::assert_conforms(&pipe::growing_subject(None));
    kill::assert_conforms(&pipe::adapter_subject(None));
    kill::assert_conforms(&reader::subject(None));
    kill::assert_conforms(&reader::pipe_subject(None));
    kill::assert_conforms(&file::subject(None));
    kill::assert_conforms(&outlet::subject(None));
    kill::assert_conforms(&buffered::subject(None));
    kill::assert_conforms(&connection::subject(None));
    kill::assert_conforms(&copy::subject(None));
    kill::assert_conforms(&layered::subject(None));
    kill::assert_conforms(&event::subject(None));
    kill::assert_conforms(&executor::subject(None));
    kill::assert_conforms(&driver::subject(None));
    kill::assert_conforms(&global::subject(None));
    kill::assert_conforms(&handle::subject(None));
    kill::assert_conforms(&channel::subject(None));
    kill::assert_conforms(&clock::subject(None));
    kill::assert_conforms(&adapter::subject(None));
    kill::assert_conforms(&relay::subject(None));
    kill::assert_conforms(&wrapping::subject(None));
    kill::assert_conforms(&wrapping::through::subject(None));
    kill::assert_conforms(&wrapping::body::subject(None));
}
