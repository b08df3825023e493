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
    certificate::X509Certificate, prelude::FromDer, revocation_list::CertificateRevocationList,
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
    known: Mutex<Known>,
}

struct Known {
    authority: Arc<OrganisationAuthority>,
    /// When its lists are to be got again.
    due: Timestamp,
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
            let due = Timestamp::from_millis(0);
            sources.push(Source {
                place,
                known: Mutex::new(Known { authority, due }),
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

    /// Gets the lists of one again, if it is time. Whoever asks meanwhile has those of before.
    async fn refresh(&self, source: &Source, now: Timestamp) {
        if !source.takes_turn(now) {
            return;
        }
        let got = match &source.place {
            Place::File(path) => read(path).await,
            Place::Url(url) => self.fetch(url).await,
        };
        match got.and_then(|bytes| lists(&bytes)) {
            Ok(lists) => source.keep(lists, now),
            Err(why) => source.failed(&why, now),
        }
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
        Arc::clone(&self.lock().authority)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the lists are to be got by whoever asks, and by nobody else until this has come to something.
    fn takes_turn(&self, now: Timestamp) -> bool {
        let mut known = self.lock();
        let is_due = now >= known.due;
        if is_due {
            known.due = now + self.every();
        }
        is_due
    }

    const fn every(&self) -> Duration {
        match self.place {
            Place::File(_) => READ_EVERY,
            Place::Url(_) => FETCH_EVERY,
        }
    }

    fn keep(&self, lists: Vec<Vec<u8>>, now: Timestamp) {
        let before = self.known();
        if let Err(why) = supersedes(&lists, &before.lists, now) {
            return self.failed(&why, now);
        }
        if lists == before.lists {
            return;
        }
        tracing::info!(authority = %before.name, "its list of revoked certificates was read");
        let authority = OrganisationAuthority {
            lists,
            ..OrganisationAuthority::clone(&before)
        };
        self.lock().authority = Arc::new(authority);
    }

    /// The lists of before stay until their time is up.
    fn failed(&self, why: &str, now: Timestamp) {
        let mut known = self.lock();
        known.due = now + RETRY_AFTER;
        tracing::error!(
            authority = %known.authority.name,
            error = %why,
            "its list of revoked certificates cannot be used; its people are refused when the one before has expired"
        );
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

/// Whether nothing in `lists` is from before what is known, as somebody on the way may want it, nor from a time that has not come.
fn supersedes(lists: &[Vec<u8>], known: &[Vec<u8>], now: Timestamp) -> Result<(), String> {
    let parse = |list: &[u8]| -> Result<(Vec<u8>, i64), String> {
        let (_, parsed) =
            CertificateRevocationList::from_der(list).map_err(|error| format!("it is no list: {error}"))?;
        Ok((
            parsed.issuer().as_raw().to_vec(),
            parsed.last_update().timestamp(),
        ))
    };
    let known: Vec<(Vec<u8>, i64)> = known.iter().map(|list| parse(list)).collect::<Result<_, _>>()?;
    for list in lists {
        let (issuer, since) = parse(list)?;
        if since > (now + SKEW).as_secs() {
            return Err("it is from a time that has not come".to_owned());
        }
        if known
            .iter()
            .any(|(other, later)| *other == issuer && *later > since)
        {
            return Err("it is older than the one before".to_owned());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
