//! Sends messages.

use std::{path::PathBuf, time::Duration};

use bytes::Bytes;
use http::{
    HeaderValue, Request, Response, StatusCode,
    header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER},
};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper_rustls::HttpsConnector;
use hyper_util::{
    client::legacy::{self, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use serde::Serialize;
use yup_oauth2::ServiceAccountAuthenticator;

use crate::{
    access::Access,
    error::{self, FcmError},
};

/// How connections are made.
pub type Connector = HttpsConnector<HttpConnector>;

/// Google's own host.
const BASE_URL: &str = "https://fcm.googleapis.com";
/// How long one request may take, the access token included.
const TIME_OUT: Duration = Duration::from_secs(10);
/// Largest answer that is read, in bytes.
const MAX_ANSWER: usize = 16 * 1024;

/// Where and as whom messages are sent.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The service account's key file, as Google issues it.
    pub service_account_file: PathBuf,
    /// Another host than Google's.
    pub base_url: Option<String>,
}

/// The client cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The key file cannot be read.
    #[error("the service account file {} cannot be used: {what}", path.display())]
    Account {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
}

/// Sends messages of one project.
pub struct Client {
    url: String,
    http: legacy::Client<Connector, Full<Bytes>>,
    access: Access,
}

impl Client {
    /// Reads the account. Nothing is sent yet.
    ///
    /// # Errors
    /// [`SetupError`] if the key file cannot be used.
    pub async fn new(settings: &Settings, connector: Connector) -> Result<Self, SetupError> {
        let failed = |what: String| SetupError::Account {
            path: settings.service_account_file.clone(),
            what,
        };
        let account = yup_oauth2::read_service_account_key(&settings.service_account_file)
            .await
            .map_err(|error| failed(error.to_string()))?;
        let project = account
            .project_id
            .clone()
            .ok_or_else(|| failed("it names no project".to_owned()))?;
        let oauth = legacy::Client::builder(TokioExecutor::new()).build(connector.clone());
        let auth = ServiceAccountAuthenticator::with_client(
            account,
            yup_oauth2::CustomHyperClientBuilder::from(oauth),
        )
        .build()
        .await
        .map_err(|error| failed(error.to_string()))?;
        let http = legacy::Client::builder(TokioExecutor::new())
            .http2_only(true)
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .http2_keep_alive_interval(Duration::from_secs(60))
            .http2_keep_alive_timeout(Duration::from_secs(10))
            .http2_keep_alive_while_idle(true)
            .build(connector);
        let base = settings
            .base_url
            .as_deref()
            .unwrap_or(BASE_URL)
            .trim_end_matches('/');
        Ok(Self {
            url: format!("{base}/v1/projects/{project}/messages:send"),
            http,
            access: Access::new(auth),
        })
    }

    /// Sends one message: the whole request body, `{"message": …}`.
    ///
    /// # Errors
    /// [`FcmError`].
    ///
    /// # Panics
    /// Never for JSON values: their maps have text keys.
    pub async fn send(&self, message: &(impl Serialize + Sync)) -> Result<(), FcmError> {
        let body = Bytes::from(serde_json::to_vec(message).expect("messages are JSON values"));
        tokio::time::timeout(TIME_OUT, self.try_send(body))
            .await
            .map_err(|_| FcmError::TimedOut)?
    }

    /// Gets another access token, if the present one was refused. Many refusals of one token make one renewal.
    ///
    /// # Errors
    /// [`FcmError::Auth`].
    pub async fn renew_token(&self) -> Result<(), FcmError> {
        let renewed = tokio::time::timeout(TIME_OUT, self.access.renew()).await;
        renewed.map_err(|_| FcmError::TimedOut)?
    }

    async fn try_send(&self, body: Bytes) -> Result<(), FcmError> {
        let token = self.access.token().await?;
        let request = Request::post(&self.url)
            .header(AUTHORIZATION, &token.bearer)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(Full::new(body))
            .map_err(|error| FcmError::Transport(error.to_string()))?;
        let response = self
            .http
            .request(request)
            .await
            .map_err(|error| FcmError::Transport(chain(&error)))?;
        if response.status().is_success() {
            return Ok(());
        }
        if response.status() == StatusCode::UNAUTHORIZED {
            self.access.refused(&token);
        }
        Err(refusal(response).await)
    }
}

async fn refusal(response: Response<Incoming>) -> FcmError {
    let http = response.status().as_u16();
    let retry_after = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let body = Limited::new(response.into_body(), MAX_ANSWER)
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes);
    let (code, is_json) = error::read(&body.unwrap_or_default());
    FcmError::Answer {
        http,
        code,
        retry_after: retry_after.map(Duration::from_secs),
        is_json,
    }
}

/// An error with its causes: the outermost alone says little.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
