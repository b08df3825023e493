//! Authorities of organisations: their certificates, and their lists of what they have revoked, from files or fetched.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, ensure};
use async_trait::async_trait;
use countersign_core::{
    model::{CertificateBytes, Timestamp},
    port::{OrganisationAuthority, Organisations},
    settings::AuthoritySettings,
};
use rustls_pki_types::{CertificateDer, CertificateRevocationListDer, pem::PemObject};
use url::Url;
use webpki::{BorrowedCertRevocationList, anchor_from_trusted_cert};
use x509_parser::{
    certificate::X509Certificate, oid_registry::OID_X509_EXT_ISSUER_DISTRIBUTION_POINT, prelude::FromDer,
    revocation_list::CertificateRevocationList,
};

/// How often a file is read.
const READ_EVERY: Duration = Duration::from_secs(30);
/// How often a list is fetched, and how soon again if it could not be.
const FETCH_EVERY: Duration = Duration::from_secs(5 * 60);
const RETRY_AFTER: Duration = Duration::from_secs(30);
/// How long one request may take.
const TIME_OUT: Duration = Duration::from_secs(10);
/// Longest list, in bytes.
const LIST_BYTES: usize = 16 * 1024 * 1024;
/// How far the clock of an authority may be ahead of ours.
const SKEW: Duration = Duration::from_secs(5 * 60);

/// The authorities of the settings.
pub(crate) struct Authorities {
    sources: Vec<Source>,
    http: reqwest::Client,
}

/// One of them.
struct Source {
    place: Place,
    /// As it is known now.
    known: Mutex<Arc<OrganisationAuthority>>,
    /// When its lists are to be got again. Whoever gets them holds it, and all who ask meanwhile wait for what comes of it.
    due: tokio::sync::Mutex<Timestamp>,
}

/// Where the lists of an authority are.
enum Place {
    File(std::path::PathBuf),
    Url(Url),
}

impl Authorities {
    /// Reads the certificates of all authorities; their lists come later. `ca_file` is what connections trust beside the system.
    ///
    /// # Errors
    /// Which file cannot be used, and why.
    pub(crate) fn load(settings: &[AuthoritySettings], ca_file: Option<&Path>) -> anyhow::Result<Self> {
        let mut seen: Vec<CertificateBytes> = Vec::new();
        let mut sources = Vec::new();
        for one in settings {
            let anchors = anchors(&one.ca_file).with_context(|| {
                format!(
                    "setting certificates.authorities, {:?}: {}",
                    one.name,
                    one.ca_file.display()
                )
            })?;
            ensure!(
                !anchors.iter().any(|anchor| seen.contains(anchor)),
                "setting certificates.authorities, {:?}: another one has the same certificate",
                one.name
            );
            seen.extend(anchors.iter().cloned());
            let place = match (&one.crl_file, &one.crl_url) {
                (Some(file), None) => Place::File(file.clone()),
                (None, Some(url)) => Place::Url(url.clone()),
                _ => anyhow::bail!(
                    "setting certificates.authorities, {:?}: set crl_file or crl_url",
                    one.name
                ),
            };
            let authority = Arc::new(OrganisationAuthority {
                name: one.name.clone(),
                anchors,
                lists: Vec::new(),
                storage: one.key_storage.storage(),
            });
            sources.push(Source {
                place,
                known: Mutex::new(authority),
                due: tokio::sync::Mutex::new(Timestamp::from_millis(0)),
            });
        }
        Ok(Self {
            sources,
            http: http(ca_file)?,
        })
    }

