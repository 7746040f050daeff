//! Each wrong argument ends with exit code 2 before anything is started, and says what to do.

use crate::command::{Ran, payload, scratch};

#[track_caller]
fn refused(arguments: &[&str], says: &[&str]) {
    let ran = payload(arguments);
    ran.expect(2, &[]);
    let Ran { stdout, stderr, .. } = ran;
    assert_eq!(stdout, "", "{arguments:?}: an error belongs to the standard error");
    for part in says {
        assert!(stderr.contains(part), "{arguments:?} does not say {part:?}:\n{stderr}");
    }
}

#[test]
fn an_unknown_runtime_comes_with_similar_ones_and_with_all() {
    refused(&["--runtime", "smoll"], &["no runtime is called 'smoll'", "similar: smol"]);
    refused(&["--runtime", "42"], &["no runtime is called '42'", "there are: tokio, "]);
    refused(&["--serve", "127.0.0.1:0", "--runtime", "toki"], &["similar: tokio"]);
}

#[test]
fn an_unknown_codec_comes_with_a_similar_one_and_with_all() {
    let says = ["invalid value 'gzp' for '--codec", "'gzip'", "gzip, zstd, brotli"];
    refused(&["--codec", "gzp"], &says);
}

#[test]
fn a_file_that_cannot_be_read_is_found_before_the_run() {
    let gone = scratch("no such file");
    let gone = gone.to_str().expect("the path is UTF-8");
    refused(&["--file", gone], &["cannot read", gone, "No such file", "give --file"]);
    refused(&["--file", "/"], &["cannot read '/'", "it is a folder"]);
    refused(&["--connect", "localhost:1", "--cert", gone], &["cannot read", "give --cert"]);
}

#[test]
fn numbers_have_to_be_numbers() {
    refused(&["--size", "32 parsecs"], &["'32 parsecs' is no size", "write 1000, 64KiB"]);
    refused(&["--size", "99999999999GiB"], &["does not fit"]);
    refused(&["--seed", "x"], &["invalid value 'x' for '--seed"]);
    refused(&["--limit", "0"], &["invalid value '0' for '--limit"]);
    refused(&["--serve", "127.0.0.1:0", "--count", "0"], &["invalid value '0' for '--count"]);
}

#[test]
fn options_that_exclude_or_need_each_other_say_so() {
    let both = ["--serve", "127.0.0.1:0", "--connect", "localhost:1", "--cert", "x"];
    refused(&both, &["cannot be used with"]);
    refused(&["--connect", "localhost:1"], &["--cert <PATH>"]);
    refused(&["--cert-out", "x"], &["--serve <ADDRESS>"]);
    refused(&["--file", "x", "--size", "1"], &["cannot be used with"]);
}
