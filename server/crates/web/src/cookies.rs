//! The cookies of the pages: each bound to its path and time, invisible to scripts, never sent along from other sites.

use axum::extract::FromRequestParts;
use axum_extra::extract::cookie;
use countersign_core::{
    flow::{
        read_enrollment::{EnrollmentOwner, read_enrollment},
        read_login::{LoginOwner, WAIT_TOKEN_GRACE, read_login},
    },
    model::{BearerToken, Enrollment, Login, Timestamp},
};
use countersign_proto::ids::{EnrollmentId, LoginId};
use countersign_service::problem::Problem;
use http::{HeaderMap, header::COOKIE, request::Parts};
use time::Duration;

use crate::{problems, request::Address, state::Doors};

/// How long after its end a page still tells its browser how something ended.
pub(crate) const GRACE: std::time::Duration = WAIT_TOKEN_GRACE;

/// As long as browsers keep any cookie.
pub(crate) const LONGEST: Duration = Duration::days(400);

/// One kind of cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// A logged-in browser.
    Session,
    /// A browser that has logged somebody in before.
    Known,
    /// How somebody logged in last in this browser.
    Method,
    /// The browser that started a login.
    Wait,
    /// The browser that took an enrolment's link.
    Enroll,
    /// Where the browser that started a login wanted to go.
    Next,
    /// A browser that was asked for a passkey before anybody typed a name.
    Asked,
    /// A browser whose reader, or the service that sent it here, has said what they read.
    Language,
    /// A browser in which advice was read in this session.
    Advice,
    /// Where the service is that sent somebody to their authenticators.
    Back,
}

impl Cookie {
    /// What it is called. Over https the name has browsers refuse it from anybody but this host, and, with `__Host-`, for
    /// any path but the root (RFC 6265bis, 4.1.3).
    const fn name(self, is_https: bool) -> &'static str {
        match (self, is_https) {
            (Self::Session, true) => "__Host-session",
            (Self::Session, false) => "session",
            (Self::Known, true) => "__Host-known",
            (Self::Known, false) => "known",
            (Self::Method, true) => "__Host-method",
            (Self::Method, false) => "method",
            (Self::Wait, true) => "__Secure-wait",
            (Self::Wait, false) => "wait",
            (Self::Enroll, true) => "__Secure-enroll",
            (Self::Enroll, false) => "enroll",
            (Self::Next, true) => "__Secure-next",
            (Self::Next, false) => "next",
            (Self::Asked, true) => "__Host-asked",
            (Self::Asked, false) => "asked",
            (Self::Language, true) => "__Host-lang",
            (Self::Language, false) => "lang",
            (Self::Advice, true) => "__Host-advice",
            (Self::Advice, false) => "advice",
            (Self::Back, true) => "__Host-back",
            (Self::Back, false) => "back",
        }
    }

    /// A cookie for all pages.
    pub(crate) fn everywhere(self, doors: &Doors, value: String, lasts: Duration) -> cookie::Cookie<'static> {
        self.under(doors, "/".to_owned(), value, lasts)
    }

    /// A cookie for all pages, until the browser is closed.
    pub(crate) fn for_this_visit(self, doors: &Doors, value: String) -> cookie::Cookie<'static> {
        let mut cookie = self.everywhere(doors, value, Duration::ZERO);
        cookie.unset_expires();
        cookie.set_max_age(None);
        cookie
    }

    /// A cookie for the pages under `path`.
    pub(crate) fn under(
        self,
        doors: &Doors,
        path: String,
        value: String,
        lasts: Duration,
    ) -> cookie::Cookie<'static> {
        cookie::Cookie::build((self.name(doors.is_https()), value))
            .path(path)
            .http_only(true)
            .secure(doors.is_https())
            .same_site(cookie::SameSite::Lax)
            .max_age(lasts)
            .build()
    }

    /// What the browser holds, as a token that proves nothing yet.
    pub(crate) fn token(self, doors: &Doors, headers: &HeaderMap) -> Option<BearerToken> {
        self.text(doors, headers).map(BearerToken::presented)
    }

    /// What the browser holds.
    pub(crate) fn text(self, doors: &Doors, headers: &HeaderMap) -> Option<String> {
        let name = self.name(doors.is_https());
        let lines = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let cookies = lines.flat_map(|line| {
            cookie::Cookie::split_parse_encoded(line.to_owned())
                .flatten()
                .collect::<Vec<_>>()
        });
        cookies
            .into_iter()
            .find(|cookie| cookie.name() == name)
            .map(|cookie| cookie.value().to_owned())
    }
}

/// The time left until `end`.
pub(crate) fn until(doors: &Doors, end: Timestamp) -> Duration {
    let left = end.since(doors.ctx().clock.now());
    Duration::try_from(left).unwrap_or(Duration::MAX)
}

macro_rules! holders {
    ($($(#[$doc:meta])* $name:ident($cookie:expr) -> $owner:ident;)+) => {$(
        $(#[$doc])*
        pub(crate) struct $name {
            pub(crate) token: BearerToken,
            /// Where the browser is; a token that opens nothing counts against it.
            pub(crate) from: Address,
        }

        impl $name {
            /// On whose behalf it acts.
            pub(crate) fn owner(&self) -> $owner {
                $owner::Browser(self.token.clone())
            }
        }

        impl FromRequestParts<Doors> for $name {
            type Rejection = Problem;

            async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
                let token = $cookie.token(doors, &parts.headers).ok_or(problems::NOT_FOUND)?;
                let from = Address::from_request_parts(parts, doors).await?;
                Ok(Self { token, from })
            }
        }
    )+};
}

holders! {
    /// The browser that started a login, by what its cookie holds; proves nothing yet.
    Starter(Cookie::Wait) -> LoginOwner;
    /// The browser that took an enrolment's link, by what its cookie holds; proves nothing yet.
    Taker(Cookie::Enroll) -> EnrollmentOwner;
}

impl Starter {
    /// The login that it started.
    ///
    /// # Errors
    /// See [`Address::turn_away`].
    pub(crate) async fn login(&self, doors: &Doors, id: LoginId) -> Result<Login, Problem> {
        let read = read_login(doors.ctx(), id, &self.owner()).await;
        let read = read.map_err(|error| self.from.turn_away(doors, error))?;
        Ok(read.login)
    }
}

impl Taker {
    /// The enrolment whose link it took.
    ///
    /// # Errors
    /// See [`Address::turn_away`].
    pub(crate) async fn enrollment(&self, doors: &Doors, id: EnrollmentId) -> Result<Enrollment, Problem> {
        let read = read_enrollment(doors.ctx(), id, &self.owner()).await;
        read.map_err(|error| self.from.turn_away(doors, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_no_other_host_can_set_a_cookie_of_ours() {
        let all = [
            Cookie::Session,
            Cookie::Known,
            Cookie::Method,
            Cookie::Wait,
            Cookie::Enroll,
            Cookie::Next,
            Cookie::Asked,
            Cookie::Language,
            Cookie::Advice,
            Cookie::Back,
        ];
        for cookie in all {
            let (secure, plain) = (cookie.name(true), cookie.name(false));
            let prefix = secure.strip_suffix(plain).unwrap();
            assert!(matches!(prefix, "__Host-" | "__Secure-"), "{secure}");
        }
    }
}
