//! Server and client in two processes, on two runtimes.

use std::net::UdpSocket;

use sha2::{Digest as _, Sha256};

use crate::command::{Server, payload, scratch};

fn connect(server: &Server, arguments: &[&str]) -> crate::command::Ran {
    let address = format!("localhost:{}", server.address.port());
    let cert = server.certificate();
    payload(&[&["--connect", &address, "--cert", cert], arguments].concat())
}

#[test]
fn a_file_goes_from_one_runtime_to_another() {
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n / 7 % 251) as u8).collect();
    let path = scratch("from-one-to-another");
    std::fs::write(&path, &bytes).expect("the folder is writable");
    let file = path.to_str().expect("the path is UTF-8");
    let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();

    let mut server = Server::start("two-runtimes", &["--runtime", "smol", "--count", "2"]);
    for codec in ["zstd", "brotli"] {
        let arguments = ["--file", file, "--codec", codec, "--runtime", "futures-thread-pool"];
        connect(&server, &arguments).expect(0, &["3000000", "the same"]);
        let line = server.line();
        assert!(line.contains("3000000 bytes") && line.contains(&hash), "{line}");
    }
    assert_eq!(server.end(), (Some(0), String::new()));
}

#[test]
fn another_certificate_is_refused() {
    let server = Server::start("right-certificate", &[]);
    let other = Server::start("wrong-certificate", &[]);
    let address = server.address.to_string();
    let ran = payload(&["--connect", &address, "--cert", other.certificate(), "--size", "1k"]);
    let says = ["no connection", "the server has another certificate", "--cert-out"];
    ran.expect(1, &says);
}

#[test]
fn another_name_is_refused() {
    let server = Server::start("name", &["--host", "payload.example"]);
    connect(&server, &["--size", "1k", "--server-name", "payload.example"]).expect(0, &[]);
    let ran = connect(&server, &["--size", "1k", "--server-name", "elsewhere.example"]);
    ran.expect(1, &["has another name", "--server-name", "--host"]);
}

#[test]
fn a_certificate_that_is_none_is_refused() {
    let path = scratch("none.pem");
    std::fs::write(&path, b"nothing").expect("the folder is writable");
    let path = path.to_str().expect("the path is UTF-8");
    payload(&["--connect", "127.0.0.1:1", "--cert", path])
        .expect(1, &["holds no certificate", "--cert-out"]);
}

#[test]
fn a_port_that_is_in_use_is_named() {
    let taken = UdpSocket::bind("127.0.0.1:0").expect("there is a free port");
    let address = taken.local_addr().expect("it is bound").to_string();
    payload(&["--serve", &address]).expect(1, &["cannot use the UDP address", &address, "port 0"]);
}

#[test]
fn an_address_that_is_none_is_refused() {
    payload(&["--serve", "nowhere"]).expect(1, &["'nowhere' is no address", "127.0.0.1:4433"]);
}

#[test]
fn a_path_that_cannot_be_written_is_named() {
    let path = scratch("no such folder").join("cert.pem");
    let path = path.to_str().expect("the path is UTF-8");
    payload(&["--serve", "127.0.0.1:0", "--cert-out", path])
        .expect(1, &["cannot write", path, "--cert-out"]);
}
