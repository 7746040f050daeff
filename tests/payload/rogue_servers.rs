//! Servers that do not keep to the protocol, written with quinn alone.

use std::{
    net::{Ipv4Addr, UdpSocket},
    sync::Arc,
};

use quinn::{
    Connection, Endpoint, EndpointConfig, RecvStream, SendStream, ServerConfig, TokioRuntime,
    VarInt, crypto::rustls::QuicServerConfig,
};
use rustls::pki_types::PrivatePkcs8KeyDer;

use crate::command::{Ran, payload, scratch};

const CODE: VarInt = VarInt::from_u32(7);

/// Runs a client against a server that does `rogue` with the first stream.
#[track_caller]
fn against<F>(
    name: &str,
    alpn: &[u8],
    rogue: impl FnOnce(Connection, SendStream, RecvStream) -> F,
) -> Ran
where
    F: Future<Output = ()>,
{
    let made = rcgen::generate_simple_self_signed(["localhost".to_string()]).unwrap();
    let path = scratch(&format!("{name}.pem"));
    std::fs::write(&path, made.cert.pem()).unwrap();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let mut tls = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .unwrap();
    tls.alpn_protocols = vec![alpn.to_vec()];
    let tls = ServerConfig::with_crypto(Arc::new(QuicServerConfig::try_from(tls).unwrap()));

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let _context = runtime.enter();
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let config = EndpointConfig::default();
    let server = Endpoint::new(config, Some(tls), socket, Arc::new(TokioRuntime)).unwrap();
    let address = format!("localhost:{}", server.local_addr().unwrap().port());
    let client = runtime.spawn_blocking(move || {
        let cert = path.to_str().expect("the path is UTF-8");
        payload(&["--connect", &address, "--cert", cert, "--size", "4MiB"])
    });
    runtime.block_on(async {
        // A client that does not like the handshake is not served.
        if let Ok(connection) = server.accept().await.expect("open").await {
            let (send, receive) = connection.accept_bi().await.unwrap();
            rogue(connection, send, receive).await;
        }
        client.await.unwrap()
    })
}

const ALPN: &[u8] = b"async-interop-payload/1";

#[test]
fn one_that_resets_in_the_middle() {
    let ran = against("resets", ALPN, async |connection, mut send, mut receive| {
        receive.read_exact(&mut [0; 1000]).await.unwrap();
        receive.stop(CODE).unwrap();
        send.reset(CODE).unwrap();
        connection.closed().await;
    });
    ran.expect(1, &["the server broke off", "by peer: error 7", "try again"]);
}

#[test]
fn one_that_refuses_in_the_middle_says_why() {
    let ran = against("refuses", ALPN, async |connection, mut send, mut receive| {
        receive.read_exact(&mut [0; 1000]).await.unwrap();
        receive.stop(VarInt::from_u32(3)).unwrap();
        send.write_all(b"\x03the disk is full").await.unwrap();
        send.finish().unwrap();
        connection.closed().await;
    });
    ran.expect(1, &["the server refused: the disk is full"]);
}

#[test]
fn one_that_closes_the_connection() {
    let ran = against("closes", ALPN, async |connection, _, mut receive| {
        receive.read_exact(&mut [0; 1000]).await.unwrap();
        connection.close(CODE, b"enough");
    });
    ran.expect(1, &["the server broke off", "try again"]);
}

#[test]
fn one_whose_answer_is_truncated() {
    let ran = against("truncates", ALPN, async |connection, mut send, mut receive| {
        receive.read_to_end(usize::MAX).await.unwrap();
        send.write_all(&[0; 20]).await.unwrap();
        send.finish().unwrap();
        connection.closed().await;
    });
    ran.expect(1, &["the server broke off"]);
}

#[test]
fn one_that_took_something_else() {
    let ran = against("differs", ALPN, async |connection, mut send, mut receive| {
        receive.read_to_end(usize::MAX).await.unwrap();
        send.write_all(&[0; 49]).await.unwrap();
        send.finish().unwrap();
        connection.closed().await;
    });
    ran.expect(1, &["DIFFERS"]);
}

#[test]
fn one_that_speaks_another_protocol() {
    let ran = against("h3", b"h3", async |_, _, _| unreachable!("no handshake"));
    ran.expect(1, &["no connection", "does not speak async-interop-payload/1"]);
}
