//! The file server, asked by curl.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    process::{Output, Stdio},
};

use crate::{
    RUNTIMES,
    curl::{command, curl, head_and_body},
    folder::{Folder, big},
    program::Server,
};

#[track_caller]
fn has_line(answer: &str, line: &str) {
    assert!(answer.split("\r\n").any(|found| found == line), "no line '{line}' in:\n{answer}");
}

#[test]
fn files_come_with_their_length_and_type() {
    let folder = Folder::new("files");
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["files", &folder.path()]);
        for (path, media_type, body) in [
            ("/", "text/html; charset=utf-8", "<h1>hello</h1>\n"),
            ("/note.txt", "text/plain; charset=utf-8", "note\n"),
            ("/note.txt?with=query", "text/plain; charset=utf-8", "note\n"),
            ("/sub%20folder/../n%6Fte.txt", "text/plain; charset=utf-8", "note\n"),
            ("/way-in", "text/plain; charset=utf-8", "note\n"),
            ("/sub%20folder/", "text/html; charset=utf-8", "<p>sub</p>\n"),
            ("/empty.json", "application/json", ""),
        ] {
            let answer = head_and_body(server.address, path, &[]);
            let (head, found) = answer.split_once("\r\n\r\n").expect("a head and a body");
            assert_eq!(found, body, "{runtime} {path}");
            has_line(head, "HTTP/1.1 200 OK");
            has_line(head, &format!("Content-Type: {media_type}"));
            has_line(head, &format!("Content-Length: {}", body.len()));
        }
    }
}

#[test]
fn a_large_file_arrives_byte_by_byte() {
    let folder = Folder::new("large");
    let url = |server: &Server| format!("http://{}/big.bin", server.address);
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["files", &folder.path()]);
        let fetched = curl(&[&url(&server)]);
        assert_eq!(fetched.code, Some(0), "{runtime}: {}", fetched.stderr);
        assert!(fetched.body == *big(), "{runtime}: the bytes differ");
    }
}

#[test]
fn head_has_all_but_the_body() {
    let folder = Folder::new("head");
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["files", &folder.path()]);
        let answer = head_and_body(server.address, "/big.bin", &["--head"]);
        has_line(&answer, "HTTP/1.1 200 OK");
        has_line(&answer, "Content-Type: application/octet-stream");
        has_line(&answer, &format!("Content-Length: {}", big().len()));
        assert!(answer.ends_with("\r\n\r\n"), "{runtime}: a body follows:\n{answer}");
        let missing = head_and_body(server.address, "/missing", &["--head"]);
        has_line(&missing, "HTTP/1.1 404 Not Found");
        assert!(missing.ends_with("\r\n\r\n"), "{runtime}: a body follows:\n{missing}");
    }
}

#[test]
fn two_requests_share_a_connection() {
    let folder = Folder::new("keep-alive");
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["files", &folder.path()]);
        let url = |path| format!("http://{}{path}", server.address);
        let (note, missing) = (url("/note.txt"), url("/missing"));
        // Also after an error that leaves no doubt where the next request begins.
        let fetched =
            curl(&["--write-out", "%{http_code} %{num_connects}\n", &note, &missing, &note]);
        let text = String::from_utf8(fetched.body).expect("texts");
        assert_eq!(text, "note\n200 1\n404 Not Found\n404 0\nnote\n200 0\n", "{runtime}");
        let closed = head_and_body(server.address, "/note.txt", &["--header", "Connection: close"]);
        has_line(&closed, "Connection: close");
        let old = head_and_body(server.address, "/note.txt", &["--http1.0"]);
        has_line(&old, "Connection: close");
    }
}

#[test]
fn what_is_wrong_has_its_status() {
    let folder = Folder::new("errors");
    let long_path = format!("/{}", "a".repeat(10_000));
    let long_name = format!("/{}", "a".repeat(300));
    let long_field = format!("X-Long: {}", "a".repeat(40_000));
    let cases: &[(&str, &[&str], &str)] = &[
        ("/missing", &[], "404 Not Found"),
        ("/note.txt/", &[], "404 Not Found"),
        ("/note.txt/below", &[], "404 Not Found"),
        (&long_name, &[], "404 Not Found"),
        ("/../secret.txt", &[], "400 Bad Request"),
        ("/sub%20folder/../../secret.txt", &[], "400 Bad Request"),
        ("/%2e%2e/secret.txt", &[], "400 Bad Request"),
        ("/..%2fsecret.txt", &[], "404 Not Found"),
        ("/way-out", &[], "404 Not Found"),
        ("/note.txt%00.html", &[], "404 Not Found"),
        ("/%zz", &[], "400 Bad Request"),
        ("/%ff", &[], "400 Bad Request"),
        ("/note.txt", &["--header", "Host:"], "400 Bad Request"),
        ("/note.txt", &["--data", "a body"], "405 Method Not Allowed"),
        ("/note.txt", &["--request", "DELETE"], "405 Method Not Allowed"),
        ("/note.txt", &["--request", "BREW"], "501 Not Implemented"),
        (&long_path, &[], "414 URI Too Long"),
        ("/note.txt", &["--header", &long_field], "431 Request Header Fields Too Large"),
    ];
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["files", &folder.path()]);
        for (path, arguments, status) in cases {
            let answer = head_and_body(server.address, path, arguments);
            has_line(&answer, &format!("HTTP/1.1 {status}"));
            assert!(!answer.contains("secret\n"), "{runtime} {path} leads out");
            if status.starts_with("405") {
                has_line(&answer, "Allow: GET, HEAD");
            }
        }
        // A large upload is refused, and the client gets to read why.
        let upload = folder.root().join("big.bin");
        let upload = upload.to_str().expect("the path is text");
        let answer = head_and_body(server.address, "/", &["--upload-file", upload]);
        has_line(&answer, "HTTP/1.1 405 Method Not Allowed");
    }
}

