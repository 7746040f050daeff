use std::mem::MaybeUninit;

use async_interop::io::{ReadBuf, ReadCursor};

use super::support::panic_message;

/// Memory of which nothing is known.
fn unknown<const N: usize>() -> [MaybeUninit<u8>; N] {
    [MaybeUninit::uninit(); N]
}

#[test]
fn starts_empty_with_the_mark_at_what_is_known() {
    let mut memory = [1; 4];
    let buf = ReadBuf::new(&mut memory);
    assert_eq!((buf.len(), buf.init_len(), buf.capacity()), (0, 4, 4));
    assert!(buf.is_empty());

    let mut memory = unknown::<4>();
    let buf = ReadBuf::uninit(&mut memory);
    assert_eq!((buf.len(), buf.init_len(), buf.capacity()), (0, 0, 4));

    assert_eq!(ReadBuf::from(&mut [0; 3][..]).init_len(), 3);
    assert_eq!(ReadBuf::from(&mut unknown::<3>()[..]).init_len(), 0);
}

#[test]
fn is_made_and_asked_in_constants() {
    const STATE: (usize, usize, bool) = {
        let mut memory = [0; 4];
        let mut buf = ReadBuf::new(&mut memory);
        let room = buf.unfilled().remaining();
        (room, buf.filled().len(), buf.is_empty())
    };
    assert_eq!(STATE, (4, 0, true));
}

#[test]
fn append_adds_at_the_end() {
    let mut memory = unknown::<5>();
    let mut buf = ReadBuf::uninit(&mut memory);
    let mut cursor = buf.unfilled();
    cursor.append(b"ab");
    cursor.append(b"");
    cursor.append(b"cde");
    assert!(cursor.is_full());
    cursor.append(b"");
    assert_eq!(buf.filled(), b"abcde");
    assert_eq!(buf.init_len(), 5);
}

#[test]
fn append_beyond_the_end_panics_and_adds_nothing() {
    let mut memory = unknown::<3>();
    let mut buf = ReadBuf::uninit(&mut memory);
    buf.unfilled().append(b"a");
    let message = panic_message(|| buf.unfilled().append(b"bcd"));
    assert_eq!(
        message,
        "append of 3 bytes, but the cursor has room for 2: ask `remaining()` first"
    );
    assert_eq!(buf.filled(), b"a");
    assert_eq!(buf.init_len(), 1);
}

#[test]
fn append_some_takes_what_fits() {
    let mut memory = unknown::<3>();
    let mut buf = ReadBuf::uninit(&mut memory);
    let mut cursor = buf.unfilled();
    assert_eq!(cursor.append_some(b"ab"), 2);
    assert_eq!(cursor.append_some(b"cd"), 1);
    assert_eq!(cursor.append_some(b"e"), 0);
    assert_eq!(cursor.append_some(b""), 0);
    assert_eq!(buf.filled(), b"abc");
}

#[test]
fn ensure_init_zeroes_only_what_was_never_initialized() {
    let mut memory = unknown::<6>();
    let mut buf = ReadBuf::uninit(&mut memory);
    let mut cursor = buf.unfilled();
    cursor.limit(4).ensure_init().fill(7);
    cursor.advance_checked(1);
    assert_eq!(cursor.ensure_init(), [7, 7, 7, 0, 0]);
    assert_eq!(buf.init_len(), 6);

    buf.clear();
    assert_eq!(buf.unfilled().ensure_init(), [7, 7, 7, 7, 0, 0]);
}

#[test]
fn ensure_init_of_a_full_cursor_is_empty() {
    let mut memory = unknown::<2>();
    let mut buf = ReadBuf::uninit(&mut memory);
    buf.unfilled().append(b"ab");
    assert!(buf.unfilled().ensure_init().is_empty());
    assert!(buf.unfilled().init_mut().is_empty());
    assert!(ReadBuf::new(&mut []).unfilled().ensure_init().is_empty());
}

#[test]
fn init_mut_shows_what_is_initialized_and_no_more() {
    let mut memory = unknown::<4>();
    let mut buf = ReadBuf::uninit(&mut memory);
    let mut cursor = buf.unfilled();
    assert!(cursor.init_mut().is_empty());
    cursor.limit(3).ensure_init().copy_from_slice(b"abc");
    assert_eq!(cursor.init_mut(), b"abc");
    assert_eq!(cursor.limit(2).init_mut(), b"ab", "a limited cursor ends at its limit");
    cursor.advance_checked(1);
    assert_eq!(cursor.init_mut(), b"bc");
    assert_eq!(buf.init_len(), 3);
}

#[test]
fn the_mark_is_raised_through_limit_and_reborrow_and_survives_clear() {
    let mut memory = unknown::<8>();
    let mut buf = ReadBuf::uninit(&mut memory);
    let mut marks = vec![buf.init_len()];

    buf.unfilled().limit(3).ensure_init();
    marks.push(buf.init_len());
    buf.unfilled().reborrow().limit(5).reborrow().ensure_init();
    marks.push(buf.init_len());
    buf.unfilled().append(b"ab");
    marks.push(buf.init_len());
    buf.clear();
    marks.push(buf.init_len());
    buf.unfilled().limit(1).ensure_init();
    marks.push(buf.init_len());
    buf.unfilled().append(b"abcdef");
    marks.push(buf.init_len());
    buf.unfilled().ensure_init();
    marks.push(buf.init_len());

    assert_eq!(marks, [0, 3, 5, 5, 5, 5, 6, 8]);
}

