//! Certificates: a server makes its own, and its clients trust that one and no other.

use std::{path::Path, sync::Arc};

use quinn::{
    ClientConfig, ServerConfig,
    crypto::rustls::{QuicClientConfig, QuicServerConfig},
};
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer, pem::PemObject as _},
    version::TLS13,
};

use crate::{failure::Failure, protocol::ALPN};

/// The names that every certificate has.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// A certificate that vouches for itself, and its key.
pub(crate) struct Identity {
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) pem: String,
    key: PrivatePkcs8KeyDer<'static>,
}

impl Identity {
    /// Makes one for this machine and further names.
    pub(crate) fn new(hosts: &[String]) -> Result<Self, Failure> {
        let names = LOCAL.iter().map(ToString::to_string).chain(hosts.iter().cloned());
        let made = rcgen::generate_simple_self_signed(names.collect::<Vec<_>>())
            .map_err(|error| format!("no certificate for {hosts:?}: {error}\n  look at --host"))?;
        Ok(Self {
            certificate: made.cert.der().clone(),
            pem: made.cert.pem(),
            key: made.signing_key.serialize_der().into(),
        })
    }

    pub(crate) fn server(&self) -> Result<ServerConfig, Failure> {
        let mut config = rustls::ServerConfig::builder_with_protocol_versions(&[&TLS13])
            .with_no_client_auth()
            .with_single_cert(vec![self.certificate.clone()], self.key.clone_key().into())?;
        config.alpn_protocols = vec![ALPN.to_vec()];
        Ok(ServerConfig::with_crypto(Arc::new(QuicServerConfig::try_from(config)?)))
    }
}

/// Trusts the one certificate.
pub(crate) fn client(certificate: CertificateDer<'static>) -> Result<ClientConfig, Failure> {
    let mut roots = RootCertStore::empty();
    roots.add(certificate)?;
    let mut config = rustls::ClientConfig::builder_with_protocol_versions(&[&TLS13])
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![ALPN.to_vec()];
    Ok(ClientConfig::new(Arc::new(QuicClientConfig::try_from(config)?)))
}

/// Reads a certificate that a server wrote.
pub(crate) fn read(path: &Path) -> Result<CertificateDer<'static>, Failure> {
    CertificateDer::from_pem_file(path).map_err(|error| {
        format!(
            "'{}' holds no certificate: {error}\n  give --cert the file that the server wrote with \
             --cert-out",
            path.display()
        )
        .into()
    })
}