#[test]
fn a_folder_without_a_slash_is_moved() {
    let folder = Folder::new("moved");
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["files", &folder.path()]);
        let answer = head_and_body(server.address, "/sub%20folder", &[]);
        has_line(&answer, "HTTP/1.1 301 Moved Permanently");
        has_line(&answer, "Location: ./sub%20folder/");
        let url = format!("http://{}/sub%20folder", server.address);
        let followed = curl(&["--location", &url]);
        assert_eq!(followed.body, b"<p>sub</p>\n", "{runtime}: {}", followed.stderr);
    }
}

#[test]
fn a_slow_client_is_told_and_left() {
    let folder = Folder::new("slow");
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["files", &folder.path(), "--timeout", "0.3"]);
        // As telnet, curl sends what it is given, and shows what it gets until the server closes.
        let mut telnet = command(&[&format!("telnet://{}", server.address)]);
        let mut telnet = telnet.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("curl");
        let mut stdin = telnet.stdin.take().expect("it was piped");
        stdin.write_all(b"GET / HTTP/1.1\r\nHost: slow").expect("curl reads");
        drop(stdin); // it reads up to the end before it sends
        let Output { stdout, .. } = telnet.wait_with_output().expect("it is our child");
        let answer = String::from_utf8(stdout).expect("text");
        has_line(&answer, "HTTP/1.1 408 Request Timeout");
        has_line(&answer, "Connection: close");
        // One that says nothing is left without a word.
        let mut silent = server.connect();
        assert_eq!(silent.read(&mut [0; 1]).expect("an end, and no error"), 0, "{runtime}");
    }
}

#[test]
fn a_download_survives_the_stop() {
    let folder = Folder::new("stop");
    for (&runtime, signal) in RUNTIMES.iter().zip(["TERM", "INT"].into_iter().cycle()) {
        let server = Server::start(runtime, &["files", &folder.path(), "--grace", "60"]);
        let mut idle = server.connect();
        let mut download = command(&[&format!("http://{}/big.bin", server.address)]);
        let mut download = download.stdout(Stdio::piped()).spawn().expect("curl is installed");
        let mut stdout = download.stdout.take().expect("it was piped");
        // More than pipe and sockets hold is still to come when the first byte is here.
        let mut body = vec![0];
        stdout.read_exact(&mut body).expect("curl writes what it gets");
        server.signal(signal);
        assert!(server.line().starts_with("stopping"), "{runtime} says that it stops");
        assert_eq!(idle.read(&mut [0; 1]).expect("an end"), 0, "{runtime} leaves idle clients");
        let refused = TcpStream::connect(server.address);
        assert!(refused.is_err(), "{runtime} still listens after a client was left");
        stdout.read_to_end(&mut body).expect("curl writes what it gets");
        assert!(body == *big(), "{runtime}: {} bytes came", body.len());
        assert!(download.wait().expect("it is our child").success(), "{runtime}");
        assert_eq!(server.ended().code(), Some(0), "{runtime}");
    }
}

#[test]
fn requests_that_take_too_long_after_the_stop_are_cut_off() {
    let folder = Folder::new("cut-off");
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["files", &folder.path(), "--grace", "0.2"]);
        let mut client = server.connect();
        client.write_all(b"GET /big.bin HTTP/1.1\r\nHost: x\r\n\r\n").expect("it reads");
        client.read_exact(&mut [0; 1]).expect("it answers");
        server.signal("TERM");
        assert_eq!(server.ended().code(), Some(1), "{runtime}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_forbidden_or_missing() {
    let folder = Folder::new("gone");
    for &runtime in RUNTIMES {
        let server = Server::start(runtime, &["files", &folder.path()]);
        fs::write(folder.root().join("brief.txt"), "brief\n").expect("the folder is writable");
        assert!(head_and_body(server.address, "/brief.txt", &[]).ends_with("\r\n\r\nbrief\n"));
        fs::remove_file(folder.root().join("brief.txt")).expect("it is there");
        has_line(&head_and_body(server.address, "/brief.txt", &[]), "HTTP/1.1 404 Not Found");
    }
}
