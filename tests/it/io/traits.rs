//! What the traits themselves provide.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::io::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, Cursor, Result, SeekFrom};

use super::support::{fill, read, seek, write, write_vectored};

/// Implements the required methods only; takes three bytes at most.
#[derive(Debug, Default)]
struct Plain {
    taken: Vec<u8>,
    calls: usize,
}

impl AsyncWrite for Plain {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        let n = buf.len().min(3);
        self.taken.extend(&buf[..n]);
        self.calls += 1;
        Poll::Ready(Ok(n))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Pending
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Pending
    }
}

#[test]
fn vectored_writes_the_first_slice_that_is_not_empty() {
    let cases: [(&[&[u8]], &[u8]); 6] = [
        (&[], b""),
        (&[b""], b""),
        (&[b"", b"", b""], b""),
        (&[b"ab", b"cd"], b"ab"),
        (&[b"", b"", b"cdef", b"g"], b"cde"),
        (&[b"a", b"", b"b"], b"a"),
    ];
    for (slices, expected) in cases {
        let mut plain = Plain::default();
        assert_eq!(write_vectored(&mut plain, slices).unwrap(), expected.len(), "{slices:?}");
        assert_eq!(plain.taken, expected, "{slices:?}");
        assert_eq!(plain.calls, 1, "an empty write also asks: the sink may have failed");
    }
    assert!(!Plain::default().is_write_vectored());
}

#[test]
fn every_trait_is_an_object() {
    let mut source = Box::pin(&b"abc"[..]) as Pin<Box<dyn AsyncRead + Send>>;
    let mut buffered = Box::new(&b"xyz"[..]) as Box<dyn AsyncBufRead + Unpin>;
    let mut writer = Box::pin(Vec::new()) as Pin<Box<dyn AsyncWrite + Sync>>;
    let mut file = Box::new(Cursor::new(b"12345")) as Box<dyn AsyncSeek + Unpin>;

    assert_eq!(read(&mut source, 2).unwrap(), b"ab");
    assert_eq!(fill(&mut buffered), b"xyz");
    assert_eq!(write(&mut writer, b"hello").unwrap(), 5);
    assert_eq!(seek(&mut file, SeekFrom::End(-1)).unwrap(), 4);
}
