use std::time::Duration;

use async_interop::time::Instant;
use proptest::prelude::*;

#[test]
fn arithmetic_saturates() {
    assert_eq!(Instant::MAX + Duration::MAX, Instant::MAX);
    assert_eq!(Instant::MIN - Duration::MAX, Instant::MIN);
    assert_eq!(Instant::MIN.duration_since(Instant::MAX), Duration::ZERO);
    assert_eq!(Instant::from_nanos(1) + Duration::MAX, Instant::MAX);
    assert_eq!(Instant::MAX.checked_add(Duration::from_nanos(1)), None);
    assert_eq!(Instant::from_nanos(u64::MAX - 1).checked_add(Duration::from_nanos(1)), None);
    assert_eq!(Instant::MIN.checked_sub(Duration::from_nanos(1)), None);
    assert_eq!(Instant::from_nanos(5).checked_sub(Duration::from_nanos(5)), Some(Instant::MIN));
}

#[test]
fn moments_of_std_round_trip_to_the_nanosecond() {
    let now = std::time::Instant::now();
    let hour = Duration::from_secs(3600);
    let earlier = now.checked_sub(Duration::from_secs(1));
    for moment in [Some(now), earlier, Some(now + hour)].into_iter().flatten() {
        assert_eq!(std::time::Instant::from(Instant::from(moment)), moment);
    }
}

#[test]
fn extremes_convert_without_a_panic() {
    let far = std::time::Instant::from(Instant::MAX);
    assert!(far > std::time::Instant::now() + Duration::from_secs(29 * 365 * 24 * 60 * 60));
    let _ = std::time::Instant::from(Instant::MIN);
}

proptest! {
    #[test]
    fn order_and_differences_agree_with_std(a in 0_u64..1 << 50, b in 0_u64..1 << 50) {
        let base = std::time::Instant::now();
        let (x, y) = (base + Duration::from_nanos(a), base + Duration::from_nanos(b));
        let (ours_x, ours_y) = (Instant::from(x), Instant::from(y));
        prop_assert_eq!(x.cmp(&y), ours_x.cmp(&ours_y));
        prop_assert_eq!(x.saturating_duration_since(y), ours_x.duration_since(ours_y));
    }
}