    /// Their own certificates (DER).
    pub(crate) fn anchors(&self) -> Vec<Vec<u8>> {
        let known = self.sources.iter().map(Source::known);
        known
            .flat_map(|authority| {
                authority
                    .anchors
                    .iter()
                    .map(|one| one.0.clone())
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    /// Gets the lists of one again, if it is time. Whoever goes away meanwhile leaves that to the next one.
    async fn refresh(&self, source: &Source, now: Timestamp) {
        let mut due = source.due.lock().await;
        if now < *due {
            return;
        }
        let got = match &source.place {
            Place::File(path) => read(path).await,
            Place::Url(url) => self.fetch(url).await,
        };
        let kept = got
            .and_then(|bytes| lists(&bytes))
            .and_then(|lists| source.keep(lists, now));
        *due = match kept {
            Ok(()) => now + source.every(),
            // The lists of before stay until their time is up.
            Err(why) => {
                tracing::error!(
                    authority = %source.known().name,
                    error = %why,
                    "its list of revoked certificates cannot be used; its people are refused when the one before has expired"
                );
                now + RETRY_AFTER
            }
        };
    }

    async fn fetch(&self, url: &Url) -> Result<Vec<u8>, String> {
        let said = |error: reqwest::Error| error.without_url().to_string();
        let mut answer = self.http.get(url.clone()).send().await.map_err(said)?;
        if !answer.status().is_success() {
            return Err(format!("it answered {}", answer.status().as_u16()));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(said)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LIST_BYTES {
                return Err(too_long());
            }
        }
        Ok(bytes)
    }
}

#[async_trait]
impl Organisations for Authorities {
    async fn authorities(&self, now: Timestamp) -> Vec<Arc<OrganisationAuthority>> {
        let refreshed = self.sources.iter().map(|source| self.refresh(source, now));
        futures_util::future::join_all(refreshed).await;
        self.sources.iter().map(Source::known).collect()
    }
}

impl Source {
    fn known(&self) -> Arc<OrganisationAuthority> {
        Arc::clone(&self.lock())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Arc<OrganisationAuthority>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    const fn every(&self) -> Duration {
        match self.place {
            Place::File(_) => READ_EVERY,
            Place::Url(_) => FETCH_EVERY,
        }
    }

    /// Goes on with these lists, if they may take the place of those before.
    fn keep(&self, lists: Vec<Vec<u8>>, now: Timestamp) -> Result<(), String> {
        let before = self.known();
        if lists == before.lists {
            return Ok(());
        }
        supersedes(&lists, &before, now)?;
        tracing::info!(authority = %before.name, "its list of revoked certificates was read");
        let authority = OrganisationAuthority {
            lists,
            ..OrganisationAuthority::clone(&before)
        };
        *self.lock() = Arc::new(authority);
        Ok(())
    }
}

/// The certificates of an authority.
fn anchors(ca_file: &Path) -> anyhow::Result<Vec<CertificateBytes>> {
    let read = CertificateDer::pem_file_iter(ca_file).and_then(Iterator::collect::<Result<Vec<_>, _>>)?;
    ensure!(!read.is_empty(), "it holds no certificate");
    for one in &read {
        let (_, parsed) = X509Certificate::from_der(one)?;
        ensure!(
            parsed.is_ca() && anchor_from_trusted_cert(one).is_ok(),
            "{} is no certificate of an authority",
            parsed.subject()
        );
    }
    Ok(read
        .into_iter()
        .map(|one| CertificateBytes(one.to_vec()))
        .collect())
}

#[expect(clippy::disallowed_methods, reason = "time-outs are set, redirects are off")]
fn http(ca_file: Option<&Path>) -> anyhow::Result<reqwest::Client> {
    let client = reqwest::Client::builder()
        .timeout(TIME_OUT)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy();
    let client = match ca_file {
        Some(path) => {
            let pem = std::fs::read(path).with_context(|| path.display().to_string())?;
            client.tls_certs_merge(reqwest::Certificate::from_pem_bundle(&pem)?)
        }
        None => client,
    };
    client
        .build()
        .context("lists of revoked certificates cannot be fetched")
}

async fn read(path: &Path) -> Result<Vec<u8>, String> {
    let said = |error: std::io::Error| format!("{}: {error}", path.display());
    let length = tokio::fs::metadata(path).await.map_err(said)?.len();
    if usize::try_from(length).is_ok_and(|length| length <= LIST_BYTES) {
        tokio::fs::read(path).await.map_err(said)
    } else {
        Err(too_long())
    }
}

fn too_long() -> String {
    format!("it is longer than {LIST_BYTES} bytes")
}

/// The lists in a file: one (DER), or any number (PEM). One that cannot be used makes the file unusable: who knows what it says.
fn lists(bytes: &[u8]) -> Result<Vec<Vec<u8>>, String> {
    let pem = CertificateRevocationListDer::pem_slice_iter(bytes).collect::<Result<Vec<_>, _>>();
    let mut lists: Vec<Vec<u8>> = pem
        .unwrap_or_default()
        .into_iter()
        .map(|list| list.as_ref().to_vec())
        .collect();
    if lists.is_empty() {
        lists.push(bytes.to_vec());
    }
    for list in &lists {
        BorrowedCertRevocationList::from_der(list).map_err(|error| format!("it is no list: {error}"))?;
    }
    Ok(lists)
}

/// Whether nothing in `lists` is from before what is known, as somebody on the way may want it, nor from a time that has not come, nor
/// falsely in an authority's own name: such a one would keep out those that follow. Lists of authorities between are checked with the
/// certificates of people.
fn supersedes(lists: &[Vec<u8>], known: &OrganisationAuthority, now: Timestamp) -> Result<(), String> {
    let before: Vec<Scope> = known
        .lists
        .iter()
        .map(|list| scope(list))
        .collect::<Result<_, _>>()?;
    for list in lists {
        if is_forged(&known.anchors, list)? {
            return Err("it is in the authority's name, but not signed by it".to_owned());
        }
        let new = scope(list)?;
        if new.since > (now + SKEW).as_secs() {
            return Err("it is from a time that has not come".to_owned());
        }
        if before
            .iter()
            .any(|one| one.is_of_the_same(&new) && one.since > new.since)
        {
            return Err("it is older than the one before".to_owned());
        }
    }
    Ok(())
}

/// What a list is about, and since when it holds, in seconds since the Unix epoch.
struct Scope {
    issuer: Vec<u8>,
    /// The issuing distribution point (RFC 5280, 5.2.5), where an authority's lists are several.
    part: Option<Vec<u8>>,
    since: i64,
}

impl Scope {
    fn is_of_the_same(&self, other: &Self) -> bool {
        (&self.issuer, &self.part) == (&other.issuer, &other.part)
    }
}

fn scope(list: &[u8]) -> Result<Scope, String> {
    let list = parse(list)?;
    let part = list
        .extensions()
        .iter()
        .find(|extension| extension.oid == OID_X509_EXT_ISSUER_DISTRIBUTION_POINT);
    Ok(Scope {
        issuer: list.issuer().as_raw().to_vec(),
        part: part.map(|part| part.value.to_vec()),
        since: list.last_update().timestamp(),
    })
}

/// Whether it names one of these as its issuer, and is signed by none of them.
fn is_forged(anchors: &[CertificateBytes], list: &[u8]) -> Result<bool, String> {
    let list = parse(list)?;
    let parsed = anchors
        .iter()
        .filter_map(|anchor| X509Certificate::from_der(&anchor.0).ok());
    let mut issuers = parsed
        .map(|(_, anchor)| anchor)
        .filter(|anchor| anchor.subject().as_raw() == list.issuer().as_raw())
        .peekable();
    let is_ours = issuers.peek().is_some();
    Ok(is_ours && !issuers.any(|anchor| list.verify_signature(anchor.public_key()).is_ok()))
}

fn parse(list: &[u8]) -> Result<CertificateRevocationList<'_>, String> {
    let parsed = CertificateRevocationList::from_der(list);
    parsed
        .map(|(_, list)| list)
        .map_err(|error| format!("it is no list: {error}"))
}

#[cfg(test)]
mod tests;
