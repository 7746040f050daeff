//! Types of tokio, futures and smol, as they are used.

use std::{
    future::{Future, poll_fn},
    io,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
    time::Duration,
};

use async_interop::{
    compat::{FromFutures, FromTokio, IntoFuturesExt, IntoTokioExt},
    io::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, Error, ErrorKind, ReadBuf, SeekFrom},
};

use crate::support::Wakes;

/// How long a real socket or file may take on a machine that is very busy.
const HANGS: Duration = Duration::from_secs(60);

/// Polls `future` for as long as it is woken. With all parts in memory, a `Pending` that nobody has
/// woken is a hang.
#[track_caller]
fn finish<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let (wakes, waker) = Wakes::new();
    loop {
        let before = wakes.count();
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        assert_ne!(wakes.count(), before, "pending, and nobody will wake it");
    }
}

async fn read(reader: &mut (impl AsyncRead + Unpin), room: usize) -> Result<Vec<u8>, Error> {
    let mut memory = vec![0; room];
    let mut buf = ReadBuf::new(&mut memory);
    poll_fn(|cx| Pin::new(&mut *reader).poll_read(cx, buf.unfilled())).await?;
    Ok(buf.filled().to_vec())
}

async fn write_all(writer: &mut (impl AsyncWrite + Unpin), mut bytes: &[u8]) -> Result<(), Error> {
    while !bytes.is_empty() {
        let n = poll_fn(|cx| Pin::new(&mut *writer).poll_write(cx, bytes)).await?;
        bytes = &bytes[n..];
    }
    poll_fn(|cx| Pin::new(&mut *writer).poll_flush(cx)).await
}

async fn shutdown(writer: &mut (impl AsyncWrite + Unpin)) -> Result<(), Error> {
    poll_fn(|cx| Pin::new(&mut *writer).poll_shutdown(cx)).await
}

async fn seek(seeker: &mut (impl AsyncSeek + Unpin), position: SeekFrom) -> Result<u64, Error> {
    poll_fn(|cx| Pin::new(&mut *seeker).poll_seek(cx, position)).await
}

/// Echoes what it reads until the end, and then shuts down.
async fn echo(mut io: impl AsyncRead + AsyncWrite + Unpin) -> Result<(), Error> {
    loop {
        let bytes = read(&mut io, 16).await?;
        if bytes.is_empty() {
            return shutdown(&mut io).await;
        }
        write_all(&mut io, &bytes).await?;
    }
}

/// Sends 10,000 bytes to an echo, in both directions at once, and reads them back.
async fn talk(mut io: impl AsyncRead + AsyncWrite + Unpin) -> Result<(), Error> {
    let sent: Vec<u8> = (0..10_000_u32).map(|n| n as u8).collect();
    let (mut written, mut read, mut shut) = (0, vec![], false);
    poll_fn(|cx| {
        let mut progress = true;
        while progress {
            progress = false;
            if written < sent.len() {
                if let Poll::Ready(n) = Pin::new(&mut io).poll_write(cx, &sent[written..])? {
                    written += n;
                    progress = true;
                }
            } else if !shut && Pin::new(&mut io).poll_shutdown(cx)?.is_ready() {
                shut = true;
            }
            let mut memory = [0; 100];
            let mut buf = ReadBuf::new(&mut memory);
            if Pin::new(&mut io).poll_read(cx, buf.unfilled())?.is_ready() {
                if buf.is_empty() {
                    return Poll::Ready(Ok::<_, Error>(()));
                }
                read.extend_from_slice(buf.filled());
                progress = true;
            }
        }
        Poll::Pending
    })
    .await?;
    assert!(shut);
    assert_eq!(read, sent);
    Ok(())
}

/// Talks to an echo through the two ends of one pipe.
async fn both(
    a: impl AsyncRead + AsyncWrite + Unpin,
    b: impl AsyncRead + AsyncWrite + Unpin,
) -> Result<(), Error> {
    let (echoed, talked) = futures::join!(echo(a), talk(b));
    echoed.and(talked)
}

#[test]
fn tokio_duplex() -> Result<(), Error> {
    let (a, b) = tokio::io::duplex(64);
    finish(both(FromTokio::new(a), FromTokio::new(b)))
}

#[test]
fn tokio_duplex_through_every_adapter() -> Result<(), Error> {
    // tokio -> ours -> futures -> ours -> tokio -> ours
    let (a, b) = tokio::io::duplex(64);
    let a = FromTokio::new(FromFutures::new(FromTokio::new(a).into_futures()).into_tokio());
    finish(both(a, FromTokio::new(b)))
}

#[test]
fn a_waker_travels_through_every_adapter() {
    let (a, mut b) = tokio::io::duplex(64);
    let mut a = FromTokio::new(FromFutures::new(FromTokio::new(a).into_futures()).into_tokio());
    let (wakes, waker) = Wakes::new();
    let cx = &mut Context::from_waker(&waker);
    let mut reading = pin!(read(&mut a, 8));
    assert!(reading.as_mut().poll(cx).is_pending());
    assert_eq!(wakes.count(), 0);
    finish(tokio::io::AsyncWriteExt::write_all(&mut b, b"woken")).unwrap();
    assert_eq!(wakes.count(), 1);
    let Poll::Ready(Ok(bytes)) = reading.as_mut().poll(cx) else { panic!("woken, but not ready") };
    assert_eq!(bytes, b"woken");
}

