//! The methods of `AsyncReadExt`, `AsyncBufReadExt` and `AsyncSeekExt`.

use async_interop::{
    conformance::harness::Stage,
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncSeekExt as _, ReadBuf, SeekFrom},
    stream::StreamExt as _,
};

use crate::{callers, nothing};

callers! {
    read [] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            io.read(&mut [0; 7]).await?;
            // Nothing to read is no reading.
            io.read(&mut []).await?;
            nothing()
        })
    };
    read_in_a_loop [reads] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let (mut all, mut buf) = (Vec::new(), [0; 7]);
            loop {
                match io.read(&mut buf).await? {
                    0 => return Ok(all),
                    n => all.extend_from_slice(&buf[..n]),
                }
            }
        })
    };
    read_buf [reads] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let mut memory = [0; 64];
            let mut buf = ReadBuf::new(&mut memory);
            let mut before = usize::MAX;
            while buf.len() != before {
                before = buf.len();
                io.read_buf(&mut buf).await?;
            }
            Ok(buf.filled().to_vec())
        })
    };
    read_exact [reads] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let mut all = vec![0; Stage::PAYLOAD.len()];
            io.read_exact(&mut all).await?;
            Ok(all)
        })
    };
    read_exact_of_too_much [] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let mut all = vec![0; Stage::PAYLOAD.len() + 1];
            assert!(io.read_exact(&mut all).await.is_err());
            nothing()
        })
    };
    read_to_end [reads] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let mut all = Vec::new();
            io.read_to_end(&mut all).await?;
            Ok(all)
        })
    };
    read_to_string [reads] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let mut all = String::new();
            io.read_to_string(&mut all).await?;
            Ok(all.into_bytes())
        })
    };
    bytes [reads] |stage| {
        let bytes = stage.io().bytes();
        Box::pin(async move { bytes.try_collect().await })
    };
    bytes_as_a_stream [adapter, fused] |stage| stage.exhaust(stage.io().bytes());
    fill_buf [reads, consumes] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let mut all = Vec::new();
            loop {
                let shown = io.fill_buf().await?;
                let n = shown.len();
                if n == 0 {
                    return Ok(all);
                }
                all.extend_from_slice(shown);
                io.consume(n);
            }
        })
    };
    read_until [reads, consumes] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let mut all = Vec::new();
            while io.read_until(b'\n', &mut all).await? > 0 && all.ends_with(b"\n") {}
            Ok(all)
        })
    };
    read_line [reads, consumes] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            let mut all = String::new();
            while io.read_line(&mut all).await? > 0 && all.ends_with('\n') {}
            Ok(all.into_bytes())
        })
    };
    lines [reads, consumes] |stage| {
        let mut lines = stage.io().lines();
        Box::pin(async move {
            let mut all = Vec::new();
            while let Some(line) = lines.next_line().await? {
                all.push(line);
            }
            Ok(all.join("\n").into_bytes())
        })
    };
    lines_as_a_stream [adapter, consumes, fused] |stage| stage.exhaust(stage.io().lines());
    split_at_delimiters [reads, consumes] |stage| {
        let mut segments = stage.io().split(b'\n');
        Box::pin(async move {
            let mut all = Vec::new();
            while let Some(segment) = segments.next_segment().await? {
                all.push(segment);
            }
            Ok(all.join(&b'\n'))
        })
    };
    split_at_delimiters_as_a_stream [adapter, consumes, fused] |stage| {
        stage.exhaust(stage.io().split(b' '))
    };
    seek [] |stage| {
        let mut io = stage.io();
        Box::pin(async move {
            io.read(&mut [0; 7]).await?;
            io.seek(SeekFrom::End(-3)).await?;
            io.rewind().await?;
            io.stream_position().await?;
            nothing()
        })
    };
}
