//! TLS by rustls, through futures-rustls and tokio-rustls.

use std::{
    net::SocketAddr,
    sync::{Arc, LazyLock},
};

use async_interop::{
    compat::{FromFutures, FromTokio, IntoFuturesExt as _, IntoTokioExt as _},
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
};
use rustls::{
    ClientConfig, RootCertStore, ServerConfig,
    pki_types::{PrivateKeyDer, ServerName},
};

use crate::{
    Error,
    http::serve_http1,
    peer,
    runtime::{Io, Runtime, on_every_pair, on_every_runtime},
};

/// One certificate for all servers, which signs itself.
struct Identity {
    certificate: String,
    key: String,
    server: Arc<ServerConfig>,
    client: Arc<ClientConfig>,
}

static IDENTITY: LazyLock<Identity> = LazyLock::new(|| Identity::new().expect("it is well-formed"));

impl Identity {
    fn new() -> Result<Self, Error> {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
        let certificate = made.cert.der().clone();
        let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let server = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)?;
        let mut roots = RootCertStore::empty();
        roots.add(certificate)?;
        let client = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            certificate: made.cert.pem(),
            key: made.signing_key.serialize_pem(),
            server: Arc::new(server),
            client: Arc::new(client),
        })
    }
}

/// What makes TLS of a transport of ours, as one of ours again.
type Accept = fn(Io) -> futures::future::BoxFuture<'static, Result<Io, Error>>;

fn accept_as_futures(io: Io) -> futures::future::BoxFuture<'static, Result<Io, Error>> {
    Box::pin(async {
        let acceptor = futures_rustls::TlsAcceptor::from(Arc::clone(&IDENTITY.server));
        Ok(Box::pin(FromFutures::new(acceptor.accept(io.into_futures()).await?)) as Io)
    })
}

fn accept_as_tokio(io: Io) -> futures::future::BoxFuture<'static, Result<Io, Error>> {
    Box::pin(async {
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::clone(&IDENTITY.server));
        Ok(Box::pin(FromTokio::new(acceptor.accept(io.into_tokio()).await?)) as Io)
    })
}

fn connect_as_futures(io: Io) -> futures::future::BoxFuture<'static, Result<Io, Error>> {
    Box::pin(async {
        let connector = futures_rustls::TlsConnector::from(Arc::clone(&IDENTITY.client));
        let name = ServerName::try_from("localhost")?;
        Ok(Box::pin(FromFutures::new(connector.connect(name, io.into_futures()).await?)) as Io)
    })
}

fn connect_as_tokio(io: Io) -> futures::future::BoxFuture<'static, Result<Io, Error>> {
    Box::pin(async {
        let connector = tokio_rustls::TlsConnector::from(Arc::clone(&IDENTITY.client));
        let name = ServerName::try_from("localhost")?;
        Ok(Box::pin(FromTokio::new(connector.connect(name, io.into_tokio()).await?)) as Io)
    })
}

/// Reads up to the end of a line.
async fn read_line(mut io: impl AsyncRead + Unpin) -> Result<Vec<u8>, Error> {
    let (mut line, mut byte) = (vec![], [0]);
    while !line.ends_with(b"\n") {
        io.read_exact(&mut byte).await?;
        line.push(byte[0]);
    }
    Ok(line)
}

/// Sends a line back, and ends the session.
async fn echo_line(mut io: impl AsyncRead + AsyncWrite + Unpin) -> Result<(), Error> {
    let line = read_line(&mut io).await?;
    io.write_all(&line).await?;
    io.shutdown().await?;
    Ok(())
}

async fn echo_over_futures(_: Runtime, io: Io) -> Result<(), Error> {
    echo_line(accept_as_futures(io).await?).await
}

async fn echo_over_tokio(_: Runtime, io: Io) -> Result<(), Error> {
    echo_line(accept_as_tokio(io).await?).await
}

async fn https_over_futures(runtime: Runtime, io: Io) -> Result<(), Error> {
    serve_http1(runtime, accept_as_futures(io).await?).await
}

async fn https_over_tokio(runtime: Runtime, io: Io) -> Result<(), Error> {
    serve_http1(runtime, accept_as_tokio(io).await?).await
}

