use std::pin::Pin;

use async_interop::io::{AsyncBufRead as _, AsyncWrite, Cursor, ErrorKind, SeekFrom};

use super::support::{fill, finish, panic_message, read, seek, write, write_vectored};

#[test]
fn reads_from_the_position_to_the_end() {
    let mut cursor = Cursor::new(b"012345");
    assert_eq!(read(&mut cursor, 2).unwrap(), b"01");
    assert_eq!(read(&mut cursor, 0).unwrap(), b"");
    assert_eq!(fill(&mut cursor), b"2345");
    Pin::new(&mut cursor).consume(1);
    assert_eq!((read(&mut cursor, 9).unwrap(), cursor.position()), (b"345".to_vec(), 6));
    for _ in 0..3 {
        assert_eq!(read(&mut cursor, 9).unwrap(), b"");
        assert_eq!(fill(&mut cursor), b"");
    }
    cursor.set_position(u64::MAX);
    assert_eq!(read(&mut cursor, 9).unwrap(), b"");
    assert_eq!(fill(&mut cursor), b"");
    assert_eq!(cursor.position(), u64::MAX);
}

#[test]
fn consuming_too_much_panics_and_takes_nothing() {
    let mut ours = Cursor::new(b"abc");
    let mut theirs = std::io::Cursor::new(b"abc");
    let messages = [
        panic_message(|| Pin::new(&mut ours).consume(4)),
        panic_message(|| Pin::new(&mut theirs).consume(4)),
    ];
    for message in messages {
        assert!(message.starts_with("consume of 4 bytes, but only 3 are buffered"), "{message}");
    }
    assert_eq!((ours.position(), theirs.position()), (0, 0));
}

#[test]
fn seeks_from_three_places_and_refuses_what_does_not_exist() {
    let mut cursor = Cursor::new(b"0123456789");
    assert_eq!(seek(&mut cursor, SeekFrom::Start(4)).unwrap(), 4);
    assert_eq!(seek(&mut cursor, SeekFrom::Current(-3)).unwrap(), 1);
    assert_eq!(seek(&mut cursor, SeekFrom::End(-2)).unwrap(), 8);
    assert_eq!(seek(&mut cursor, SeekFrom::End(5)).unwrap(), 15, "beyond the end");
    assert_eq!(read(&mut cursor, 1).unwrap(), b"");
    assert_eq!(seek(&mut cursor, SeekFrom::Current(0)).unwrap(), 15);

    let refused = [
        SeekFrom::Current(-16),
        SeekFrom::Current(i64::MIN),
        SeekFrom::End(-11),
        SeekFrom::End(i64::MIN),
    ];
    for position in refused {
        let error = seek(&mut cursor, position).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.to_string(), "seek to a position before the start or beyond `u64::MAX`");
        assert_eq!(cursor.position(), 15, "a refused seek does not move");
    }
    assert_eq!(seek(&mut cursor, SeekFrom::Start(u64::MAX)).unwrap(), u64::MAX);
    assert_eq!(
        seek(&mut cursor, SeekFrom::Current(1)).unwrap_err().kind(),
        ErrorKind::InvalidInput
    );
    assert_eq!(seek(&mut cursor, SeekFrom::Start(0)).unwrap(), 0);
    assert_eq!(read(&mut cursor, 1).unwrap(), b"0", "the end is forgotten");
}

