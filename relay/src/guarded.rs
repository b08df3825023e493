//! The one way to hosts that somebody else has named (R16): https, to addresses that the guard lets through to, without following
//! redirects, for a bounded time, and without reading what is answered beyond its head.

use std::{net::IpAddr, path::Path, time::Duration};

use bytes::Bytes;
use fcm::answer_within;
use http::{Request, Response, StatusCode, Uri, header};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::{
    client::legacy,
    rt::{TokioExecutor, TokioTimer},
};
use ipnet::IpNet;

use crate::{
    guard::Guard,
    settings::SetupError,
    transport::{GuardedConnector, guarded_connector},
};

/// How long one request may take.
const TIME_OUT: Duration = Duration::from_secs(10);
/// Idle connections that are kept to one host.
const IDLE: usize = 8;

/// Calls hosts that others have named.
pub struct GuardedClient {
    http: legacy::Client<GuardedConnector, Full<Bytes>>,
    guard: Guard,
}

impl GuardedClient {
    /// Trusts the system's anchors and those of `ca_file`, and connects to public addresses and those in `allow_networks`.
    ///
    /// # Errors
    /// [`SetupError`] if the file cannot be read or nothing would be trusted.
    pub fn new(allow_networks: &[IpNet], ca_file: Option<&Path>) -> Result<Self, SetupError> {
        let guard = Guard::new(allow_networks);
        let connector = guarded_connector(ca_file, guard.clone())?;
        let http = legacy::Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_max_idle_per_host(IDLE)
            .build(connector);
        Ok(Self { http, guard })
    }

    /// Posts a form, and says with which status it was answered.
    ///
    /// # Errors
    /// Why there was no answer, without what was posted.
    pub async fn post_form(&self, url: &str, form: String) -> Result<StatusCode, String> {
        let request = Request::post(self.admit(url)?)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(form)))
            .map_err(|error| error.to_string())?;
        self.request(request).await.map(|response| response.status())
    }

    /// The address that a URL names. A host that is written as an address is not resolved, so it is checked here.
    ///
    /// # Errors
    /// Why it is not called.
    pub(crate) fn admit(&self, url: &str) -> Result<Uri, String> {
        let url = https(url)?;
        let host = url.host().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        if host
            .parse::<IpAddr>()
            .is_ok_and(|address| !self.guard.allows(address))
        {
            return Err("the endpoint's address may not be connected to".to_owned());
        }
        Ok(url)
    }

    /// One request to an address that was admitted.
    ///
    /// # Errors
    /// Why there was no answer.
    pub(crate) async fn request(&self, request: Request<Full<Bytes>>) -> Result<Response<Incoming>, String> {
        match answer_within(TIME_OUT, request, |request| self.http.request(request)).await {
            Some(Ok(response)) => Ok(response),
            Some(Err(error)) => Err(error.to_string()),
            None => Err("no answer in time".to_owned()),
        }
    }
}

/// What a URL names, if it is https and names nobody on the way.
///
/// # Errors
/// Why it is not called, wherever it leads.
pub(crate) fn https(url: &str) -> Result<Uri, String> {
    let url: Uri = url.parse().map_err(|_| "the endpoint is not a URL".to_owned())?;
    match (url.scheme_str(), url.authority()) {
        (Some("https"), Some(authority)) if authority.as_str().contains('@') => {
            Err("the endpoint names a user".to_owned())
        }
        (Some("https"), Some(_)) => Ok(url),
        _ => Err("the endpoint is not https".to_owned()),
    }
}
