//! Sends messages.

use std::{path::PathBuf, time::Duration};

use bytes::Bytes;
use http::{
    HeaderValue, Request, Response, StatusCode,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use hyper_rustls::HttpsConnector;
use hyper_util::{
    client::legacy::{self, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde::Serialize;
use yup_oauth2::ServiceAccountAuthenticator;

use crate::{
    access::Access,
    error::{self, FcmError},
    pool::{Pool, PoolError},
    retry_after::retry_after,
};

/// How connections are made.
pub type Connector = HttpsConnector<HttpConnector>;

/// Google's own host.
const BASE_URL: &str = "https://fcm.googleapis.com";
/// How long one request may take, to either host.
const TIME_OUT: Duration = Duration::from_secs(10);
/// Connections to Google.
const CONNECTIONS: usize = 2;

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
    http: Pool,
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
        // A token is fetched once an hour, over a connection of its own: one that had waited for it might be dead.
        let oauth = legacy::Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(0)
            .build(connector.clone());
        let auth = ServiceAccountAuthenticator::with_client(
            account,
            yup_oauth2::CustomHyperClientBuilder::from(oauth),
        )
        .build()
        .await
        .map_err(|error| failed(error.to_string()))?;
        let http = Pool::new(&connector, CONNECTIONS);
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
    pub fn send<M: Serialize>(&self, message: &M) -> impl Future<Output = Result<(), FcmError>> + use<'_, M> {
        let body = serde_json::to_vec(message).expect("messages are JSON values");
        self.send_body(Bytes::from(body))
    }

    async fn send_body(&self, body: Bytes) -> Result<(), FcmError> {
        let token = in_time(self.access.token()).await?;
        let request = Request::post(&self.url)
            .header(AUTHORIZATION, &token.bearer)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(body)
            .map_err(|error| FcmError::Transport(error.to_string()))?;
        let sent = self.http.send(request, TIME_OUT).await;
        let response = sent.map_err(|error| match error {
            PoolError::Broken(what) => FcmError::Transport(what),
            PoolError::TimedOut => FcmError::TimedOut,
        })?;
        if response.status().is_success() {
            return Ok(());
        }
        if response.status() == StatusCode::UNAUTHORIZED {
            self.access.refused(&token);
        }
        Err(refusal(&response))
    }

    /// Gets another access token, if the present one was refused. Many refusals of one token make one renewal.
    ///
    /// # Errors
    /// [`FcmError::Auth`].
    pub async fn renew_token(&self) -> Result<(), FcmError> {
        in_time(self.access.renew()).await
    }
}

async fn in_time<T>(token: impl Future<Output = Result<T, FcmError>>) -> Result<T, FcmError> {
    let got = tokio::time::timeout(TIME_OUT, token).await;
    got.map_err(|_| FcmError::TimedOut)?
}

fn refusal(response: &Response<Bytes>) -> FcmError {
    let http = response.status().as_u16();
    let (code, is_json) = error::read(response.body());
    FcmError::Answer {
        http,
        code,
        retry_after: retry_after(response.headers()),
        is_json,
    }
}