#[test]
fn memory_of_a_fixed_length_is_bounded() {
    fn case(mut cursor: impl AsyncCursor) {
        assert!(cursor.is_write_vectored());
        assert_eq!(write(&mut cursor, b"").unwrap(), 0);
        assert_eq!(write(&mut cursor, b"ab").unwrap(), 2);
        assert_eq!(write_vectored(&mut cursor, &[b"", b"c", b"", b"def"]).unwrap(), 3);
        assert_eq!(cursor.at(), 5);
        assert_eq!(write(&mut cursor, b"x").unwrap(), 0);
        assert_eq!(write_vectored(&mut cursor, &[b"x", b"y"]).unwrap(), 0);
        cursor.go(u64::MAX);
        assert_eq!(write(&mut cursor, b"x").unwrap(), 0);
        assert_eq!(cursor.at(), u64::MAX);
        finish(&mut cursor);
        assert_eq!(cursor.bytes(), b"abcde");
    }
    case(Cursor::new(*b"....."));
    case(Cursor::new(Box::from(*b".....") as Box<[u8]>));
    case(Cursor::new(&mut b".....".to_vec()[..]));
    case(std::io::Cursor::new(*b"....."));
    case(std::io::Cursor::new(Box::from(*b".....") as Box<[u8]>));
}

#[test]
fn a_vector_grows_and_the_gap_is_zero() {
    fn case(mut cursor: impl AsyncCursor) {
        assert!(cursor.is_write_vectored());
        cursor.go(1);
        assert_eq!(write(&mut cursor, b"AB").unwrap(), 2);
        cursor.go(5);
        assert_eq!(write(&mut cursor, b"").unwrap(), 0);
        assert_eq!(write_vectored(&mut cursor, &[b"", b""]).unwrap(), 0);
        assert_eq!((cursor.bytes(), cursor.at()), (&b".AB"[..], 5), "no gap is filled for nothing");
        assert_eq!(write_vectored(&mut cursor, &[b"C", b"", b"DE"]).unwrap(), 3);
        cursor.go(2);
        assert_eq!(write_vectored(&mut cursor, &[b"b", b"--"]).unwrap(), 3);
        finish(&mut cursor);
        assert_eq!((cursor.bytes(), cursor.at()), (&b".Ab--CDE"[..], 5));
    }
    case(Cursor::new(b"...".to_vec()));
    case(Cursor::new(&mut b"...".to_vec()));
    case(std::io::Cursor::new(b"...".to_vec()));
    case(std::io::Cursor::new(&mut b"...".to_vec()));
}

#[test]
fn a_write_too_far_out_is_an_error_and_changes_nothing() {
    let mut cursor = Cursor::new(b"abc".to_vec());
    for position in [u64::MAX, u64::MAX / 2, isize::MAX as u64] {
        cursor.set_position(position);
        let error = write(&mut cursor, b"x").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OutOfMemory);
        assert_eq!((cursor.position(), &cursor.get_ref()[..]), (position, &b"abc"[..]));
    }
}

#[test]
fn converts_to_and_from_std_with_its_position() {
    let mut cursor = Cursor::new("text");
    cursor.set_position(3);
    let theirs = std::io::Cursor::from(cursor.clone());
    assert_eq!((theirs.position(), *theirs.get_ref()), (3, "text"));
    assert_eq!(Cursor::from(theirs), cursor);
    assert_eq!(cursor.into_inner(), "text");
    *Cursor::new(1).get_mut() = 2;
    assert_eq!(Cursor::<u8>::default(), Cursor::new(0));
}

/// What the cases above need of our cursors and of std's.
trait AsyncCursor: AsyncWrite + Unpin {
    fn at(&self) -> u64;
    fn go(&mut self, position: u64);
    fn bytes(&self) -> &[u8];
}

impl<T: AsRef<[u8]>> AsyncCursor for Cursor<T>
where
    Self: AsyncWrite + Unpin,
{
    fn at(&self) -> u64 {
        self.position()
    }

    fn go(&mut self, position: u64) {
        self.set_position(position);
    }

    fn bytes(&self) -> &[u8] {
        self.get_ref().as_ref()
    }
}

impl<T: AsRef<[u8]>> AsyncCursor for std::io::Cursor<T>
where
    Self: AsyncWrite + Unpin,
{
    fn at(&self) -> u64 {
        self.position()
    }

    fn go(&mut self, position: u64) {
        self.set_position(position);
    }

    fn bytes(&self) -> &[u8] {
        self.get_ref().as_ref()
    }
}