#[test]
fn limit_shortens_the_room_and_shares_the_counters() {
    let mut memory = unknown::<8>();
    let mut buf = ReadBuf::uninit(&mut memory);
    let mut cursor = buf.unfilled();
    cursor.append(b"ab");

    let mut limited = cursor.limit(3);
    assert_eq!((limited.remaining(), limited.written()), (3, 2));
    limited.append(b"c");
    let mut nested = limited.limit(100);
    assert_eq!(nested.remaining(), 2, "a limit beyond the end changes nothing");
    nested.append(b"d");
    assert_eq!((limited.remaining(), limited.written()), (1, 4));
    assert_eq!((cursor.remaining(), cursor.written()), (4, 4));
    assert_eq!(cursor.limit(usize::MAX).remaining(), 4);
    assert!(cursor.limit(0).is_full());
    assert_eq!(buf.filled(), b"abcd");
}

#[test]
fn a_limited_cursor_panics_at_its_limit() {
    let mut memory = unknown::<8>();
    let mut buf = ReadBuf::uninit(&mut memory);
    let message = panic_message(|| buf.unfilled().limit(2).append(b"abc"));
    assert_eq!(
        message,
        "append of 3 bytes, but the cursor has room for 2: ask `remaining()` first"
    );
    buf.unfilled().ensure_init();
    let message = panic_message(|| buf.unfilled().limit(2).advance_checked(3));
    assert!(message.starts_with("advance_checked by 3 bytes, but only 2 are"), "{message}");
    assert!(buf.is_empty());
}

#[test]
fn advance_checked_panics_past_the_mark_and_counts_nothing() {
    let mut memory = unknown::<8>();
    let mut buf = ReadBuf::uninit(&mut memory);
    buf.unfilled().limit(4).ensure_init();
    buf.unfilled().advance_checked(1);
    let message = panic_message(|| buf.unfilled().advance_checked(4));
    assert_eq!(
        message,
        "advance_checked by 4 bytes, but only 3 are initialized: \
         write them with `append()`, or into `ensure_init()`"
    );
    panic_message(|| buf.unfilled().advance_checked(usize::MAX));
    assert_eq!((buf.len(), buf.init_len()), (1, 4));
    buf.unfilled().advance_checked(3);
    buf.unfilled().advance_checked(0);
    assert_eq!(buf.len(), 4);
}

#[test]
fn filled_is_borrowed_from_the_memory_in_the_end() {
    let mut memory = [0; 4];
    let mut buf = ReadBuf::new(&mut memory);
    buf.unfilled().append(b"abc");
    buf.filled_mut()[0] = b'x';
    let filled: &mut [u8] = buf.into_filled_mut();
    filled[1] = b'y';
    assert_eq!(memory, *b"xyc\0");

    let mut buf = ReadBuf::new(&mut memory);
    buf.unfilled().append(b"z");
    let filled: &[u8] = buf.into_filled();
    assert_eq!(filled, b"z");
}

#[test]
fn written_counts_what_was_there_before_the_cursor() {
    let mut memory = unknown::<4>();
    let mut buf = ReadBuf::uninit(&mut memory);
    buf.unfilled().append(b"ab");
    let mut cursor = buf.unfilled();
    assert_eq!(cursor.written(), 2);
    cursor.reborrow().append(b"c");
    assert_eq!(cursor.written(), 3);
    assert_eq!(buf.len(), 3);
}

#[test]
fn a_callee_that_replaces_its_cursor_does_not_reach_the_caller() {
    fn replaces<'a>(mut mine: ReadCursor<'a>, mut theirs: ReadCursor<'a>) {
        std::mem::swap(&mut mine, &mut theirs);
        mine.append(b"other");
    }
    let (mut memory, mut other) = ([0; 8], [0; 8]);
    let mut buf = ReadBuf::new(&mut memory);
    let mut other = ReadBuf::new(&mut other);
    let mut cursor = buf.unfilled();
    replaces(cursor.reborrow(), other.unfilled());
    cursor.append(b"ours");
    assert_eq!(buf.filled(), b"ours");
    assert_eq!(other.filled(), b"other");
}

#[test]
fn debug_shows_the_state_and_no_bytes() {
    let mut memory = unknown::<8>();
    let mut buf = ReadBuf::uninit(&mut memory);
    buf.unfilled().limit(5).ensure_init();
    buf.unfilled().append(b"no");
    assert_eq!(format!("{buf:?}"), "ReadBuf { filled: 2, init: 5, capacity: 8 }");
    assert_eq!(
        format!("{:?}", buf.unfilled().limit(4)),
        "ReadCursor { written: 2, init_remaining: 3, remaining: 4 }"
    );
}
