//! Relying parties and what each may do.

use std::{
    fmt,
    str::FromStr,
    sync::{Arc, LazyLock},
};

use serde::{Deserialize, Serialize};

use super::{BearerToken, DisplayText, NumberMatching, Role, Timestamp, TokenHash, Version};

/// A relying party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// What it calls itself in HTTP Basic.
    pub id: ClientId,
    /// The service name that people see.
    pub name: DisplayText,
    /// What it may do.
    pub scopes: Scopes,
    /// What it does for operators. Whoever has a role has no scopes: no secret both logs people in and acts on their accounts.
    pub role: Option<Role>,
    /// Web origins whose pages may read login events.
    pub origins: Vec<String>,
    /// Where a person may be sent back to.
    pub redirect_uris: Vec<String>,
    /// Number matching of its logins unless a login asks for another; absent: the server's setting.
    pub number_matching: Option<NumberMatching>,
    /// Where it is told that somebody has logged out, if it wants to know (OpenID Connect Back-Channel Logout 1.0).
    pub logout_uri: Option<String>,
    /// Whether it may be used.
    pub state: ClientState,
    /// Hash of the current secret.
    pub secret: TokenHash,
    /// When it was registered.
    pub created_at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

impl Client {
    /// Whether `secret` is this client's, in constant time.
    pub fn knows(&self, secret: &BearerToken) -> bool {
        self.secret == secret.hash()
    }

    /// The host that people know the service by: that of its first web origin, else of the first address to which people are sent
    /// back. An app has none.
    pub fn host(&self) -> Option<String> {
        let addresses = self.origins.iter().chain(&self.redirect_uris);
        let mut urls = addresses.filter_map(|address| url::Url::parse(address).ok());
        urls.find_map(|url| match url.scheme() {
            "https" | "http" => url.host_str().map(str::to_owned),
            _ => None,
        })
    }

    /// The client with another secret; the old one ends at once.
    #[must_use]
    pub fn rotated(self, secret: &BearerToken) -> Self {
        Self {
            secret: secret.hash(),
            version: self.version.next(),
            ..self
        }
    }

    /// The client, told of logouts at another address, or no longer.
    #[must_use]
    pub fn told_at(self, logout_uri: Option<String>) -> Self {
        Self {
            logout_uri,
            version: self.version.next(),
            ..self
        }
    }

    /// The client in another state.
    #[must_use]
    pub fn in_state(self, state: ClientState) -> Self {
        Self {
            state,
            version: self.version.next(),
            ..self
        }
    }
}

/// Names a client; chosen by the server, safe in URLs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientId(Arc<str>);

impl ClientId {
    /// The id that a store, a caller or the server itself gives.
    pub fn new(id: impl Into<Arc<str>>) -> Self {
        Self(id.into())
    }

    /// The server's own login and account pages, which have no secret and no API.
    pub fn own_pages() -> Self {
        static OWN_PAGES: LazyLock<ClientId> = LazyLock::new(|| ClientId::new("countersign"));
        OWN_PAGES.clone()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a client may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientState {
    /// In use.
    Active,
    /// Closed by an operator: succeeds through no door (R4).
    Suspended,
}

/// One thing that a client may be allowed to do (R11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    /// Start logins and learn how they end.
    #[serde(rename = "login")]
    Login,
    /// Ask for an enrolment on the server's own page.
    #[serde(rename = "enroll")]
    Enroll,
    /// Receive the enrolment's secret-bearing code. Includes `enroll`.
    #[serde(rename = "enroll:raw")]
    EnrollRaw,
    /// See, rename, suspend and delete authenticators.
    #[serde(rename = "manage")]
    Manage,
}

impl Scope {
    /// The word used in settings, tokens and errors.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Enroll => "enroll",
            Self::EnrollRaw => "enroll:raw",
            Self::Manage => "manage",
        }
    }
}

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        [Self::Login, Self::Enroll, Self::EnrollRaw, Self::Manage]
            .into_iter()
            .find(|scope| scope.as_str() == text)
            .ok_or_else(|| UnknownScope(text.to_owned()))
    }
}

/// A scope that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown scope {0:?}: expected login, enroll, enroll:raw or manage")]
pub struct UnknownScope(String);

/// A set of scopes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// Exactly these scopes.
    pub fn new(scopes: impl IntoIterator<Item = Scope>) -> Self {
        let mut scopes: Vec<Scope> = scopes.into_iter().collect();
        scopes.sort_unstable();
        scopes.dedup();
        Self(scopes)
    }

    /// Whether `scope` is granted, directly or by one that includes it.
    pub fn allow(&self, scope: Scope) -> bool {
        self.0.contains(&scope) || (scope == Scope::Enroll && self.0.contains(&Scope::EnrollRaw))
    }

    /// The granted scopes in order.
    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }
}

/// `login` and `enroll`: what a client gets when nobody says otherwise.
impl Default for Scopes {
    fn default() -> Self {
        Self::new([Scope::Login, Scope::Enroll])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_known_by_a_host_that_browsers_open() {
        let host = |origins: &[&str], redirect_uris: &[&str]| {
            let owned = |addresses: &[&str]| addresses.iter().map(|one| (*one).to_owned()).collect();
            let client = Client {
                origins: owned(origins),
                redirect_uris: owned(redirect_uris),
                ..crate::testing::sample::client()
            };
            client.host()
        };
        let shop = Some("shop.example.org".to_owned());
        assert_eq!(
            host(
                &["https://shop.example.org:8443"],
                &["https://other.example.org/back"]
            ),
            shop
        );
        assert_eq!(
            host(&[], &["org.example.shop:/back", "https://shop.example.org/back"]),
            shop
        );
        assert_eq!(host(&[], &["org.example.shop://back"]), None);
        assert_eq!(host(&[], &[]), None);
    }

    #[test]
    fn r11_scopes_allow_what_they_name_and_no_more() {
        let default = Scopes::default();
        assert!(default.allow(Scope::Login) && default.allow(Scope::Enroll));
        assert!(!default.allow(Scope::EnrollRaw) && !default.allow(Scope::Manage));
        let raw = Scopes::new([Scope::EnrollRaw]);
        assert!(raw.allow(Scope::Enroll) && raw.allow(Scope::EnrollRaw) && !raw.allow(Scope::Login));
    }
}
