//! Programs, and what they may return.

use std::{
    future,
    pin::{Pin, pin},
    sync::Arc,
};

use arbitrary::{Arbitrary, Unstructured};
use async_interop::{
    future::{join, join_all, select, yield_now},
    stream::{self, StreamExt as _},
    task::{JoinError, JoinSet, SpawnExt as _},
};
use async_interop_fuzz::planned_panic;

use crate::{
    ledger::Token,
    world::{Laws, World},
};

/// A program, and what goes on around it.
#[derive(Arbitrary, Debug)]
pub struct Program {
    pub capacity: Option<u8>,
    pub root: Plan,
    pub drive: Vec<Drive>,
    pub end: End,
}

/// What goes on around a program, before all goes its way.
#[derive(Arbitrary, Debug)]
pub enum Drive {
    Turn,
    Happen(u8),
    Poll,
    DropRoot,
    DropExecutor,
}

#[derive(Arbitrary, Debug, PartialEq)]
pub enum End {
    ExecutorLast,
    WakersLast,
}

/// A part of a program.
#[derive(Clone, Debug)]
pub enum Plan {
    Ready,
    Yield(u8),
    Wait(u8),
    /// In a task only. Elsewhere it is `Ready`.
    Panic,
    /// In a task only that is aborted for certain. Elsewhere it is `Ready`.
    Never,
    Select2 {
        biased: bool,
        arms: Box<[Plan; 2]>,
    },
    Select3 {
        biased: bool,
        arms: Box<[Plan; 3]>,
    },
    Join(Box<[Plan; 3]>),
    JoinAll(Vec<Plan>),
    Buffered {
        n: u8,
        plans: Vec<Plan>,
    },
    BufferUnordered {
        n: u8,
        plans: Vec<Plan>,
    },
    Task {
        plan: Box<Plan>,
        how: How,
    },
    Set {
        plans: Vec<Plan>,
        how: SetHow,
    },
}

/// What is done with the handle of a task.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub enum How {
    Join,
    Detach,
    /// Before it was polled for the first time.
    AbortAtOnce,
    AbortLater(u8),
    /// By a handle that can do nothing else, when the other is gone.
    AbortDetached(u8),
    AbortOnDrop(u8),
    /// Polled once, and then dropped.
    PollAndDetach,
    /// Joined by whoever comes first: the handle itself, or some yields.
    JoinOrGiveUp(u8),
}

#[derive(Arbitrary, Clone, Copy, Debug)]
pub enum SetHow {
    JoinAll,
    /// So many are joined, and the set is dropped.
    JoinSome(u8),
    AbortAll(u8),
    DetachAll(u8),
}

/// Where a part is.
#[derive(Clone, Copy, PartialEq)]
pub enum Place {
    Root,
    Task,
    /// In a task that is aborted, however long it waits.
    Doomed,
}

