//! The proxy, used by curl, with the file server behind it.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener},
};

use crate::{
    RUNTIMES,
    curl::curl,
    folder::{Folder, big},
    program::{PATIENCE, Server},
};

/// Fetches a URL through the proxy into a file, and returns how curl ended and what it said.
fn fetch(proxy: &Server, how: &str, url: &str, to: &str) -> (Option<i32>, String) {
    let fetched = curl(&[how, &proxy.address.to_string(), "--output", to, url]);
    (fetched.code, fetched.stderr)
}

#[test]
fn a_large_file_comes_through_by_name_and_by_address() {
    let folder = Folder::new("proxied");
    let to = folder.beside("received");
    let path = to.to_str().expect("the path is text");
    for &runtime in RUNTIMES {
        let files = Server::start(runtime, &["files", &folder.path()]);
        let proxy = Server::start(runtime, &["socks5"]);
        let port = files.address.port();
        for (how, host) in [("--socks5-hostname", "localhost"), ("--socks5", "127.0.0.1")] {
            let url = format!("http://{host}:{port}/big.bin");
            let (code, stderr) = fetch(&proxy, how, &url, path);
            assert_eq!(code, Some(0), "{runtime} {how}: {stderr}");
            assert!(fs::read(&to).expect("curl wrote it") == *big(), "{runtime}: the bytes differ");
        }
    }
}

#[test]
fn the_target_may_have_an_ipv6_address() {
    if TcpListener::bind("[::1]:0").is_err() {
        eprintln!("not tested: this machine has no IPv6");
        return;
    }
    let folder = Folder::new("ipv6");
    for &runtime in RUNTIMES {
        let files = Server::start(runtime, &["files", &folder.path(), "--listen", "[::1]:0"]);
        let proxy = Server::start(runtime, &["socks5"]);
        let url = format!("http://{}/note.txt", files.address);
        let fetched = curl(&["--socks5", &proxy.address.to_string(), &url]);
        assert_eq!(fetched.body, b"note\n", "{runtime}: {}", fetched.stderr);
    }
}

#[test]
fn a_target_that_refuses_or_is_unknown_has_its_reply() {
    let folder = Folder::new("refused");
    let to = folder.beside("received");
    let path = to.to_str().expect("the path is text");
    for &runtime in RUNTIMES {
        let proxy = Server::start(runtime, &["socks5"]);
        for (url, reply) in [
            (format!("http://{}/", nobody()), "(5)"),
            ("http://unknown.invalid/".to_owned(), "(4)"),
        ] {
            let (code, stderr) = fetch(&proxy, "--socks5-hostname", &url, path);
            assert_eq!(code, Some(97), "{runtime} {url}: {stderr}"); // CURLE_PROXY
            assert!(stderr.contains(reply), "{runtime} {url}: {stderr}");
        }
    }
}

#[test]
fn what_it_cannot_do_has_its_reply() {
    let cases: &[(&[u8], &[u8])] = &[
        // No way to authenticate that both know.
        (&[5, 1, 2], &[5, 0xFF]),
        // BIND.
        (&[5, 1, 0, 5, 2, 0, 1, 127, 0, 0, 1, 0, 80], &[5, 0, 5, 7, 0, 1, 0, 0, 0, 0, 0, 0]),
        // No such kind of address.
        (&[5, 1, 0, 5, 1, 0, 9], &[5, 0, 5, 8, 0, 1, 0, 0, 0, 0, 0, 0]),
        // SOCKS4: it would not understand an answer.
        (&[4, 1, 0, 80, 127, 0, 0, 1, 0], &[]),
    ];
    for &runtime in RUNTIMES {
        let proxy = Server::start(runtime, &["socks5"]);
        for (sent, expected) in cases {
            let mut client = proxy.connect();
            client.write_all(sent).expect("it reads");
            let mut answer = Vec::new();
            // Bytes that it did not read may reset the connection behind the answer.
            let _ = client.read_to_end(&mut answer);
            assert_eq!(answer, *expected, "{runtime}: {sent:?}");
        }
    }
}

#[test]
fn each_direction_ends_for_itself() {
    for &runtime in RUNTIMES {
        let target = TcpListener::bind("127.0.0.1:0").expect("loopback has ports");
        let proxy = Server::start(runtime, &["socks5"]);
        let mut client = proxy.connect();
        let port = target.local_addr().expect("it is bound").port();
        client.write_all(&[5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1]).expect("it reads");
        client.write_all(&port.to_be_bytes()).expect("it reads");
        let (mut server, from) = target.accept().expect("the proxy connects");
        server.set_read_timeout(Some(PATIENCE)).expect("sockets have timeouts");
        let mut answer = [0; 12];
        client.read_exact(&mut answer).expect("it answers");
        let [_, _, 5, 0, 0, 1, ip @ .., high, low] = answer else { panic!("{answer:?}") };
        let bound = SocketAddr::from((ip, u16::from_be_bytes([high, low])));
        assert_eq!(bound, from, "{runtime} says from where it connected");
        client.write_all(b"question").expect("it reads");
        client.shutdown(std::net::Shutdown::Write).expect("it is connected");
        let mut text = String::new();
        server.read_to_string(&mut text).expect("the end comes through");
        assert_eq!(text, "question", "{runtime}");
        server.write_all(b"answer").expect("the other direction is open");
        drop(server);
        text.clear();
        client.read_to_string(&mut text).expect("the end comes back");
        assert_eq!(text, "answer", "{runtime}");
    }
}

/// An address on which nobody listens: it was free a moment ago.
fn nobody() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has ports");
    listener.local_addr().expect("it is bound")
}
