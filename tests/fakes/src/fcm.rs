//! Google, as far as a sender can tell: its token host and its messages.

use std::{
    collections::BTreeMap,
    io,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use bytes::Bytes;
use data_encoding::BASE64URL_NOPAD;
use http::Method;
use rcgen::{KeyPair, PKCS_RSA_SHA256};
use serde_json::{Value, json};

use crate::{
    clock::VendorClock,
    credentials::{ACCOUNT, ACCOUNT_KEY_ID, Credentials, service_account},
    front::{Answered, Asked, Front, Vendor},
    inbox::{Delivered, Inbox},
    script::{Reply, Scripts},
};

/// Google's largest data, in bytes.
const MAX_DATA: usize = 4096;
const SCOPE: &str = "https://www.googleapis.com/auth/firebase.messaging";

/// A fake of Google's push service.
pub struct FakeFcm {
    front: Front,
    state: Arc<State>,
}

struct State {
    scripts: Scripts,
    inbox: Inbox,
    accepted: AtomicU64,
    clock: VendorClock,
    /// Access tokens are numbered. Each node of a server has one of its own.
    issued: AtomicU64,
    /// How many of them, from the first on, are invalid now.
    revoked: AtomicU64,
    project: &'static str,
    /// The account's keys that are valid now, by id.
    keys: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl FakeFcm {
    pub(crate) async fn start(credentials: &Credentials, clock: VendorClock) -> io::Result<Self> {
        let state = Arc::new(State {
            scripts: Scripts::default(),
            inbox: Inbox::default(),
            accepted: AtomicU64::new(0),
            clock,
            issued: AtomicU64::new(0),
            revoked: AtomicU64::new(0),
            project: credentials.fcm_project,
            keys: Mutex::new(BTreeMap::from([(
                ACCOUNT_KEY_ID.to_owned(),
                credentials.account_public_key.clone(),
            )])),
        });
        let vendor = Arc::new(Google(Arc::clone(&state)));
        Ok(Self {
            front: Front::start(credentials, vendor).await?,
            state,
        })
    }

    /// The `base_url` to configure.
    pub fn base_url(&self) -> String {
        format!("https://{}", self.front.address)
    }

    /// The next answers for `token`; afterwards messages to it are accepted again.
    pub fn script(&self, token: &str, replies: impl IntoIterator<Item = Reply>) {
        self.state.scripts.add(token, replies);
    }

    /// Answers everything so, until it recovers.
    pub fn break_down(&self, reply: Reply) {
        self.state.scripts.answer_all(Some(reply));
    }

    /// Accepts again what it is not scripted to refuse.
    pub fn recover(&self) {
        self.state.scripts.answer_all(None);
    }

    /// How many proper messages have come in all, whatever their answers were.
    pub fn tries(&self) -> u64 {
        self.state.scripts.tries()
    }

    /// Returns once this many proper messages have come in all, whatever their answers are.
    pub async fn asked(&self, times: u64) {
        self.state.scripts.asked(times).await;
    }

    /// Takes so many messages at once on each connection that is made from now on, and refuses others.
    pub fn limit_streams(&self, streams: u32) {
        self.front.limit_streams(streams);
    }

    /// Lets whatever would be accepted wait until it is released.
    pub fn hold(&self) {
        self.front.hold(true);
    }

    /// Accepts what was held, and what comes.
    pub fn release(&self) {
        self.front.hold(false);
    }

    /// What was accepted.
    pub fn inbox(&self) -> &Inbox {
        &self.state.inbox
    }

    /// How many messages were accepted.
    pub fn accepted(&self) -> u64 {
        self.state.accepted.load(Ordering::Relaxed)
    }

    /// How many access tokens were issued.
    pub fn tokens_issued(&self) -> u64 {
        self.state.issued.load(Ordering::Relaxed)
    }

    /// Issues another key of the account, and writes it into `file` as Google does.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn issue_key(&self, key_id: &str, file: &Path) -> io::Result<()> {
        let key = KeyPair::generate_for(&PKCS_RSA_SHA256).map_err(io::Error::other)?;
        let account = service_account(self.state.project, key_id, &key.serialize_pem(), &self.base_url());
        std::fs::write(file, account)?;
        let public_key = key.public_key_raw().to_vec();
        self.state.keys().insert(key_id.to_owned(), public_key);
        Ok(())
    }

    /// Takes a key away. Access tokens that it has signed for end with all the others.
    pub fn revoke_key(&self, key_id: &str) {
        self.state.keys().remove(key_id);
        self.revoke_token();
    }

    /// Makes the access tokens in use invalid.
    pub fn revoke_token(&self) {
        let issued = self.state.issued.load(Ordering::Relaxed);
        self.state.revoked.store(issued, Ordering::Relaxed);
    }
}

/// What the front talks to.
struct Google(Arc<State>);

impl Vendor for Google {
    fn answer(&self, asked: Asked) -> Answered {
        let reply = |reply| Answered {
            reply: Some(reply),
            accepted: Bytes::new(),
            on_accept: None,
        };
        if asked.method != Method::POST {
            return reply(Reply::fcm(405, None));
        }
        if asked.uri.path() == "/token" {
            return match self.0.issue(&asked.body) {
                Some(token) => Answered {
                    reply: None,
                    accepted: token.into(),
                    on_accept: None,
                },
                None => {
                    let body = json!({"error": "invalid_grant", "error_description": "refused"}).to_string();
                    reply(Reply::Status {
                        status: 400,
                        body,
                        headers: Vec::new(),
                    })
                }
            };
        }
        let (token, data) = match self.0.check(&asked) {
            Ok(checked) => checked,
            Err(refusal) => return reply(refusal),
        };
        let state = Arc::clone(&self.0);
        let scripted = state.scripts.next(&token);
        let number = state.accepted.load(Ordering::Relaxed);
        let accepted = json!({"name": format!("projects/{}/messages/{number}", state.project)}).to_string();
        let on_accept = Box::new(move || {
            state.accepted.fetch_add(1, Ordering::Relaxed);
            state.inbox.put(Delivered {
                token,
                payload: data.to_string().into(),
                headers: asked.headers,
            });
        });
        Answered {
            reply: scripted,
            accepted: accepted.into(),
            on_accept: Some(on_accept),
        }
    }
}

impl State {
    fn keys(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Exchanges a signed assertion for an access token (RFC 7523).
    fn issue(&self, form: &[u8]) -> Option<String> {
        let field = |name: &str| {
            url::form_urlencoded::parse(form)
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        if field("grant_type")? != "urn:ietf:params:oauth:grant-type:jwt-bearer" {
            return None;
        }
        let assertion = field("assertion")?;
        let (signed, signature) = assertion.rsplit_once('.')?;
        // Common libraries pad what the RFC does not.
        let decode = |part: &str| BASE64URL_NOPAD.decode(part.trim_end_matches('=').as_bytes()).ok();
        let signature = decode(signature)?;
        let is_signed = |key: &Vec<u8>| {
            let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key);
            key.verify(signed.as_bytes(), &signature).is_ok()
        };
        if !self.keys().values().any(is_signed) {
            return None;
        }
        let claims: Value = serde_json::from_slice(&decode(signed.split_once('.')?.1)?).ok()?;
        let (issued, expires) = (claims["iat"].as_u64()?, claims["exp"].as_u64()?);
        let now = self.clock.now_secs();
        let fits = claims["iss"] == ACCOUNT
            && claims["scope"] == SCOPE
            && claims["aud"].as_str()?.ends_with("/token")
            && expires <= issued + 3600
            && expires > now
            && issued <= now + 60;
        if !fits {
            return None;
        }
        let number = self.issued.fetch_add(1, Ordering::Relaxed) + 1;
        Some(
            json!({"access_token": format!("access-{number}"), "expires_in": 3599, "token_type": "Bearer"})
                .to_string(),
        )
    }

    /// Checks a message; returns the device token and the data.
    fn check(&self, asked: &Asked) -> Result<(String, Value), Reply> {
        let invalid = || Reply::fcm(400, Some("INVALID_ARGUMENT"));
        if asked.uri.path() != format!("/v1/projects/{}/messages:send", self.project) {
            return Err(Reply::fcm(404, None));
        }
        let bearer = asked
            .headers
            .get("authorization")
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        let number = bearer
            .strip_prefix("Bearer access-")
            .and_then(|number| number.parse().ok());
        let in_use = self.revoked.load(Ordering::Relaxed) + 1..=self.issued.load(Ordering::Relaxed);
        if !number.is_some_and(|number: u64| in_use.contains(&number)) {
            return Err(Reply::fcm(401, None));
        }
        let body: Value = serde_json::from_slice(&asked.body).map_err(|_| invalid())?;
        let message = &body["message"];
        let token = message["token"]
            .as_str()
            .filter(|token| !token.is_empty())
            .ok_or_else(invalid)?;
        let data = message["data"].as_object().ok_or_else(invalid)?;
        let reserved = |key: &str| {
            matches!(key, "from" | "message_type")
                || key.starts_with("google.")
                || key.starts_with("gcm.notification.")
        };
        let size: usize = data
            .iter()
            .map(|(key, value)| key.len() + value.as_str().map_or(0, str::len))
            .sum();
        let fits = data
            .iter()
            .all(|(key, value)| value.is_string() && !reserved(key))
            && size <= MAX_DATA;
        // Only checked, for no phone: it is never delivered.
        if !fits || !is_android(&message["android"]) || body["validate_only"] == true {
            return Err(invalid());
        }
        Ok((token.to_owned(), message["data"].clone()))
    }
}

fn is_android(android: &Value) -> bool {
    let ttl = android["ttl"]
        .as_str()
        .and_then(|ttl| ttl.strip_suffix('s'))
        .and_then(|ttl| ttl.parse::<u64>().ok());
    matches!(android["priority"].as_str(), Some("HIGH" | "NORMAL")) && ttl.is_some_and(|ttl| ttl <= 2_419_200)
}
