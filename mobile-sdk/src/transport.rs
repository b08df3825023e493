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
    ///
    /// # Errors
    /// [`TransportError`].
    async fn post(&self, request: Request) -> Result<Reply, TransportError>;

    /// Gets what is at the request's address; its body is not sent.
    ///
    /// # Errors
    /// [`TransportError`].
    async fn get(&self, request: Request) -> Result<Reply, TransportError>;

    /// Gets what is at the request's address as it comes, or the reply that says why not. The request's patience is for
    /// the beginning; afterwards each chunk may take [`SILENCE`].
    ///
    /// # Errors
    /// [`TransportError`].
    async fn stream(&self, request: Request) -> Result<Result<Box<dyn Chunks>, Reply>, TransportError>;
}

/// Longest silence of a stream: the server says something every 15 seconds.
pub const SILENCE: Duration = Duration::from_secs(40);

/// A body as it comes.
#[async_trait]
pub trait Chunks: Send {
    /// What has come next, or nothing at its end.
    ///
    /// # Errors
    /// [`TransportError`] if the connection broke or was silent for too long.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, TransportError>;
}

/// Sends by HTTPS, as existing phones do: one try, no redirects.
pub struct HttpTransport(reqwest::Client);

impl HttpTransport {
    /// A transport that trusts the system's anchors and those of `ca_file`.
    ///
    /// # Errors
    /// [`TransportError`] if the file holds no certificate.
    pub fn new(ca_file: Option<&Path>) -> Result<Self, TransportError> {
        let mut client = client();
        if let Some(path) = ca_file {
            let pem = std::fs::read(path).map_err(|error| TransportError(error.to_string()))?;
            for certificate in anchors(&pem)? {
                client = client.add_root_certificate(certificate);
            }
        }
        client.build().map(Self).map_err(failed)
    }

    /// A transport that trusts the anchors in `pem` alone, whatever the system trusts.
    ///
    /// # Errors
    /// [`TransportError`] if there is none.
    pub fn trusting_only(pem: &[u8]) -> Result<Self, TransportError> {
        let client = client().tls_certs_only(anchors(pem)?);
        client.build().map(Self).map_err(failed)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the guarded client: time-outs are set, redirects are off"
)]
fn client() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .redirect(reqwest::redirect::Policy::none())
}

fn anchors(pem: &[u8]) -> Result<Vec<reqwest::Certificate>, TransportError> {
    let anchors = reqwest::Certificate::from_pem_bundle(pem).map_err(failed)?;
    if anchors.is_empty() {
        return Err(TransportError("there is no certificate to trust".to_owned()));
    }
    Ok(anchors)
}

#[async_trait]
impl Transport for HttpTransport {
    async fn post(&self, request: Request) -> Result<Reply, TransportError> {
        let post = self
            .0
            .post(&request.url)
            .timeout(request.patience)
            .body(request.body);
        reply(with_headers(post, request.headers).send().await.map_err(failed)?).await
    }

    async fn get(&self, request: Request) -> Result<Reply, TransportError> {
        let get = self.0.get(&request.url).timeout(request.patience);
        reply(with_headers(get, request.headers).send().await.map_err(failed)?).await
    }

    async fn stream(&self, request: Request) -> Result<Result<Box<dyn Chunks>, Reply>, TransportError> {
        let get = with_headers(self.0.get(&request.url), request.headers).send();
        let response = tokio::time::timeout(request.patience, get)
            .await
            .map_err(|_| TransportError("it took too long".to_owned()))?
            .map_err(failed)?;
        if response.status().as_u16() == 200 {
            Ok(Ok(Box::new(HttpChunks(response))))
        } else {
            reply(response).await.map(Err)
        }
    }
}

fn failed(error: reqwest::Error) -> TransportError {
    TransportError(error.without_url().to_string())
}

fn with_headers(
    request: reqwest::RequestBuilder,
    headers: Vec<(&'static str, String)>,
) -> reqwest::RequestBuilder {
    headers
        .into_iter()
        .fold(request, |request, (name, value)| request.header(name, value))
}

async fn reply(response: reqwest::Response) -> Result<Reply, TransportError> {
    Ok(Reply {
        status: response.status().as_u16(),
        body: response.text().await.map_err(failed)?,
    })
}

struct HttpChunks(reqwest::Response);

#[async_trait]
impl Chunks for HttpChunks {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, TransportError> {
        let chunk = tokio::time::timeout(SILENCE, self.0.chunk())
            .await
            .map_err(|_| TransportError("the stream fell silent".to_owned()))?;
        Ok(chunk.map_err(failed)?.map(|bytes| bytes.to_vec()))
    }
}
