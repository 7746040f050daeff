//! `select!`: branches, patterns, guards, bodies.

use std::{
    cell::Cell,
    future::{pending, ready},
    pin::pin,
    rc::Rc,
};

use async_interop::future::{select, yield_now};

use super::support::{Task, hand, now, run};

#[test]
fn goes_on_with_the_branch_that_is_ready() {
    let ((first, one), (second, two)) = (hand::<u8>(), hand::<&str>());
    let task = Task::new();
    let mut selected = pin!(async {
        select! {
            n = one => format!("one {n}"),
            s = two => format!("two {s}"),
        }
    });
    assert!(task.poll(selected.as_mut()).is_pending());
    second.finish("b");
    assert_eq!(task.wakes(), 1);
    assert_eq!(now(task.poll(selected.as_mut())), "two b");
    assert_eq!((first.dropped(), second.dropped()), (1, 1));
    assert_eq!(second.polls(), 2);
}

#[test]
fn biased_takes_the_topmost() {
    run(async {
        for _ in 0..100 {
            let n = select! { biased; _ = pending::<()>() => 0, _ = ready(()) => 1, _ = ready(()) => 2 };
            assert_eq!(n, 1);
        }
    });
}

#[test]
fn biased_polls_in_order_and_stops_at_the_first() {
    let order = Cell::new(String::new());
    let note = |name: char| {
        let mut all = order.take();
        all.push(name);
        order.set(all);
    };
    run(async {
        select! {
            biased;
            _ = async { note('a'); pending::<()>().await } => {}
            _ = async { note('b') } => {}
            _ = async { note('c') } => {}
        }
    });
    assert_eq!(order.take(), "ab");
}

#[test]
fn futures_are_gone_when_the_body_runs() {
    let ((first, one), (second, two)) = (hand::<u8>(), hand::<u8>());
    first.finish(1);
    let mut lent = vec![0];
    run(async {
        select! {
            n = async { lent.push(0); one.await } => {
                lent.push(n);
                assert_eq!((first.dropped(), second.dropped()), (1, 1));
            }
            n = two => lent.push(n),
        }
    });
    assert_eq!(lent, [0, 0, 1]);
}

#[test]
fn a_guard_that_is_false_turns_its_branch_off() {
    run(async {
        let option: Option<u8> = std::hint::black_box(None);
        let got = select! {
            biased;
            // Not evaluated: this would panic.
            n = ready(option.unwrap()), if option.is_some() => n,
            n = ready(2), if option.is_none() => n,
        };
        assert_eq!(got, 2);
    });
}

#[test]
fn all_guards_are_evaluated_before_the_futures() {
    let mut numbers = vec![1];
    run(async {
        select! {
            biased;
            () = async { numbers.push(2) } => {}
            () = pending(), if numbers.len() == 1 => {}
        }
    });
    assert_eq!(numbers, [1, 2]);
}

#[test]
fn what_does_not_match_turns_its_branch_off() {
    let ((first, one), (second, two)) = (hand::<Option<Rc<u8>>>(), hand::<u8>());
    let output = Rc::new(1);
    let task = Task::new();
    let mut selected = pin!(async {
        select! {
            Some(n) = one => *n,
            n = two => n,
            else => 9,
        }
    });
    assert!(task.poll(selected.as_mut()).is_pending());
    first.finish(None);
    assert!(task.poll(selected.as_mut()).is_pending());
    assert!(task.poll(selected.as_mut()).is_pending());
    assert_eq!(first.polls(), 2, "not polled after it was ready");
    second.finish(2);
    assert_eq!(now(task.poll(selected.as_mut())), 2);

    assert_eq!(
        run(async {
            select! { Some(n) = ready(Some(output.clone())) => *n, else => 9 }
        }),
        1
    );
    assert_eq!(Rc::strong_count(&output), 1);
}

#[test]
fn else_runs_when_all_branches_are_off() {
    run(async {
        let off = false;
        assert_eq!(select! { n = ready(1), if off => n, else => 7 }, 7);
        assert_eq!(
            select! { biased; Some(n) = ready(None::<u8>) => n, Ok(n) = ready(Err(2)) => n, else => 8, },
            8
        );
        assert_eq!(
            select! { 1 = ready(2) => 0, n = ready(3), if off => n, else => { yield_now_is_there(); 9 } },
            9
        );
    });
    fn yield_now_is_there() {}
}

#[test]
#[should_panic(expected = "all branches of this `select!` are off")]
fn all_off_without_else_panics() {
    run(async {
        let off = false;
        select! { _ = ready(()), if off => {} }
    });
}

#[test]
fn patterns_of_all_kinds() {
    struct Point {
        x: u8,
        y: String,
    }
    run(async {
        let point = || ready(Point { x: 1, y: "y".into() });
        assert_eq!(select! { Point { x, y } = point() => (x, y), }, (1, "y".to_string()));
        assert_eq!(select! { Point { ref y, .. } = point() => y.len(), }, 1);
        assert_eq!(select! { Point { mut y, .. } = point() => { y.push('!'); y } }, "y!");
        assert_eq!(select! { (a, (b, _)) = ready((1, (2, 3))) => a + b }, 3);
        assert_eq!(
            select! { 1 | 2 = ready(2) => 'x', _ = ready(()) , if false => 'y', else => 'z' },
            'x'
        );
        assert_eq!(select! { n @ 0..=9 = ready(5) => n, else => 0 }, 5);
        assert_eq!(select! { [first, .., last] = ready([1, 2, 3]) => first + last }, 4);
        assert_eq!(select! { &n = ready(&5) => n }, 5);
        assert_eq!(
            select! { Ok(text) | Err(text) = ready(Ok::<_, String>("s".to_string())) => text },
            "s"
        );
    });
}

