//! How the four generations write: headers, bodies, claims and their spelling.

use std::time::Duration;

use countersign_proto::{
    forgerock::{Claims, jwt, register::CommunicationType},
    keys::SharedSecret,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{account::PushAccount, transport::Reply};

/// How a generation writes.
#[derive(Debug)]
pub struct Speech {
    /// Who wakes it.
    pub communication_type: CommunicationType,
    /// The header of its JWTs, to the letter. One of them serialises an unordered dictionary.
    jwt_header: &'static str,
    /// Its JSON writer puts a backslash before every slash.
    escapes_slashes: bool,
    /// Its ids are in upper case.
    upper_case_ids: bool,
    /// Its vendor's addresses are in upper case.
    upper_case_tokens: bool,
    /// A denial of a question with numbers carries a null number.
    denies_with_null: bool,
    /// The claims of a refresh name the key as well as its body does.
    refresh_claims_name_the_key: bool,
    /// Whether a refresh carries the load balancer's cookie, too.
    refresh_has_cookie: bool,
    /// The member by which a registration names the user; most do not.
    register_user: Option<&'static str>,
    /// The member by which a refresh names the user, if the app has learned the name.
    refresh_user: &'static str,
    /// The header that carries the load balancer's cookie; one of them sends the wrong one.
    cookie_header: &'static str,
    /// What else it says of itself.
    headers: &'static [(&'static str, &'static str)],
    /// How far its first code by count lies beyond the counter of the enrolment code.
    pub first_count: u64,
    /// How long it waits for a reply.
    pub patience: Duration,
    /// Which replies it takes for a yes.
    accepts: fn(&Reply) -> bool,
}

const API_VERSION: (&str, &str) = ("accept-api-version", "resource=1.0, protocol=1.0");

pub(super) const FR_ANDROID: Speech = Speech {
    communication_type: CommunicationType::Gcm,
    jwt_header: r#"{"typ":"JWT","alg":"HS256"}"#,
    escapes_slashes: false,
    upper_case_ids: false,
    upper_case_tokens: false,
    denies_with_null: false,
    refresh_claims_name_the_key: false,
    refresh_has_cookie: false,
    register_user: None,
    refresh_user: "username",
    cookie_header: "cookie",
    headers: &[
        ("content-type", "application/json; charset=utf-8"),
        API_VERSION,
        ("x-requested-with", "forgerock-sdk"),
        ("x-requested-platform", "android"),
    ],
    first_count: 1,
    patience: Duration::from_secs(30),
    accepts: |reply| reply.status == 200,
};

pub(super) const FR_IOS: Speech = Speech {
    communication_type: CommunicationType::Apns,
    jwt_header: r#"{"alg":"HS256","typ":"JWT"}"#,
    escapes_slashes: true,
    upper_case_ids: true,
    upper_case_tokens: true,
    denies_with_null: true,
    refresh_claims_name_the_key: true,
    refresh_has_cookie: true,
    register_user: None,
    refresh_user: "username",
    cookie_header: "set-cookie",
    headers: &[
        ("content-type", "application/json"),
        API_VERSION,
        ("x-requested-with", "forgerock-sdk"),
        ("x-requested-platform", "ios"),
        ("accept", "application/json"),
    ],
    first_count: 0,
    patience: Duration::from_secs(60),
    accepts: |reply| (200..=302).contains(&reply.status) && is_empty_or_object(&reply.body),
};

pub(super) const PING_ANDROID: Speech = Speech {
    headers: &[("content-type", "application/json"), API_VERSION],
    patience: Duration::from_secs(15),
    accepts: |reply| (200..300).contains(&reply.status),
    ..FR_ANDROID
};

pub(super) const PING_IOS: Speech = Speech {
    escapes_slashes: false,
    upper_case_tokens: false,
    denies_with_null: false,
    refresh_claims_name_the_key: false,
    refresh_has_cookie: false,
    register_user: Some("userId"),
    refresh_user: "userId",
    cookie_header: "cookie",
    headers: &[("content-type", "application/json"), API_VERSION],
    patience: Duration::from_secs(15),
    accepts: |reply| (200..300).contains(&reply.status),
    ..FR_IOS
};

fn is_empty_or_object(body: &str) -> bool {
    body.is_empty() || serde_json::from_str::<Value>(body).is_ok_and(|body| body.is_object())
}

impl Speech {
    /// Signs claims as it writes them.
    pub fn sign(&self, secret: &SharedSecret, claims: &Claims) -> String {
        let mut payload = Value::Object(claims.clone()).to_string();
        if self.escapes_slashes {
            payload = payload.replace('/', "\\/");
        }
        jwt::sign_as(secret, self.jwt_header, &payload)
    }

    /// Its name for a new key.
    pub fn mechanism_uid(&self, id: Uuid) -> String {
        if self.upper_case_ids {
            id.to_string().to_uppercase()
        } else {
            id.to_string()
        }
    }

    /// Its vendor's address, as it passes it on.
    pub fn push_token(&self, token: &str) -> String {
        if self.upper_case_tokens {
            token.to_uppercase()
        } else {
            token.to_owned()
        }
    }

    /// The headers of a request that carries the load balancer's cookie, if it does.
    pub(crate) fn headers(&self, cookie: Option<&str>) -> Vec<(&'static str, String)> {
        let own = self
            .headers
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        own.chain(cookie.map(|cookie| (self.cookie_header, cookie.to_owned())))
            .collect()
    }

    /// The headers of a refresh.
    pub(crate) fn refresh_headers(&self, cookie: Option<&str>) -> Vec<(&'static str, String)> {
        self.headers(cookie.filter(|_| self.refresh_has_cookie))
    }

    /// The body of a registration or of an answer.
    pub fn body(&self, message_id: &str, jwt: &str) -> Value {
        json!({"messageId": message_id, "jwt": jwt})
    }

    /// The body of a registration by a user whose name the code says.
    pub fn registration(&self, message_id: &str, jwt: &str, user: Option<&str>) -> Value {
        let mut body = self.body(message_id, jwt);
        if let (Some(member), Some(user)) = (self.register_user, user) {
            body[member] = user.into();
        }
        body
    }

    /// The claims of an answer with what it adds to them.
    pub fn answer(&self, mut claims: Claims, with_numbers: bool) -> Claims {
        if self.denies_with_null && with_numbers && claims.contains_key("deny") {
            claims.insert("challengeResponse".to_owned(), Value::Null);
        }
        claims
    }

    /// Whether the claims of a refresh name the key.
    pub const fn names_the_key_in_refresh_claims(&self) -> bool {
        self.refresh_claims_name_the_key
    }

    /// The body of a refresh.
    pub fn refresh(&self, account: &PushAccount, jwt: &str) -> Value {
        let mut body = json!({"mechanismUid": account.mechanism_uid, "jwt": jwt});
        if let Some(user) = &account.user_name {
            body[self.refresh_user] = user.as_str().into();
        }
        body
    }

    /// Whether it takes a reply for a yes.
    pub fn accepts(&self, reply: &Reply) -> bool {
        (self.accepts)(reply)
    }
}
