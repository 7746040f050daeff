//! The same results as std's methods, whatever the pieces in which the bytes come.

use std::io::{BufRead, Read};

use async_interop::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, IoSlice, copy, copy_buf},
    stream::StreamExt,
};
use proptest::{collection::vec, prelude::*};

use super::support::{Data, Reader, Step, Take, Wait, Writer, finish};

/// Bytes that are often delimiters and often not text.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        3 => Just(b'\n'),
        2 => Just(b'\r'),
        8 => b'a'..=b'c',
        1 => prop_oneof![Just(0xC3_u8), Just(0xBC), Just(0xFF)],
    ];
    vec(byte, 0..80)
}

/// The bytes in pieces of these lengths, over and over; zero is a `Pending`.
fn script(bytes: &[u8], lengths: &[usize]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut left = bytes;
    let mut lengths = lengths.iter().chain([&1]).cycle();
    while !left.is_empty() {
        match lengths.next().copied().unwrap_or(1).min(left.len()) {
            0 => steps.push(Wait),
            n => {
                steps.push(Data(left[..n].into()));
                left = &left[n..];
            }
        }
    }
    steps
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn read_to_end(bytes in bytes(), lengths in vec(0..9_usize, 0..9), before in 0..40_usize,
                   capacity in 0..100_usize, zeroes: bool) {
        let mut ours = Vec::with_capacity(capacity);
        ours.resize(before, 7);
        let mut expected = ours.clone();
        let mut reader =
            Reader { initializes: zeroes, ..Reader::new(script(&bytes, &lengths)) };
        let n = finish(reader.read_to_end(&mut ours)).unwrap();
        prop_assert_eq!(n, Read::read_to_end(&mut &bytes[..], &mut expected).unwrap());
        prop_assert_eq!(ours, expected);
    }

    #[test]
    fn read_to_string(bytes in bytes(), lengths in vec(0..9_usize, 0..9), before in "[a-c]{0,3}") {
        let (mut ours, mut expected) = (before.clone(), before.clone());
        let result = finish(Reader::new(script(&bytes, &lengths)).read_to_string(&mut ours));
        match Read::read_to_string(&mut &bytes[..], &mut expected) {
            Ok(n) => prop_assert_eq!(result.unwrap(), n),
            Err(_) => {
                prop_assert!(result.is_err());
                expected = before;
            }
        }
        prop_assert_eq!(ours, expected);
    }

    #[test]
    fn read_until_and_split(bytes in bytes(), lengths in vec(0..9_usize, 0..9)) {
        let mut reader = Reader::new(script(&bytes, &lengths));
        let mut twin = &bytes[..];
        loop {
            let (mut ours, mut expected) = (Vec::new(), Vec::new());
            let n = finish(reader.read_until(b'\n', &mut ours)).unwrap();
            prop_assert_eq!(n, BufRead::read_until(&mut twin, b'\n', &mut expected).unwrap());
            prop_assert_eq!(ours, expected);
            if n == 0 {
                break;
            }
        }
        let split = Reader::new(script(&bytes, &lengths)).split(b'\n');
        let ours: Vec<Vec<u8>> = finish(split.try_collect()).unwrap();
        let expected: Vec<Vec<u8>> =
            BufRead::split(&bytes[..], b'\n').collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(ours, expected);
    }

    #[test]
    fn read_line_and_lines(bytes in bytes(), lengths in vec(0..9_usize, 0..9)) {
        let mut reader = Reader::new(script(&bytes, &lengths));
        let mut twin = &bytes[..];
        let mut failed = 0;
        loop {
            let (mut ours, mut expected) = (String::new(), String::new());
            let result = finish(reader.read_line(&mut ours));
            match (result, BufRead::read_line(&mut twin, &mut expected)) {
                (Ok(0), Ok(0)) => break,
                (Ok(n), Ok(expected)) => prop_assert_eq!(n, expected),
                (Err(_), Err(_)) => failed += 1,
                (ours, expected) => prop_assert!(false, "{:?} but {:?}", ours, expected),
            }
            prop_assert_eq!(ours, expected);
        }
        let mut lines = Reader::new(script(&bytes, &lengths)).lines();
        for expected in BufRead::lines(&bytes[..]) {
            let ours = finish(lines.next()).unwrap();
            match (ours, expected) {
                (Ok(ours), Ok(expected)) => prop_assert_eq!(ours, expected),
                (Err(_), Err(_)) => failed -= 1,
                (ours, expected) => prop_assert!(false, "{:?} but {:?}", ours, expected),
            }
        }
        prop_assert!(finish(lines.next()).is_none());
        prop_assert_eq!(failed, 0);
    }

    #[test]
    fn take_and_chain(bytes in bytes(), lengths in vec(0..9_usize, 0..9), at in 0..90_usize,
                      limit in 0..200_u64) {
        let (first, second) = bytes.split_at(at.min(bytes.len()));
        let [first_reader, second_reader] =
            [first, second].map(|part| Reader::new(script(part, &lengths)));
        let mut expected = Vec::new();
        let mut twin = Read::take(Read::chain(first, second), limit);
        Read::read_to_end(&mut twin, &mut expected).unwrap();
        let mut ours = Vec::new();
        let reader = first_reader.chain(second_reader).take(limit);
        finish(reader.clone().read_to_end(&mut ours)).unwrap();
        prop_assert_eq!(&ours, &expected);
        let ours: Vec<u8> = finish(reader.clone().bytes().try_collect()).unwrap();
        prop_assert_eq!(&ours, &expected);
        let mut ours: Vec<u8> = Vec::new();
        let mut reader = reader;
        loop {
            let chunk = finish(reader.fill_buf()).unwrap().to_vec();
            let n = chunk.len().min(3);
            if n == 0 {
                break;
            }
            ours.extend(&chunk[..n]);
            reader.consume(n);
        }
        prop_assert_eq!(&ours, &expected);
    }

    #[test]
    fn copying_and_writing(bytes in bytes(), reads in vec(0..9_usize, 0..9),
                           writes in vec(0..9_usize, 0..40), cuts in vec(0..9_usize, 0..9)) {
        let reader = Reader::new(script(&bytes, &reads));
        let script = writes.iter().map(|n| if *n == 0 { Wait } else { Take(*n) });
        let writer = Writer::new(script);
        let (mut r, mut w) = (reader.clone(), writer.clone());
        prop_assert_eq!(finish(copy(&mut r, &mut w)).unwrap(), bytes.len() as u64);
        prop_assert_eq!(&w.bytes, &bytes);
        let (mut r, mut w) = (reader, writer.clone());
        prop_assert_eq!(finish(copy_buf(&mut r, &mut w)).unwrap(), bytes.len() as u64);
        prop_assert_eq!(&w.bytes, &bytes);
        for vectored in [false, true] {
            let mut left = &bytes[..];
            let mut slices = Vec::new();
            for cut in &cuts {
                let (front, back) = left.split_at((*cut).min(left.len()));
                slices.push(IoSlice::new(front));
                left = back;
            }
            slices.push(IoSlice::new(left));
            let mut w = Writer { vectored, ..writer.clone() };
            finish(w.write_all_vectored(&mut slices)).unwrap();
            prop_assert_eq!(&w.bytes, &bytes);
        }
    }
}
