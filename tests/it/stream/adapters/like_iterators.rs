//! Each adapter gives what `Iterator`'s gives, for all small inputs, and its hints are true.

use std::{future::ready, task::Poll};

use async_interop::stream::{self, Stream, StreamExt};

use crate::stream::support::{End, Item, Script, Step, Task, Yield};

/// The numbers before `n`, in all ways of pausing before some of them.
fn scripts(n: u32) -> impl Iterator<Item = Script<u32>> {
    (0..1_u32 << (n + 1)).map(move |pauses| {
        let pause = move |at: u32| (pauses >> at & 1 == 1).then_some(Yield);
        let items = (0..n).flat_map(move |at| [pause(at), Some(Item(at))]);
        Script::new(items.chain([pause(n), Some(End)]).flatten().collect::<Vec<Step<u32>>>())
    })
}

/// Compares a stream with an iterator, for all lengths of the inner stream up to five.
#[track_caller]
fn case<T, S, I>(adapt: impl Fn(Script<u32>) -> S, like: impl Fn(std::ops::Range<u32>) -> I)
where
    T: PartialEq + std::fmt::Debug,
    S: Stream<Item = T>,
    I: Iterator<Item = T>,
{
    for n in 0..=5 {
        let expected: Vec<_> = like(0..n).collect();
        for script in scripts(n) {
            let mut stream = Box::pin(adapt(script));
            let task = Task::new();
            let mut items = Vec::new();
            loop {
                let (lower, upper) = stream.size_hint();
                let left = expected.len() - items.len();
                let is_true = lower <= left && upper.is_none_or(|upper| left <= upper);
                assert!(is_true, "({lower}, {upper:?}), but {left} items of {n} are left");
                let wakes = task.wakes();
                match task.next(&mut stream) {
                    Poll::Ready(Some(item)) => items.push(item),
                    Poll::Ready(None) => break,
                    Poll::Pending => assert!(task.wakes() > wakes, "pending, and not woken"),
                }
                assert!(items.len() <= expected.len(), "{items:?} of {expected:?}");
            }
            assert_eq!(items, expected, "of {n}");
        }
    }
}

#[test]
fn one_stream() {
    case(|s| s.map(|n| n * 2), |i| i.map(|n| n * 2));
    case(|s| s.then(|n| ready(n * 2)), |i| i.map(|n| n * 2));
    case(|s| s.filter(|n| n % 2 == 0), |i| i.filter(|n| n % 2 == 0));
    let odd = |n| (n % 2 == 1).then_some(n * 2);
    case(|s| s.filter_map(move |n| ready(odd(n))), |i| i.filter_map(odd));
    case(|s| s.enumerate(), |i| i.enumerate());
    case(|s| s.inspect(|_| ()), |i| i.inspect(|_| ()));
    let sum = |sum: &mut u32, n| {
        *sum += n;
        (*sum < 4).then_some(*sum)
    };
    case(|s| s.scan(0, sum), |i| i.scan(0, sum));
    case(|s| s.peekable(), |i| i.peekable());
}

#[test]
fn by_number() {
    for n in 0..7 {
        case(|s| s.take(n), |i| i.take(n));
        case(|s| s.skip(n), |i| i.skip(n));
        case(|s| s.skip(n).take(2), |i| i.skip(n).take(2));
        case(|s| s.step_by(n + 1), |i| i.step_by(n + 1));
        case(|s| s.skip(1).step_by(n + 1), |i| i.skip(1).step_by(n + 1));
        let limit = u32::try_from(n).unwrap();
        case(|s| s.take_while(move |n| *n < limit), |i| i.take_while(move |n| *n < limit));
        case(|s| s.skip_while(move |n| *n < limit), |i| i.skip_while(move |n| *n < limit));
        case(
            |s| s.chunks(n + 1),
            |i| {
                i.collect::<Vec<_>>()
                    .chunks(n + 1)
                    .map(<[_]>::to_vec)
                    .collect::<Vec<_>>()
                    .into_iter()
            },
        );
        case(|s| s.map(ready).buffered(n + 1), |i| i);
        case(|s| s.map(ready).buffer_unordered(n + 1), |i| i);
    }
}

#[test]
fn two_streams() {
    for n in 0..7 {
        for script in 0..2 {
            let other = move || scripts(n).nth(script * 5 % (1 << (n + 1))).unwrap();
            case(|s| s.zip(other()), |i| i.zip(0..n));
            case(|s| other().zip(s), |i| (0..n).zip(i));
            case(|s| s.chain(other()), |i| i.chain(0..n));
            case(|s| other().chain(s), |i| (0..n).chain(i));
            // What comes when is up to the two; how many come is not.
            case(|s| s.merge(other()).map(drop), |i| i.chain(0..n).map(drop));
        }
    }
}

#[test]
fn streams_of_streams() {
    case(|s| s.flat_map(|n| stream::iter(0..n)), |i| i.flat_map(|n| 0..n));
    case(|s| s.map(|n| stream::iter(n..4)).flatten(), |i| i.flat_map(|n| n..4));
    case(|s| s.flat_map(|n| scripts(n).last().unwrap()), |i| i.flat_map(|n| 0..n));
    case(|s| stream::once(s).flatten(), |i| i);
}
