//! Subjects as values, for programs that report on many.

use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};
use core::fmt;

use super::{
    BufSource, Caller, Capabilities, Channel, Check, Clock, Driver, Duplex, Env, Executor, Global,
    Handles, LocalDriver, Options, ReadSide, Report, Rule, Seekable, Sink, Source, Waiters, Waiver,
    WriteSide, block, buf, caller, duplex, global, join, local,
    preflight::{self, Misfit},
    rbuf, read,
    run::{self, Job, Question},
    seek, spawn, stream, timer, waiters, waker, write,
};

/// A subject with the suites that it takes part in.
///
/// The macros make tests; this makes a list that a program can run and report on, as the matrix
/// does.
pub struct Subject {
    name: String,
    version: String,
    entries: Vec<Entry>,
    questions: Vec<(Capabilities, Arc<Question>)>,
}

struct Entry {
    suite: &'static str,
    rule: &'static Rule,
    capabilities: Capabilities,
    waiver: Option<Waiver>,
    job: Arc<Job>,
}

impl Subject {
    /// Makes a subject that takes part in no suite yet.
    pub fn new(name: impl Into<String>, version: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            version: version.into(),
            entries: Vec::new(),
            questions: Vec::new(),
        }
    }

    /// Adds the suites of what can be read.
    #[must_use]
    pub fn source<F: Source + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        let opened = fixture.clone();
        self.question(capabilities, move |env| preflight::source(&mut opened(), env))
            .suite("READ", read::checks::<F>(), capabilities, fixture.clone())
            .suite("RBUF", rbuf::checks::<F>(), capabilities, fixture)
    }

    /// Adds the suite of readers that have a buffer of their own.
    #[must_use]
    pub fn buf_source<F: BufSource + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        let opened = fixture.clone();
        self.question(capabilities, move |env| preflight::buf_source(&mut opened(), env)).suite(
            "BUF",
            buf::checks::<F>(),
            capabilities,
            fixture,
        )
    }

    /// Adds the suite of objects with a position.
    #[must_use]
    pub fn seekable<F: Seekable + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        let opened = fixture.clone();
        self.question(capabilities, move |env| preflight::seekable(&mut opened(), env)).suite(
            "SEEK",
            seek::checks::<F>(),
            capabilities,
            fixture,
        )
    }

    /// Adds the suite of what can be written.
    #[must_use]
    pub fn sink<F: Sink + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        let opened = fixture.clone();
        self.question(capabilities, move |env| preflight::sink(&mut opened(), env)).suite(
            "WRITE",
            write::checks::<F>(),
            capabilities,
            fixture,
        )
    }

    /// Adds the suites of what can be read and written.
    #[must_use]
    pub fn duplex<F: Duplex + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        let (reading, writing) = (fixture.clone(), fixture.clone());
        self.source(capabilities, move || ReadSide(reading()))
            .sink(capabilities, move || WriteSide(writing()))
            .suite("DUPLEX", duplex::checks::<F>(), capabilities, fixture)
    }

    /// Adds the suites of executors: of bare tasks, of tasks with our handle, and of wakers.
    #[must_use]
    pub fn executor<F: Executor + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        let joining = fixture.clone();
        self.suite("SPAWN", spawn::checks::<F>(), capabilities, fixture.clone())
            .suite("JOIN", join::checks::<Handles<F>>(), capabilities, move || {
                Handles::new(joining())
            })
            .suite("WAKER", waker::checks::<F>(), capabilities, fixture)
    }

    /// Adds the rules for an event that several tasks wait for.
    #[must_use]
    pub fn waiters<F: Waiters + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        self.suite("WAKER", waiters::checks::<F>(), capabilities, fixture)
    }

    /// Adds the suite of what runs a future on the current thread.
    #[must_use]
    pub fn driver<F: Driver + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        self.suite("BLOCK", block::checks::<F>(), capabilities, fixture)
    }

    /// Adds the suites of what runs a future on the current thread, and spawns tasks that stay there.
    #[must_use]
    pub fn local_driver<F: LocalDriver + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        self.suite("LOCAL", local::checks::<F>(), capabilities, fixture.clone())
            .driver(capabilities, fixture)
    }

    /// Adds the suite of the global executor.
    ///
    /// Our slot is set once in the life of a process: run each rule in a process of its own.
    #[must_use]
    pub fn global<F: Global + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        self.suite("GLOBAL", global::checks::<F>(), capabilities, fixture)
    }

    /// Adds the suite of streams. A stream that wraps another one is an
    /// [`Adapter`](super::Adapter) in [`Adapted`](super::Adapted).
    #[must_use]
    pub fn stream<F: Channel + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        self.suite("STREAM", stream::checks::<F>(), capabilities, fixture)
    }

    /// Adds the suite of what uses the traits: adapters, combinators, helpers.
    #[must_use]
    pub fn caller<F: Caller + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        self.suite("CALLER", caller::checks::<F>(), capabilities, fixture)
    }

    /// Adds the suite of timers.
    #[must_use]
    pub fn timer<F: Clock + 'static>(
        self,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        self.suite("TIMER", timer::checks::<F>(), capabilities, fixture)
    }

    fn question(
        mut self,
        capabilities: Capabilities,
        ask: impl Fn(&mut Env) -> Result<(), Misfit> + Send + Sync + 'static,
    ) -> Self {
        self.questions.push((capabilities, Arc::new(Box::new(ask))));
        self
    }

    /// Adds the checks of one suite.
    #[must_use]
    pub fn suite<F: 'static>(
        mut self,
        suite: &'static str,
        checks: Vec<Check<F>>,
        capabilities: Capabilities,
        fixture: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        self.entries.extend(checks.into_iter().map(|Check { rule, run }| {
            let fixture = fixture.clone();
            let job: Job = Box::new(move |env| run(&mut fixture(), env));
            Entry { suite, rule, capabilities, waiver: None, job: Arc::new(job) }
        }));
        self
    }

    /// Waives the rule `id`, as in `waive("READ-01", "tokio#8321 until 2027-03-01")`.
    ///
    /// # Panics
    ///
    /// Panics if no suite added so far has that rule, or as [`Waiver::parse`] does.
    #[must_use]
    #[track_caller]
    pub fn waive(mut self, id: &str, waiver: &'static str) -> Self {
        let waiver = Waiver::parse(waiver);
        let mut matching = self.entries.iter_mut().filter(|entry| entry.rule.id == id).peekable();
        assert!(
            matching.peek().is_some(),
            "{id} is no rule of the suites of {}: waive after adding them, and check the id",
            self.name
        );
        matching.for_each(|entry| entry.waiver = Some(waiver));
        self
    }

    /// Returns the subject's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the subject's version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the rules that the subject takes part in, each with the name of its suite.
    pub fn rules(&self) -> impl Iterator<Item = (&'static str, &'static Rule)> + '_ {
        self.entries.iter().map(|entry| (entry.suite, entry.rule))
    }

    /// Asks each fixture for what its checks need: that bytes go from one end to the other.
    ///
    /// The rules say the same, each in its own words and less clearly: ask this first.
    ///
    /// # Errors
    ///
    /// [`Misfit`] if a fixture does not pair, panics, or does not return; it says what to do.
    pub fn preflight(&self, options: Options) -> Result<(), Misfit> {
        for (capabilities, question) in &self.questions {
            let question = Arc::clone(question);
            run::preflight(*capabilities, options, move |env| question(env))?;
        }
        Ok(())
    }

    /// Returns whether the subject takes part in the rule `id` and declared what it needs.
    ///
    /// Where it did not, [`run`](Self::run) skips the rule at once and touches nothing of the subject.
    pub fn applies(&self, id: &str) -> bool {
        let entry = self.entries.iter().find(|entry| entry.rule.id == id);
        entry.is_some_and(|entry| entry.rule.missing(entry.capabilities).is_none())
    }

    /// Runs the rule `id`, or returns `None` if the subject does not take part in it.
    pub fn run(&self, id: &str, options: Options) -> Option<Report> {
        let entry = self.entries.iter().find(|entry| entry.rule.id == id)?;
        let job = Arc::clone(&entry.job);
        Some(run::run(entry.rule, entry.capabilities, entry.waiver, options, move |env| job(env)))
    }

    /// Returns the waiver of the rule `id`.
    pub fn waiver(&self, id: &str) -> Option<Waiver> {
        self.entries.iter().find(|entry| entry.rule.id == id)?.waiver
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Subject");
        out.field("name", &self.name).field("version", &self.version);
        out.field("rules", &self.entries.len()).finish()
    }
}
