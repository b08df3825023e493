//! What certificate a browser has shown: on its own connection, or to a proxy that we trust, which says so in a header.

use axum::extract::FromRequestParts;
use countersign_core::{model::CertificateBytes, settings::CertificateHeader};
use countersign_service::{address::Peer, listener::ShownChain, problem::Problem};
use data_encoding::BASE64;
use http::{HeaderMap, request::Parts};
use percent_encoding::percent_decode_str;

use crate::{problems, state::Doors};

/// The headers in which proxies say it. On connections of our own, whoever sends one wants to be taken for somebody else.
const HEADERS: [&str; 3] = [CLIENT_CERT, CLIENT_CERT_CHAIN, X_SSL_CLIENT_CERT];
const CLIENT_CERT: &str = "client-cert";
const CLIENT_CERT_CHAIN: &str = "client-cert-chain";
const X_SSL_CLIENT_CERT: &str = "x-ssl-client-cert";

/// The chain that was shown, its first certificate with proof of its key; empty if none was.
pub(crate) struct Shown(pub(crate) Vec<CertificateBytes>);

impl FromRequestParts<Doors> for Shown {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        let header = doors.ctx().settings.certificates.forwarded_header;
        let headers = &parts.headers;
        if header == CertificateHeader::None {
            if HEADERS.iter().any(|name| headers.contains_key(*name)) {
                return Err(problems::FORBIDDEN.into());
            }
            let chain = parts.extensions.get::<ShownChain>().cloned().unwrap_or_default();
            return Ok(Self(chain.0.iter().cloned().map(CertificateBytes).collect()));
        }
        let peer = parts.extensions.get::<Peer>().ok_or(problems::INTERNAL)?;
        if !doors.is_proxy(peer.0.ip()) {
            return Err(problems::FORBIDDEN.into());
        }
        forwarded(headers, header)
            .map(Self)
            .ok_or(problems::MALFORMED.into())
    }
}

/// What the proxy says; nothing if it does not read, or says it twice: then a stranger may have said it.
fn forwarded(headers: &HeaderMap, header: CertificateHeader) -> Option<Vec<CertificateBytes>> {
    let once = |name: &str| {
        let mut values = headers.get_all(name).iter();
        let value = values.next().map(|value| value.to_str());
        values.next().is_none().then_some(value)
    };
    match header {
        CertificateHeader::None => None,
        CertificateHeader::ClientCert => {
            let Some(own) = once(CLIENT_CERT)? else {
                return Some(Vec::new());
            };
            let chain = once(CLIENT_CERT_CHAIN)?.transpose().ok()?.unwrap_or_default();
            let rest = chain.split(',').map(str::trim).filter(|one| !one.is_empty());
            [own.ok()?.trim()]
                .into_iter()
                .chain(rest)
                .map(byte_sequence)
                .collect()
        }
        CertificateHeader::XSslClientCert => match once(X_SSL_CLIENT_CERT)?.transpose().ok()? {
            None | Some("") => Some(Vec::new()),
            Some(value) => pem(value).map(|one| vec![one]),
        },
    }
}

/// A byte sequence of RFC 9651: base64 between colons.
fn byte_sequence(text: &str) -> Option<CertificateBytes> {
    let inner = text.strip_prefix(':')?.strip_suffix(':')?;
    BASE64.decode(inner.as_bytes()).ok().map(CertificateBytes)
}

/// RFC 7468, percent-encoded.
fn pem(text: &str) -> Option<CertificateBytes> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    let (_, rest) = text.split_once("-----BEGIN CERTIFICATE-----")?;
    let (body, _) = rest.split_once("-----END CERTIFICATE-----")?;
    let body: String = body.split_whitespace().collect();
    BASE64.decode(body.as_bytes()).ok().map(CertificateBytes)
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn read(header: CertificateHeader, said: &[(&'static str, &str)]) -> Option<Vec<Vec<u8>>> {
        let mut headers = HeaderMap::new();
        for (name, value) in said {
            headers.append(
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        let chain = forwarded(&headers, header)?;
        Some(chain.into_iter().map(|one| one.0).collect())
    }

    #[test]
    fn a_proxy_says_what_was_shown_in_one_of_two_ways() {
        let rfc = |said: &[_]| read(CertificateHeader::ClientCert, said);
        assert_eq!(rfc(&[]), Some(vec![]));
        assert_eq!(rfc(&[("client-cert", ":AQID:")]), Some(vec![vec![1, 2, 3]]));
        let chain = [("client-cert", ":AQID:"), ("client-cert-chain", ":BA==:, :BQ==:")];
        assert_eq!(rfc(&chain), Some(vec![vec![1, 2, 3], vec![4], vec![5]]));
        for broken in [
            &[("client-cert", "AQID")][..],
            &[("client-cert", ":!:")],
            &[("client-cert", ":AQID:"), ("client-cert", ":BA==:")],
            &[("client-cert", ":AQID:, :BA==:")],
        ] {
            assert_eq!(rfc(broken), None, "{broken:?}");
        }
        let nginx = |said: &[_]| read(CertificateHeader::XSslClientCert, said);
        let escaped = "-----BEGIN%20CERTIFICATE-----%0AAQ%0AID%0A-----END%20CERTIFICATE-----%0A";
        assert_eq!(
            nginx(&[("x-ssl-client-cert", escaped)]),
            Some(vec![vec![1, 2, 3]])
        );
        assert_eq!(nginx(&[("x-ssl-client-cert", "")]), Some(vec![]));
        assert_eq!(nginx(&[]), Some(vec![]));
        assert_eq!(nginx(&[("x-ssl-client-cert", "AQID")]), None);
        assert_eq!(
            nginx(&[("client-cert", ":AQID:")]),
            Some(vec![]),
            "the other header is not read"
        );
    }
}
