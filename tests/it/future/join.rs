//! `join!` and `try_join!`.

use std::{
    future::{pending, ready},
    pin::pin,
    rc::Rc,
    task::Poll,
};

use async_interop::future::{join, try_join, yield_now};

use super::support::{Task, hand, now, run};

#[test]
fn outputs_come_in_the_order_of_the_futures() {
    let ((first, one), (second, two)) = (hand(), hand());
    let task = Task::new();
    let mut both = pin!(async { join!(one, two) });
    assert!(task.poll(both.as_mut()).is_pending());
    second.finish("two");
    assert!(task.poll(both.as_mut()).is_pending());
    assert_eq!((first.dropped(), second.dropped()), (0, 1), "dropped as soon as ready");
    first.finish(1);
    assert_eq!(now(task.poll(both.as_mut())), (1, "two"));
    assert_eq!((first.polls(), second.polls()), (3, 2));
    assert_eq!((first.polls_after_ready(), second.polls_after_ready()), (0, 0));
    assert_eq!(task.wakes(), 2);
}

#[test]
fn any_number_of_futures() {
    run(async {
        let () = join!();
        assert_eq!(join!(ready(1)), (1,));
        assert_eq!(join!(ready(1), ready('b'),), (1, 'b'));
        let n = ready(1);
        let sum = join!(
            n,
            ready(2),
            ready(3),
            ready(4),
            ready(5),
            ready(6),
            ready(7),
            ready(8),
            ready(9),
            ready(10),
            ready(11),
            ready(12)
        );
        assert_eq!(sum.0 + sum.11, 13);
    });
}

#[test]
fn futures_by_reference_and_what_becomes_one() {
    struct Seven;
    impl IntoFuture for Seven {
        type Output = u8;
        type IntoFuture = std::future::Ready<u8>;
        fn into_future(self) -> Self::IntoFuture {
            ready(7)
        }
    }
    run(async {
        let mut by_reference = ready(1);
        let mut pinned = pin!(async { 2 });
        assert_eq!(join!(&mut by_reference, pinned.as_mut(), Seven), (1, 2, 7));
    });
}

#[test]
fn the_first_error_ends_it() {
    let ((first, one), (second, two), (third, three)) = (hand(), hand(), hand());
    let task = Task::new();
    let mut all = pin!(async {
        let joined: Result<(u8, u8, u8), &str> = try_join!(one, two, three);
        (joined, first.dropped(), third.dropped())
    });
    assert!(task.poll(all.as_mut()).is_pending());
    third.finish(Ok(3));
    assert!(task.poll(all.as_mut()).is_pending());
    second.finish(Err("two"));
    let (joined, first_dropped, third_dropped) = now(task.poll(all.as_mut()));
    assert_eq!(joined, Err("two"));
    assert_eq!((first_dropped, third_dropped), (1, 1), "dropped before what follows runs");
    assert_eq!(second.polls_after_ready(), 0);
    assert_eq!(third.polls(), 2);
}

#[test]
fn of_two_errors_the_leftmost() {
    run(async {
        let joined =
            try_join!(ready(Ok::<u8, u8>(1)), ready(Err::<(), _>(2)), ready(Err::<(), _>(3)));
        assert_eq!(joined, Err(2));
        let joined: Result<_, ()> = try_join!(ready(Ok('a')), ready(Ok("b")));
        assert_eq!(joined, Ok(('a', "b")));
    });
}

#[test]
fn cancelled_in_the_middle() {
    let ((first, one), (second, two)) = (hand(), hand());
    let output = Rc::new(());
    first.finish(output.clone());
    {
        let both = pin!(async { join!(one, two) });
        assert!(Task::new().poll(both).is_pending());
        assert_eq!((first.dropped(), second.dropped()), (1, 0));
    }
    assert_eq!((first.dropped(), second.dropped()), (1, 1));
    assert_eq!(Rc::strong_count(&output), 1, "the output was dropped");
    second.finish(());
}

#[test]
fn names_do_not_collide() {
    run(async {
        let (future, cx, done, pinned) = (ready(1), ready(2), ready(3), ready(4));
        assert_eq!(join!(future, cx, done, pinned), (1, 2, 3, 4));
        let (error, ready_) = (Ok::<_, ()>(1), Ok(2));
        assert_eq!(try_join!(ready(error), ready(ready_)), Ok((1, 2)));
    });
}

#[test]
fn may_break_out_of_the_expressions() {
    async fn early() -> Option<u8> {
        let joined = join!(ready(Some(1)?), ready(None?));
        let (one, ()) = joined;
        Some(one)
    }
    assert_eq!(run(early()), None);
}

#[test]
fn is_send_and_spawnable() {
    fn spawnable(_: impl Future + Send + 'static) {}
    spawnable(async { join!(yield_now(), async { pending::<u8>().await }) });
    spawnable(async { try_join!(ready(Ok::<_, u8>(())), pending::<Result<u8, u8>>()) });
    assert!(Task::new().poll(pin!(async { join!(pending::<u8>()) })) == Poll::Pending);
}
