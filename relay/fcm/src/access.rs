//! The access token: fetched once for everybody, kept until it expires or is refused.

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicU64, Ordering},
};

use http::HeaderValue;
use tokio::sync::Mutex;
use yup_oauth2::{AccessToken, Error, authenticator::Authenticator};

use crate::{client::Connector, error::FcmError};

/// What a message may be sent with.
const SCOPE: &[&str] = &["https://www.googleapis.com/auth/firebase.messaging"];

/// What a token host says of itself, not of the account (RFC 6749, 4.1.2.1, and Google's own words).
const TROUBLE: &[&str] = &[
    "server_error",
    "temporarily_unavailable",
    "internal_failure",
    "rate_limit_exceeded",
];

/// A token as requests carry it.
pub(crate) struct Token {
    pub(crate) bearer: HeaderValue,
    token: AccessToken,
    /// Counts the tokens, so that a late refusal of an old one is told from one of the present.
    number: u64,
}

/// The present token and the way to the next.
pub(crate) struct Access {
    auth: Authenticator<Connector>,
    present: RwLock<Option<Arc<Token>>>,
    /// Held by the one caller that fetches.
    fetching: Mutex<()>,
    refused: AtomicU64,
}

impl Access {
    pub(crate) fn new(auth: Authenticator<Connector>) -> Self {
        Self {
            auth,
            present: RwLock::default(),
            fetching: Mutex::default(),
            refused: AtomicU64::new(0),
        }
    }

    /// A token that has not expired.
    pub(crate) async fn token(&self) -> Result<Arc<Token>, FcmError> {
        if let Some(token) = self.present() {
            return Ok(token);
        }
        let _one = self.fetching.lock().await;
        match self.present() {
            Some(token) => Ok(token),
            // Once an hour, and larger than all that sending takes: no message keeps room for it.
            None => self.keep(Box::pin(self.auth.token(SCOPE)).await),
        }
    }

    /// Notes that a token was refused.
    pub(crate) fn refused(&self, token: &Token) {
        self.refused.fetch_max(token.number, Ordering::Relaxed);
    }

    /// Fetches another token, if the present one was refused.
    pub(crate) async fn renew(&self) -> Result<(), FcmError> {
        let _one = self.fetching.lock().await;
        let refused = self.refused.load(Ordering::Relaxed);
        if self.present().is_some_and(|token| token.number > refused) {
            return Ok(());
        }
        let fetched = Box::pin(self.auth.force_refreshed_token(SCOPE)).await;
        self.keep(fetched).map(|_| ())
    }

    fn present(&self) -> Option<Arc<Token>> {
        let present = self.present.read().unwrap_or_else(PoisonError::into_inner);
        present
            .as_ref()
            .filter(|token| !token.token.is_expired())
            .cloned()
    }

    fn keep(&self, fetched: Result<AccessToken, Error>) -> Result<Arc<Token>, FcmError> {
        let token = fetched.map_err(|error| match error {
            // What comes from a machine in between, or from none at all, says nothing about the account.
            Error::HttpError(_)
            | Error::HttpClientError(_)
            | Error::LowLevelError(_)
            | Error::JSONError(_) => FcmError::Transport(format!("the token host: {error}")),
            // Nor does its own trouble, which it tells in the same form.
            Error::AuthError(ref said) if TROUBLE.contains(&said.error.as_str()) => {
                FcmError::Transport(format!("the token host: {error}"))
            }
            error => FcmError::Auth(error.to_string()),
        })?;
        let text = token
            .token()
            .ok_or_else(|| FcmError::Auth("the token is empty".to_owned()))?;
        let mut bearer = HeaderValue::try_from(format!("Bearer {text}"))
            .map_err(|_| FcmError::Auth("the token is no header value".to_owned()))?;
        bearer.set_sensitive(true);
        let mut present = self.present.write().unwrap_or_else(PoisonError::into_inner);
        let number = present.as_ref().map_or(0, |token| token.number) + 1;
        let kept = Arc::new(Token {
            bearer,
            token,
            number,
        });
        *present = Some(Arc::clone(&kept));
        Ok(kept)
    }
}
