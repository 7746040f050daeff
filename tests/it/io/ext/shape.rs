//! Sizes, auto traits and `Debug` of the futures and adapters.

use std::{fmt::Debug, marker::PhantomPinned, rc::Rc};

use async_interop::io::{
    self, AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncSeekExt, AsyncWrite,
    AsyncWriteExt, Bytes, Chain, Copy, CopyBidirectional, CopyBuf, Cursor, FillBuf, Flush, IoSlice,
    Lines, NextLine, NextSegment, Read, ReadBuf, ReadExact, ReadInto, ReadLine, ReadToEnd,
    ReadToString, ReadUntil, Rewind, Seek, SeekFrom, Shutdown, Split, Take, Write, WriteAll,
    WriteAllVectored, WriteVectored,
};
use static_assertions::{
    assert_eq_size as size, assert_impl_all as all, assert_not_impl_any as none,
};

type Yes = Cursor<Vec<u8>>;
type Not = Rc<u8>;

all!(Read<'static, Yes>: Send, Sync, Unpin);
all!(ReadInto<'static, Yes>: Send, Sync, Unpin);
all!(ReadExact<'static, Yes>: Send, Sync, Unpin);
all!(ReadToEnd<'static, Yes>: Send, Sync, Unpin);
all!(ReadToString<'static, Yes>: Send, Sync, Unpin);
all!(FillBuf<'static, Yes>: Send, Sync, Unpin);
all!(ReadUntil<'static, Yes>: Send, Sync, Unpin);
all!(ReadLine<'static, Yes>: Send, Sync, Unpin);
all!(NextLine<'static, Yes>: Send, Sync, Unpin);
all!(NextSegment<'static, Yes>: Send, Sync, Unpin);
all!(Write<'static, Yes>: Send, Sync, Unpin);
all!(WriteAll<'static, Yes>: Send, Sync, Unpin);
all!(WriteVectored<'static, Yes>: Send, Sync, Unpin);
all!(WriteAllVectored<'static, 'static, Yes>: Send, Sync, Unpin);
all!(Flush<'static, Yes>: Send, Sync, Unpin);
all!(Shutdown<'static, Yes>: Send, Sync, Unpin);
all!(Seek<'static, Yes>: Send, Sync, Unpin);
all!(Rewind<'static, Yes>: Send, Sync, Unpin);
all!(Copy<'static, Yes, Yes>: Send, Sync, Unpin);
all!(CopyBuf<'static, Yes, Yes>: Send, Sync, Unpin);
all!(CopyBidirectional<'static, Yes, Yes>: Send, Sync, Unpin);
all!(Take<Yes>: Send, Sync, Unpin, Clone);
all!(Chain<Yes, Yes>: Send, Sync, Unpin, Clone);
all!(Bytes<Yes>: Send, Sync, Unpin);
all!(Lines<Yes>: Send, Sync, Unpin);
all!(Split<Yes>: Send, Sync, Unpin);

none!(Read<'static, Not>: Send, Sync);
none!(ReadToEnd<'static, Not>: Send, Sync);
none!(Copy<'static, Yes, Not>: Send, Sync);
none!(Copy<'static, Not, Yes>: Send, Sync);
none!(Take<Not>: Send, Sync);
none!(Lines<Not>: Send, Sync);

// What is pinned stays pinned.
none!(Take<PhantomPinned>: Unpin);
none!(Chain<Yes, PhantomPinned>: Unpin);
none!(Chain<PhantomPinned, Yes>: Unpin);
none!(Bytes<PhantomPinned>: Unpin);
none!(Lines<PhantomPinned>: Unpin);
none!(Split<PhantomPinned>: Unpin);

// The references, and what has been done: nothing else.
size!(Read<'static, Yes>, [usize; 3]);
size!(ReadInto<'static, Yes>, [usize; 4]);
size!(ReadExact<'static, Yes>, [usize; 4]);
size!(ReadToEnd<'static, Yes>, [usize; 5]);
size!(ReadUntil<'static, Yes>, [usize; 4]);
size!(WriteAll<'static, Yes>, [usize; 4]);
size!(FillBuf<'static, Yes>, usize);
size!(Flush<'static, Yes>, usize);
size!(NextLine<'static, Yes>, usize);
size!(CopyBuf<'static, Yes, Yes>, [usize; 4]);

fn spawnable(future: impl Future<Output = io::Result<()>> + Send + 'static) {
    drop(future);
}

/// In a future that an executor takes, over any transport.
#[test]
fn a_protocol_can_be_spawned() {
    fn generic<T>(mut io: T)
    where
        T: AsyncBufRead + AsyncWrite + Unpin + Send + 'static,
    {
        spawnable(async move {
            let mut head = [0; 4];
            io.read_exact(&mut head).await?;
            let mut line = String::new();
            io.read_line(&mut line).await?;
            io.write_all(line.as_bytes()).await?;
            io.flush().await?;
            let mut body = Vec::new();
            (&mut io).take(100).read_to_end(&mut body).await?;
            let mut lines = (&mut io).lines();
            while let Some(_line) = lines.next_line().await? {}
            io::copy(&mut io, &mut io::sink()).await?;
            io.shutdown().await
        });
    }
    generic(io::empty());
}

/// Also where the reader and the writer are behind a pointer.
#[test]
fn objects_have_the_methods() {
    async fn run(
        reader: &mut (dyn AsyncBufRead + Unpin + Send),
        writer: &mut (dyn AsyncWrite + Unpin + Send),
    ) -> io::Result<u64> {
        reader.read_until(b'\n', &mut Vec::new()).await?;
        writer.write_all(b"> ").await?;
        io::copy(reader, writer).await
    }
    let (mut reader, mut writer) = (&b"head\nbody"[..], Vec::new());
    assert_eq!(super::support::finish(Box::pin(run(&mut reader, &mut writer))).unwrap(), 4);
    assert_eq!(writer, b"> body");
}

/// State, and never the bytes.
#[test]
fn debug_shows_no_bytes() {
    #[track_caller]
    fn check(value: impl Debug, expected: &str) {
        let text = format!("{value:?}");
        assert_eq!(text, expected);
    }
    let secret = *b"secret";
    let mut io = Cursor::new(secret.to_vec());
    let mut buf = secret;
    check(io.read(&mut buf), "Read { room: 6, .. }");
    check(io.read_exact(&mut buf), "ReadExact { filled: 0, len: 6, .. }");
    check(io.write(&secret), "Write { len: 6, .. }");
    check(io.write_all(&secret), "WriteAll { written: 0, len: 6, .. }");
    check(io.flush(), "Flush { .. }");
    check(io.fill_buf(), "FillBuf { done: false, .. }");
    check(io.seek(SeekFrom::Start(1)), "Seek { position: Start(1), .. }");
    check(io.rewind(), "Rewind { .. }");
    let slices = [IoSlice::new(&secret)];
    check(io.write_vectored(&slices), "WriteVectored { len: 6, .. }");
    let mut slices = slices;
    check(io.write_all_vectored(&mut slices), "WriteAllVectored { written: 0, left: 6, .. }");
    let mut memory = secret;
    let mut into = ReadBuf::new(&mut memory);
    let text = format!("{:?}", io.read_buf(&mut into));
    assert!(text.starts_with("ReadInto { buf: ReadCursor"), "{text}");
    let (mut vec, mut string) = (secret.to_vec(), String::from("secret"));
    for text in [
        format!("{:?}", io.read_to_end(&mut vec)),
        format!("{:?}", io.read_until(0, &mut vec)),
        format!("{:?}", io.read_line(&mut string)),
        format!("{:?}", io.read_to_string(&mut string)),
        format!("{:?}", io::copy(&mut &secret[..], &mut io::sink())),
        format!("{:?}", io::copy_buf(&mut &secret[..], &mut io::sink())),
        format!("{:?}", io::copy_bidirectional(&mut io::empty(), &mut io::empty())),
        format!("{:?}", (&secret[..]).lines()),
        format!("{:?}", Cursor::new(secret).split(0)),
    ] {
        assert!(!text.contains("secret") && !text.contains("115"), "{text}");
    }
}

/// A reader need not be `Debug`.
#[test]
fn debug_asks_nothing_of_the_reader() {
    fn check<R: AsyncRead + Unpin>(mut reader: R) {
        let mut buf = [0; 1];
        assert!(!format!("{:?}", reader.read(&mut buf)).is_empty());
        assert!(!format!("{:?}", reader.bytes()).is_empty());
    }
    check(io::empty());
}