/// What a part returned.
pub enum Value {
    Leaf(#[expect(dead_code, reason = "to be dropped")] Token),
    /// The arm that won.
    Won(usize, Box<Value>),
    /// In order.
    All(Vec<Value>),
    /// In the order in which they ended.
    Ended(Vec<(usize, Value)>),
    Refused,
    Gone,
    Joined {
        finished_before: bool,
        value: Box<Value>,
    },
    Canceled {
        finished_before: bool,
    },
    Panicked,
}

impl How {
    const fn place(self) -> Place {
        match self {
            Self::AbortAtOnce | Self::AbortLater(_) | Self::AbortOnDrop(_) => Place::Doomed,
            // Whoever is to abort it may be gone before.
            Self::AbortDetached(_) => Place::Task,
            Self::Join | Self::Detach | Self::PollAndDetach | Self::JoinOrGiveUp(_) => Place::Task,
        }
    }
}

impl SetHow {
    const fn place(self) -> Place {
        match self {
            Self::JoinSome(0) | Self::AbortAll(0) => Place::Doomed,
            _ => Place::Task,
        }
    }
}

pub type Running = Pin<Box<dyn Future<Output = Value> + Send>>;

impl Plan {
    /// Starts the part.
    pub fn build(self, world: &Arc<World>, place: Place) -> Running {
        let world = Arc::clone(world);
        let held = world.ledger.token();
        match self {
            Self::Ready => Box::pin(async move {
                drop(held);
                Value::Leaf(world.ledger.token())
            }),
            Self::Yield(n) => Box::pin(async move {
                yields(n).await;
                drop(held);
                Value::Leaf(world.ledger.token())
            }),
            Self::Wait(event) => Box::pin(async move {
                world.events.wait(event.into()).await;
                drop(held);
                Value::Leaf(world.ledger.token())
            }),
            Self::Panic => Box::pin(async move {
                let _held = held;
                if place != Place::Root {
                    planned_panic();
                }
                Value::Leaf(world.ledger.token())
            }),
            Self::Never => Box::pin(async move {
                let _held = held;
                if place == Place::Doomed {
                    future::pending::<()>().await;
                }
                Value::Leaf(world.ledger.token())
            }),
            Self::Select2 { biased, arms } => Box::pin(async move {
                let _held = held;
                let [a, b] = arms.map(|plan| plan.build(&world, place));
                let (index, value) = if biased {
                    select! {
                        biased;
                        value = a => (0, value),
                        value = b => (1, value),
                    }
                } else {
                    select! {
                        value = a => (0, value),
                        value = b => (1, value),
                    }
                };
                Value::Won(index, Box::new(value))
            }),
            Self::Select3 { biased, arms } => Box::pin(async move {
                let _held = held;
                // By reference: the others live on until the end of the block.
                let [mut a, mut b, mut c] = arms.map(|plan| plan.build(&world, place));
                let (index, value) = if biased {
                    select! {
                        biased;
                        value = &mut a => (0, value),
                        value = &mut b => (1, value),
                        value = &mut c => (2, value),
                    }
                } else {
                    select! {
                        value = &mut a => (0, value),
                        value = &mut b => (1, value),
                        value = c => (2, value),
                    }
                };
                yield_now().await;
                Value::Won(index, Box::new(value))
            }),
            Self::Join(plans) => Box::pin(async move {
                let _held = held;
                let [a, b, c] = plans.map(|plan| plan.build(&world, place));
                let (a, b, c) = join!(a, b, c);
                Value::All(vec![a, b, c])
            }),
            Self::JoinAll(plans) => Box::pin(async move {
                let _held = held;
                Value::All(join_all(plans.into_iter().map(|plan| plan.build(&world, place))).await)
            }),
            Self::Buffered { n, plans } => Box::pin(async move {
                let _held = held;
                let futures = plans.into_iter().map(move |plan| plan.build(&world, place));
                let mut outputs = pin!(stream::iter(futures).buffered(usize::from(n).max(1)));
                let mut values = Vec::new();
                while let Some(value) = outputs.next().await {
                    values.push(value);
                }
                Value::All(values)
            }),
            Self::BufferUnordered { n, plans } => Box::pin(async move {
                let _held = held;
                let futures = plans.into_iter().enumerate().map(move |(index, plan)| {
                    let future = plan.build(&world, place);
                    async move { (index, future.await) }
                });
                let n = usize::from(n).max(1);
                let mut outputs = pin!(stream::iter(futures).buffer_unordered(n));
                let mut values = Vec::new();
                while let Some(value) = outputs.next().await {
                    values.push(value);
                }
                Value::Ended(values)
            }),
            Self::Task { plan, how } => Box::pin(async move {
                let _held = held;
                spawn(*plan, how, &world).await
            }),
            Self::Set { plans, how } => Box::pin(async move {
                let _held = held;
                set(plans, how, &world).await
            }),
        }
    }

    /// Checks that the part may return `value`.
    #[track_caller]
    pub fn check(&self, value: &Value, laws: &Laws) {
        match (self, value) {
            (Self::Ready | Self::Yield(_) | Self::Wait(_), Value::Leaf(_))
            | (Self::Panic | Self::Never, Value::Leaf(_)) => {}
            (Self::Select2 { biased, arms }, Value::Won(index, value)) => {
                check_winner(*biased, &arms[..], *index, value, laws);
            }
            (Self::Select3 { biased, arms }, Value::Won(index, value)) => {
                check_winner(*biased, &arms[..], *index, value, laws);
            }
            (Self::Join(plans), Value::All(values)) => check_all(&plans[..], values, laws),
            (Self::JoinAll(plans) | Self::Buffered { plans, .. }, Value::All(values)) => {
                check_all(plans, values, laws);
            }
            (Self::BufferUnordered { plans, .. }, Value::Ended(values)) => {
                assert_eq!(values.len(), plans.len(), "each ends once");
                check_ended(plans, values, laws);
            }
            (Self::Task { .. }, Value::Refused) => assert!(laws.refused, "refused for no reason"),
            (Self::Task { how: How::Detach | How::PollAndDetach, .. }, Value::Gone)
            | (Self::Task { how: How::AbortDetached(_) | How::AbortOnDrop(_), .. }, Value::Gone)
            | (Self::Task { how: How::JoinOrGiveUp(_), .. }, Value::Gone) => {}
            (Self::Task { plan, how }, ended) => check_task(plan, *how, ended, laws),
            (Self::Set { .. }, Value::Refused) => assert!(laws.refused, "refused for no reason"),
            (Self::Set { plans, how }, Value::Ended(values)) => {
                let count = match *how {
                    SetHow::JoinAll | SetHow::AbortAll(_) => plans.len(),
                    SetHow::JoinSome(n) | SetHow::DetachAll(n) => plans.len().min(n.into()),
                };
                assert_eq!(values.len(), count, "each is joined once");
                for (index, value) in values.iter().filter(|(index, _)| *index != UNKNOWN) {
                    plans[*index].check(value, laws);
                }
                for (_, ended) in values.iter().filter(|(index, _)| *index == UNKNOWN) {
                    let aborted = matches!(how, SetHow::AbortAll(_));
                    match ended {
                        Value::Canceled { .. } => {
                            assert!(aborted || laws.canceled, "canceled by whom?")
                        }
                        Value::Panicked => assert!(plans.iter().any(Self::may_panic)),
                        _ => unreachable!("such tasks return their index"),
                    }
                }
            }
            _ => panic!("{self:?} returned something else"),
        }
    }