#[test]
fn bodies_leave_and_wait() {
    async fn sum(limit: u32) -> Option<u32> {
        let mut numbers = 0..;
        let mut sum = 0;
        let end = loop {
            select! {
                n = ready(numbers.next()?) => {
                    if n % 2 == 0 {
                        continue;
                    }
                    ready(()).await;
                    if n > limit {
                        break n;
                    }
                    sum += n;
                }
                never = pending::<Option<u32>>() => return never,
            }
        };
        let none = select! { n = ready((end < 100).then_some(sum)) => n? };
        Some(none)
    }
    assert_eq!(run(sum(5)), Some(1 + 3 + 5));
    assert_eq!(run(sum(200)), None);
}

#[test]
fn labels_reach_out() {
    let mut rounds = 0;
    let n = run(async {
        'outer: loop {
            while rounds < 3 {
                select! {
                    n = ready(rounds), if rounds == 2 => break 'outer n,
                    _ = ready(()), if rounds == 1 => {
                        rounds += 1;
                        continue 'outer;
                    }
                    else => rounds += 1,
                }
            }
        }
    });
    assert_eq!(n, 2);
}

#[test]
fn a_future_by_reference_is_kept() {
    let (control, mut slow) = hand::<u8>();
    let mut rounds = 0;
    let output = run(async {
        let mut pinned = pin!(async {
            yield_now().await;
            5
        });
        let five = loop {
            select! {
                biased;
                n = pinned.as_mut() => break n,
                _ = ready(()) => rounds += 1,
            }
        };
        loop {
            select! {
                biased;
                n = &mut slow => break n + five,
                _ = ready(()) => {
                    rounds += 1;
                    if rounds == 4 {
                        control.finish(1);
                    }
                }
            }
        }
    });
    assert_eq!((output, rounds, control.polls()), (6, 4, 4));
}

#[test]
fn sixteen_branches() {
    macro_rules! sixteen {
        ($n:expr, $($k:literal)*) => {
            async { select! { $(_ = ready(()), if $n == $k => $k,)* else => 99 } }
        };
    }
    for n in 0..16 {
        assert_eq!(run(sixteen!(n, 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)), n);
    }
    assert_eq!(run(sixteen!(16, 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)), 99);
}

#[test]
fn names_do_not_collide() {
    run(async {
        let (future, off, cx, output) = (ready(1), ready(2), ready(3), ready(4));
        let (from, to, matches, on) = (false, false, false, true);
        let n = select! {
            biased;
            output = future, if from || to => output,
            off = off, if matches => off,
            future = cx, if on => future,
            on = output => on,
        };
        assert_eq!(n, 3);
    });
}

#[test]
fn nested() {
    let n = run(async {
        select! {
            a = async { select! { a = pending::<u8>() => a, b = ready(2) => b + 1 } } => {
                select! { biased; b = ready(a) => b * 2, c = pending() => c }
            }
        }
    });
    assert_eq!(n, 6);
}

#[test]
fn cancelled_in_the_middle() {
    let ((first, one), (second, two)) = (hand::<u8>(), hand::<u8>());
    {
        let selected = pin!(async {
            select! { n = one => n, n = two, if true => n }
        });
        assert!(Task::new().poll(selected).is_pending());
        assert_eq!((first.dropped(), second.dropped()), (0, 0));
    }
    assert_eq!((first.dropped(), second.dropped()), (1, 1));
}

#[test]
fn is_send_and_spawnable() {
    fn spawnable(_: impl Future + Send + 'static) {}
    spawnable(async {
        select! {
            _ = yield_now() => {}
            Some(text) = async { Some(String::new()) }, if true => {
                yield_now().await;
                drop(text);
            }
            else => yield_now().await,
        }
    });
}

#[test]
fn the_future_is_as_small_as_one_written_by_hand() {
    use std::{future::poll_fn, task::Poll};
    struct Big([u64; 8]);
    impl Future for Big {
        type Output = u64;
        fn poll(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> Poll<u64> {
            if self.0[0] > 0 { Poll::Ready(self.0[0]) } else { Poll::Pending }
        }
    }
    let hand_written = async {
        let mut a = pin!(Big([0; 8]));
        let mut b = pin!(Big([1; 8]));
        poll_fn(|cx| {
            if let Poll::Ready(n) = a.as_mut().poll(cx) {
                return Poll::Ready(n);
            }
            b.as_mut().poll(cx)
        })
        .await
    };
    let ours = async {
        select! { biased; n = Big([0; 8]) => n, n = Big([1; 8]) => n }
    };
    let fair = async {
        select! { n = Big([0; 8]) => n, n = Big([1; 8]) => n }
    };
    let size = size_of_val(&hand_written);
    assert!(size_of_val(&ours) * 4 <= size * 5, "{} {size}", size_of_val(&ours));
    assert!(size_of_val(&fair) * 4 <= size * 5, "{} {size}", size_of_val(&fair));
    assert_eq!(run(async { (hand_written.await, ours.await, fair.await) }), (1, 1, 1));
}