/// `openssl s_client` checks the certificate, sends a line, and gets it back, by both versions.
fn s_client(address: SocketAddr) -> Result<(), Error> {
    let ca = peer::TempFile::new(IDENTITY.certificate.as_bytes())?;
    for version in ["-tls1_3", "-tls1_2"] {
        let address = address.to_string();
        let args = [
            "s_client",
            "-quiet",
            version,
            "-verify_return_error",
            "-CAfile",
            ca.path(),
            "-verify_hostname",
            "localhost",
            "-servername",
            "localhost",
            "-connect",
            &address,
        ];
        let seen = peer::run("openssl", &args, b"through openssl\n")?;
        if seen != "through openssl\n" {
            return Err(format!("openssl saw {seen:?} by {version}").into());
        }
    }
    Ok(())
}

fn curl(address: SocketAddr) -> Result<(), Error> {
    let ca = peer::TempFile::new(IDENTITY.certificate.as_bytes())?;
    let port = address.port();
    let (resolve, url) =
        (format!("localhost:{port}:127.0.0.1"), format!("https://localhost:{port}/"));
    let args = [
        "-sS",
        "--max-time",
        "60",
        "--http1.1",
        "--cacert",
        ca.path(),
        "--resolve",
        &resolve,
        "--data-binary",
        "through curl",
        &url,
    ];
    let seen = peer::run("curl", &args, b"")?;
    if seen == "through curl" { Ok(()) } else { Err(format!("curl saw {seen:?}").into()) }
}

fn has_openssl() -> bool {
    peer::is_installed("openssl", &["version"])
}

#[test]
fn s_client_talks_to_futures_rustls() {
    if has_openssl() {
        on_every_runtime(|runtime| s_client(runtime.serve(echo_over_futures)?));
    }
}

#[test]
fn s_client_talks_to_tokio_rustls() {
    if has_openssl() {
        on_every_runtime(|runtime| s_client(runtime.serve(echo_over_tokio)?));
    }
}

#[test]
fn curl_talks_https_to_hyper_over_rustls() {
    if peer::is_installed("curl", &["--version"]) {
        on_every_runtime(|runtime| {
            curl(runtime.serve(https_over_futures)?)?;
            curl(runtime.serve(https_over_tokio)?)
        });
    }
}

/// Our clients, to a server of openssl that sends lines back in reverse.
#[test]
fn clients_talk_to_s_server() {
    if !has_openssl() {
        return;
    }
    let certificate = peer::TempFile::new(IDENTITY.certificate.as_bytes()).unwrap();
    let key = peer::TempFile::new(IDENTITY.key.as_bytes()).unwrap();
    on_every_runtime(|runtime| {
        for connect in [connect_as_futures as Accept, connect_as_tokio] {
            let args = [
                "s_server",
                "-accept",
                "127.0.0.1:0",
                "-rev",
                "-naccept",
                "1",
                "-cert",
                certificate.path(),
                "-key",
                key.path(),
            ];
            let mut server = peer::Server::start("openssl", &args)?;
            // It prints where it listens, once it does.
            let address: SocketAddr = server.line("ACCEPT ")?.trim().parse()?;
            runtime.block_on(async {
                let mut io = connect(runtime.connect(address).await?).await?;
                io.write_all(b"olleh\n").await?;
                io.flush().await?;
                assert_eq!(read_line(&mut io).await?, b"hello\n");
                io.shutdown().await?;
                Ok::<(), Error>(())
            })?;
        }
        Ok(())
    });
}

#[test]
fn both_clients_and_both_servers() {
    on_every_pair(|server, runtime| {
        for address in [server.serve(echo_over_futures)?, server.serve(echo_over_tokio)?] {
            for connect in [connect_as_futures as Accept, connect_as_tokio] {
                runtime.block_on(async {
                    let mut io = connect(runtime.connect(address).await?).await?;
                    io.write_all(b"hello\n").await?;
                    io.flush().await?;
                    let mut echoed = vec![];
                    io.read_to_end(&mut echoed).await?;
                    assert_eq!(echoed, b"hello\n");
                    Ok::<(), Error>(())
                })?;
            }
        }
        Ok(())
    });
}

/// A certificate that does not match is an error on both sides, and no hang.
#[test]
fn a_wrong_name_is_refused() {
    on_every_runtime(|runtime| {
        let address = runtime.serve(|_, io| async {
            assert!(accept_as_tokio(io).await.is_err());
            Ok(())
        })?;
        runtime.block_on(async {
            let connector = futures_rustls::TlsConnector::from(Arc::clone(&IDENTITY.client));
            let name = ServerName::try_from("example.com")?;
            let io = runtime.connect(address).await?.into_futures();
            let error = connector.connect(name, io).await.map(drop).unwrap_err();
            assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
            assert!(error.to_string().contains("certificate"), "{error}");
            Ok(())
        })
    });
}