    /// Whether a panic may come out of the part: not from other tasks.
    fn may_panic(&self) -> bool {
        match self {
            Self::Panic => true,
            Self::Ready | Self::Yield(_) | Self::Wait(_) | Self::Never => false,
            // What comes out of these is an error.
            Self::Task { .. } | Self::Set { .. } => false,
            Self::Select2 { arms, .. } => arms.iter().any(Self::may_panic),
            Self::Select3 { arms, .. } => arms.iter().any(Self::may_panic),
            Self::Join(plans) => plans.iter().any(Self::may_panic),
            Self::JoinAll(plans)
            | Self::Buffered { plans, .. }
            | Self::BufferUnordered { plans, .. } => plans.iter().any(Self::may_panic),
        }
    }
}

/// Spawns a task, and does with its handle what `how` says.
async fn spawn(plan: Plan, how: How, world: &Arc<World>) -> Value {
    let Ok(mut handle) = world.spawner.spawn(plan.build(world, how.place())) else {
        return Value::Refused;
    };
    world.expect(!handle.is_finished(), "SPAWN: a task that ran in the call");
    match how {
        How::Join => {
            let abort = handle.abort_handle();
            let ended = joined(handle.await, false);
            world.expect(abort.is_finished(), "JOIN: joined, and not finished");
            // Too late, and without effect.
            abort.abort();
            ended
        }
        How::Detach => Value::Gone,
        How::AbortAtOnce => {
            handle.abort();
            handle.abort();
            joined(handle.await, false)
        }
        How::AbortLater(n) => {
            // Whoever is to abort it may be gone before: then it is aborted as well.
            let handle = handle.abort_on_drop();
            yields(n).await;
            let finished = handle.is_finished();
            handle.abort();
            joined(handle.await, finished)
        }
        How::AbortDetached(n) => {
            let abort = handle.abort_handle();
            drop(handle);
            yields(n).await;
            abort.abort();
            Value::Gone
        }
        How::AbortOnDrop(n) => {
            let _aborts = handle.abort_on_drop();
            yields(n).await;
            Value::Gone
        }
        How::PollAndDetach => {
            let value = select! {
                biased;
                result = &mut handle => Some(result),
                () = async {} => None,
            };
            world.expect(value.is_none() || handle.is_finished(), "JOIN: ready, and not finished");
            Value::Gone
        }
        How::JoinOrGiveUp(n) => select! {
            result = &mut handle => joined(result, false),
            () = yields(n) => Value::Gone,
        },
    }
}

async fn set(plans: Vec<Plan>, how: SetHow, world: &Arc<World>) -> Value {
    let mut set = JoinSet::new();
    for (index, plan) in plans.into_iter().enumerate() {
        let future = plan.build(world, how.place());
        if set.spawn(&world.spawner, async move { (index, future.await) }).is_err() {
            return Value::Refused;
        }
    }
    let mut ended = Vec::new();
    let mut left = match how {
        SetHow::JoinAll => usize::MAX,
        SetHow::JoinSome(n) | SetHow::AbortAll(n) | SetHow::DetachAll(n) => n.into(),
    };
    let spawned = set.len();
    loop {
        if left == 0 {
            match how {
                SetHow::JoinAll | SetHow::JoinSome(_) => break,
                SetHow::AbortAll(_) => set.abort_all(),
                SetHow::DetachAll(_) => {
                    set.detach_all();
                    world.expect(set.join_next().await.is_none(), "detached, and still there");
                    break;
                }
            }
        }
        let Some(result) = set.join_next().await else { break };
        ended.push(match result {
            Ok(pair) => pair,
            Err(error) => (UNKNOWN, failed(&error, false)),
        });
        world.expect(set.len() + ended.len() == spawned, "the set has lost count");
        left = left.saturating_sub(1);
    }
    Value::Ended(ended)
}

fn joined(result: Result<Value, JoinError>, finished_before: bool) -> Value {
    match result {
        Ok(value) => Value::Joined { finished_before, value: Box::new(value) },
        Err(error) => failed(&error, finished_before),
    }
}

fn failed(error: &JoinError, finished_before: bool) -> Value {
    if error.is_panic() { Value::Panicked } else { Value::Canceled { finished_before } }
}

#[track_caller]
fn check_task(plan: &Plan, how: How, ended: &Value, laws: &Laws) {
    match ended {
        Value::Joined { finished_before, value } => {
            match how {
                How::AbortAtOnce => panic!("JOIN: aborted before its first poll, and it ran"),
                How::AbortLater(_) => assert!(finished_before, "aborted, and it ran on"),
                _ => {}
            }
            plan.check(value, laws);
        }
        Value::Canceled { finished_before } => {
            let aborted = matches!(how, How::AbortAtOnce | How::AbortLater(_));
            assert!(aborted || laws.canceled, "canceled by nobody");
            assert!(!finished_before || laws.canceled, "canceled after it had ended");
        }
        Value::Panicked => {
            assert!(!matches!(how, How::AbortAtOnce), "aborted before its first poll, and it ran");
            assert!(plan.may_panic(), "it has nothing that panics");
        }
        _ => panic!("{plan:?} was joined as something else"),
    }
}

#[track_caller]
fn check_winner(biased: bool, arms: &[Plan], index: usize, value: &Value, laws: &Laws) {
    if biased {
        let first = arms.iter().position(|arm| matches!(arm, Plan::Ready));
        assert!(first.is_none_or(|first| index <= first), "another was ready, and before it");
    }
    arms[index].check(value, laws);
}

#[track_caller]
fn check_all(plans: &[Plan], values: &[Value], laws: &Laws) {
    assert_eq!(plans.len(), values.len());
    plans.iter().zip(values).for_each(|(plan, value)| plan.check(value, laws));
}

#[track_caller]
fn check_ended(plans: &[Plan], values: &[(usize, Value)], laws: &Laws) {
    let mut seen = vec![false; plans.len()];
    for (index, value) in values {
        assert!(!std::mem::replace(&mut seen[*index], true), "{index} has ended twice");
        plans[*index].check(value, laws);
    }
}

async fn yields(n: u8) {
    for _ in 0..n % 8 {
        yield_now().await;
    }
}

/// In place of the index of a task that did not return.
const UNKNOWN: usize = usize::MAX;

impl<'a> Arbitrary<'a> for Plan {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        grow(bytes, 5)
    }
}