#[tokio::test]
async fn tokio_tcp() -> Result<(), Error> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let client = tokio::net::TcpStream::connect(listener.local_addr()?).await?;
    let (server, _) = listener.accept().await?;
    let talked = both(FromTokio::new(server), FromTokio::new(client));
    tokio::time::timeout(HANGS, talked).await.expect("hangs")
}

#[test]
fn smol_tcp() -> Result<(), Error> {
    smol::block_on(async {
        let listener = smol::net::TcpListener::bind("127.0.0.1:0").await?;
        let client = smol::net::TcpStream::connect(listener.local_addr()?).await?;
        let (server, _) = listener.accept().await?;
        let talked = both(FromFutures::new(server), FromFutures::new(client));
        let hangs = async { panic!("hangs: {:?}", smol::Timer::after(HANGS).await) };
        smol::future::or(talked, hangs).await
    })
}

#[test]
fn tokio_buf_reader() -> Result<(), Error> {
    finish(async {
        let mut reader = FromTokio::new(tokio::io::BufReader::with_capacity(4, &b"buffered"[..]));
        let filled = poll_fn(|cx| Pin::new(&mut reader).poll_fill_buf(cx).map_ok(<[u8]>::to_vec));
        assert_eq!(filled.await?, b"buff");
        Pin::new(&mut reader).consume(3);
        assert_eq!(read(&mut reader, 8).await?, b"f");
        assert_eq!(read(&mut reader, 8).await?, b"ered");
        assert_eq!(read(&mut reader, 8).await?, b"");
        Ok(())
    })
}

#[tokio::test]
async fn tokio_file() -> Result<(), Error> {
    tokio::time::timeout(HANGS, file_seeks()).await.expect("hangs")
}

async fn file_seeks() -> Result<(), Error> {
    let path = std::env::temp_dir().join(format!("async-interop-seek-{}", std::process::id()));
    let mut options = tokio::fs::OpenOptions::new();
    let file = options.read(true).write(true).create(true).truncate(true).open(&path).await?;
    std::fs::remove_file(&path)?;
    let mut file = FromTokio::new(file);
    write_all(&mut file, b"0123456789").await?;

    assert_eq!(seek(&mut file, SeekFrom::Start(4)).await?, 4);
    assert_eq!(read(&mut file, 3).await?, b"456");
    assert_eq!(seek(&mut file, SeekFrom::Current(-2)).await?, 5);
    assert_eq!(read(&mut file, 1).await?, b"5");
    assert_eq!(seek(&mut file, SeekFrom::End(-1)).await?, 9);
    assert_eq!(read(&mut file, 9).await?, b"9");
    let error = seek(&mut file, SeekFrom::Current(-11)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);

    // A rewind that is abandoned, in whatever state it is, then a read, then the same rewind.
    let cx = &mut Context::from_waker(Waker::noop());
    let _ = Pin::new(&mut file).poll_seek(cx, SeekFrom::Start(0));
    assert!(matches!(&read(&mut file, 1).await?[..], b"0" | b""));
    assert_eq!(seek(&mut file, SeekFrom::Start(0)).await?, 0);
    assert_eq!(read(&mut file, 4).await?, b"0123");

    // And one seek replaced by another.
    let _ = Pin::new(&mut file).poll_seek(cx, SeekFrom::Start(1));
    assert_eq!(seek(&mut file, SeekFrom::Start(7)).await?, 7);
    assert_eq!(read(&mut file, 4).await?, b"789");
    Ok(())
}

#[test]
fn tokio_code_over_types_of_ours() -> io::Result<()> {
    use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

    finish(async {
        let mut lines = b"one\ntwo\n"[..].into_tokio().lines();
        assert_eq!(lines.next_line().await?.as_deref(), Some("one"));
        assert_eq!(lines.next_line().await?.as_deref(), Some("two"));
        assert_eq!(lines.next_line().await?, None);

        let mut cursor = io::Cursor::new(vec![0; 8]).into_tokio();
        cursor.write_all(b"abcdefgh").await?;
        assert_eq!(cursor.seek(io::SeekFrom::Current(-3)).await?, 5);
        assert_eq!(cursor.stream_position().await?, 5);
        let mut rest = Vec::new();
        cursor.read_to_end(&mut rest).await?;
        assert_eq!(rest, b"fgh");

        let mut copied = Vec::new().into_tokio();
        assert_eq!(tokio::io::copy(&mut b"copied"[..].into_tokio(), &mut copied).await?, 6);
        copied.shutdown().await?;
        assert_eq!(copied.into_inner(), b"copied");
        Ok(())
    })
}

#[test]
fn futures_code_over_types_of_ours() -> io::Result<()> {
    use futures::io::{AsyncBufReadExt, AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

    finish(async {
        let mut line = String::new();
        b"one\ntwo\n"[..].into_futures().read_line(&mut line).await?;
        assert_eq!(line, "one\n");

        let mut cursor = io::Cursor::new(vec![0; 8]).into_futures();
        cursor.write_all(b"abcdefgh").await?;
        assert_eq!(cursor.seek(io::SeekFrom::Current(-3)).await?, 5);
        let mut rest = Vec::new();
        cursor.read_to_end(&mut rest).await?;
        assert_eq!(rest, b"fgh");

        let mut copied = Vec::new().into_futures();
        assert_eq!(futures::io::copy(b"copied"[..].into_futures(), &mut copied).await?, 6);
        copied.close().await?;
        assert_eq!(copied.into_inner(), b"copied");
        Ok(())
    })
}
