//! How answers reach the server.

use std::{path::Path, time::Duration};

use async_trait::async_trait;

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where to.
    pub url: String,
    /// Names in lower case, and values.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: String,
    /// How long the reply may take.
    pub patience: Duration,
}

/// What the server replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// The server was not reached.
#[derive(Debug, thiserror::Error)]
#[error("the server was not reached: {0}")]
pub struct TransportError(pub String);

/// Sends JSON.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Posts a request.
    async fn post(&self, request: Request) -> Result<Reply, TransportError>;
}

/// Sends by HTTPS, as existing phones do: one try, no redirects.
pub struct HttpTransport(reqwest::Client);

impl HttpTransport {
    /// A transport that trusts the system's anchors and those of `ca_file`.
    ///
    /// # Errors
    /// [`TransportError`] if the file holds no certificate.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the guarded client: time-outs are set, redirects are off"
    )]
    pub fn new(ca_file: Option<&Path>) -> Result<Self, TransportError> {
        let failed = |error: &dyn std::fmt::Display| TransportError(error.to_string());
        let mut client = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .redirect(reqwest::redirect::Policy::none());
        if let Some(path) = ca_file {
            let pem = std::fs::read(path).map_err(|error| failed(&error))?;
            for certificate in reqwest::Certificate::from_pem_bundle(&pem).map_err(|error| failed(&error))? {
                client = client.add_root_certificate(certificate);
            }
        }
        client.build().map(Self).map_err(|error| failed(&error))
    }
}

#[async_trait]
impl Transport for HttpTransport {
    async fn post(&self, request: Request) -> Result<Reply, TransportError> {
        let failed = |error: reqwest::Error| TransportError(error.without_url().to_string());
        let Request {
            url,
            headers,
            body,
            patience,
        } = request;
        let post = self.0.post(url).timeout(patience).body(body);
        let post = headers
            .into_iter()
            .fold(post, |post, (name, value)| post.header(name, value));
        let response = post.send().await.map_err(failed)?;
        let status = response.status().as_u16();
        Ok(Reply {
            status,
            body: response.text().await.map_err(failed)?,
        })
    }
}