/// Makes a part that has at most `depth` more below.
fn grow(bytes: &mut Unstructured<'_>, depth: usize) -> arbitrary::Result<Plan> {
    // Bytes that are used up are zeros, and a zero is a leaf.
    let kinds = if depth == 0 { 5 } else { 14 };
    Ok(match bytes.arbitrary::<u8>()? % kinds {
        0 => Plan::Ready,
        1 => Plan::Yield(bytes.arbitrary()?),
        2 => Plan::Wait(bytes.arbitrary()?),
        3 => Plan::Panic,
        4 => Plan::Never,
        5 => Plan::Select2 { biased: bytes.arbitrary()?, arms: Box::new(array(bytes, depth)?) },
        6 => Plan::Select3 { biased: bytes.arbitrary()?, arms: Box::new(array(bytes, depth)?) },
        7 => Plan::Join(Box::new(array(bytes, depth)?)),
        8 => Plan::JoinAll(several(bytes, depth)?),
        9 => Plan::Buffered { n: bytes.arbitrary()?, plans: several(bytes, depth)? },
        10 => Plan::BufferUnordered { n: bytes.arbitrary()?, plans: several(bytes, depth)? },
        11 | 12 => Plan::Task { plan: Box::new(grow(bytes, depth - 1)?), how: bytes.arbitrary()? },
        _ => Plan::Set { plans: several(bytes, depth)?, how: bytes.arbitrary()? },
    })
}

fn array<const N: usize>(
    bytes: &mut Unstructured<'_>,
    depth: usize,
) -> arbitrary::Result<[Plan; N]> {
    let mut plans = [const { Plan::Ready }; N];
    for plan in &mut plans {
        *plan = grow(bytes, depth - 1)?;
    }
    Ok(plans)
}

/// Makes a few parts, or many small ones: sets grow in blocks.
fn several(bytes: &mut Unstructured<'_>, depth: usize) -> arbitrary::Result<Vec<Plan>> {
    let count = bytes.arbitrary::<u8>()?;
    let (count, depth) = if count < 250 { (count % 6, depth - 1) } else { (40 + count % 6 * 8, 0) };
    (0..count).map(|_| grow(bytes, depth)).collect()
}
