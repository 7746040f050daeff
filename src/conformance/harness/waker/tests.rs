use super::*;

#[test]
fn clones_wakes_and_drops_are_counted() {
    let test = TestWaker::new();
    let clone = test.waker().clone();
    let second = clone.clone();
    assert_eq!((test.clones(), test.live(), test.wakes()), (2, 2, 0));
    clone.wake();
    second.wake_by_ref();
    assert_eq!((test.live(), test.wakes()), (1, 2));
    drop(second);
    assert_eq!(test.live(), 0);
}

#[test]
fn clones_wake_the_same_task_and_others_do_not() {
    let (one, two) = (TestWaker::new(), TestWaker::new());
    assert!(one.waker().will_wake(&one.waker().clone()));
    assert!(!one.waker().will_wake(two.waker()));
}

#[test]
fn hook_runs_at_its_event_once_armed_and_never_inside_itself() {
    for event in [Event::Wake, Event::Clone, Event::Drop] {
        let other = Arc::new(TestWaker::new());
        let seen = Arc::clone(&other);
        let test = TestWaker::with_hook(event, move || seen.waker().wake_by_ref());
        let use_all = |waker: &Waker| {
            let clone = waker.clone();
            clone.wake_by_ref();
            drop(clone);
        };
        use_all(test.waker());
        assert_eq!(other.wakes(), 0, "{event:?}: not armed");
        test.arm();
        use_all(test.waker());
        assert_eq!((other.wakes(), test.fired()), (1, 1), "{event:?}");
    }
}

#[test]
fn state_is_released_with_its_last_waker() {
    let count = Arc::new(());
    let held = Arc::clone(&count);
    let test = TestWaker::with_hook(Event::Wake, move || drop(Arc::clone(&held)));
    let clone = test.waker().clone();
    drop(test);
    assert_eq!(Arc::strong_count(&count), 2);
    clone.wake();
    assert_eq!(Arc::strong_count(&count), 1);
}
