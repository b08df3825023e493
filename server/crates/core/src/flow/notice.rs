//! What the owner of an account is told of every change of their authenticators, whoever made it, and of logins that look like
//! somebody else's, with the link by which they say that it was not them (R11).

use std::time::Duration;

use super::{
    mail,
    place::{near, whereabouts},
    text_notice::{self, Details},
};
use crate::{
    Ctx,
    method::telephone,
    model::{
        Authenticator, ClientId, Enrollment, LinkPurpose, Mail, MailKind, MailedLink, RequestContext,
        Session, Timestamp, User, clean, network_of,
    },
    port::{StoreError, UnitOfWork},
};

/// How long after a change its owner can say that it was not them: over a weekend.
const LASTS: Duration = Duration::from_secs(3 * 24 * 3600);
/// Longest name of an authenticator in a mail, in user-perceived characters.
const LABEL_GRAPHEMES: usize = 60;
/// Browsers that are known by what they call themselves; the first that is found counts, because they name one another.
const BROWSERS: [(&str, &str); 5] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// About where a change came from, as far as whoever made it knows.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// A browser at the server's own pages.
    Browser(RequestContext),
    /// A service.
    Service(String),
    /// An operator.
    Operator,
    /// Nobody says.
    Unknown,
}

impl Origin {
    /// …of a change by whoever has this session.
    pub(super) async fn of_session(ctx: &Ctx, session: &Session) -> Result<Self, StoreError> {
        let login = ctx.store.login(session.login_id).await?;
        Ok(login.map_or(Self::Unknown, |read| {
            Self::Browser(read.login.request.context.clone())
        }))
    }

    /// …through this client.
    pub(super) async fn of_client(ctx: &Ctx, id: &ClientId) -> Result<Self, StoreError> {
        let client = ctx.store.client(id).await?;
        Ok(client.map_or(Self::Unknown, |client| Self::Service(client.name.to_string())))
    }

    /// …that an enrolment brought about.
    pub(super) async fn of_enrollment(ctx: &Ctx, enrollment: &Enrollment) -> Result<Self, StoreError> {
        if enrollment.client_id != ClientId::own_pages() {
            return Self::of_client(ctx, &enrollment.client_id).await;
        }
        let Some(login) = enrollment.approved_login else {
            return Ok(Self::Unknown);
        };
        let login = ctx.store.login(login).await?;
        Ok(login.map_or(Self::Unknown, |read| {
            Self::Browser(read.login.request.context.clone())
        }))
    }

    /// About where on earth that is, if somebody is there and anybody knows.
    fn place(&self, ctx: &Ctx, language: &str) -> Option<String> {
        match self {
            Self::Browser(context) => near(ctx, &network_of(context.ip?), language),
            Self::Service(_) | Self::Operator | Self::Unknown => None,
        }
    }

    fn said(&self, ctx: &Ctx, language: &str) -> String {
        match self {
            Self::Browser(context) => {
                let network = context.ip.map(|ip| whereabouts(ctx, &network_of(ip), language));
                let browser = context.user_agent.as_deref().and_then(browser);
                let known: Vec<String> = network.into_iter().chain(browser.map(str::to_owned)).collect();
                if known.is_empty() {
                    return Self::Unknown.said(ctx, language);
                }
                known.join(", ")
            }
            Self::Service(name) => plain(name),
            Self::Operator => ctx.texts.text(language, "mail-by-operator", &[]),
            Self::Unknown => ctx.texts.text(language, "mail-by-unknown", &[]),
        }
    }
}

/// A browser's own name, in one of our words: what it says of itself goes into no mail.
fn browser(user_agent: &str) -> Option<&'static str> {
    let found = BROWSERS.iter().find(|(mark, _)| user_agent.contains(mark));
    found.map(|(_, name)| *name)
}

/// A name that somebody gave, without what mail programs would make a link of.
pub(super) fn plain(name: &str) -> String {
    let apart = |c: char| if ":/.@\\".contains(c) { ' ' } else { c };
    let name: String = name.chars().map(apart).collect();
    clean(name.trim(), LABEL_GRAPHEMES)
}

/// What an authenticator is, in this language.
pub(super) fn kind_of(ctx: &Ctx, authenticator: &Authenticator, language: &str) -> String {
    let key = format!("method-{}", authenticator.credential.method().as_str()).replace('_', "-");
    ctx.texts.text(language, &key, &[])
}

/// Adds to `unit`, which has changed `authenticator`, that its owner is told.
pub(super) fn tell(
    ctx: &Ctx,
    unit: UnitOfWork,
    user: &User,
    authenticator: &Authenticator,
    kind: MailKind,
    origin: &Origin,
    now: Timestamp,
) -> UnitOfWork {
    let disowned = LinkPurpose::Repudiate {
        authenticator: authenticator.id,
        suspends: kind.gives(),
    };
    let details = || Details {
        place: origin.place(ctx, telephone::language(ctx, user)),
        disowned: Some(not_me(ctx, user, &disowned, now)),
    };
    let unit = text_notice::tell(ctx, unit, user, authenticator, kind, details, now);
    let method = kind_of(ctx, authenticator, &user.language);
    let notice = Notice {
        kind,
        what: format!("{} ({method})", plain(&authenticator.label)),
        origin: origin.clone(),
        disowned,
    };
    tell_by_mail(ctx, unit, user, &notice, now)
}

/// What an owner is told by mail.
pub(super) struct Notice {
    /// Of what kind of thing.
    pub(super) kind: MailKind,
    /// What it was, in words.
    pub(super) what: String,
    /// From where.
    pub(super) origin: Origin,
    /// What becomes of it once they say that it was not them.
    pub(super) disowned: LinkPurpose,
}

/// Adds to `unit` that its owner is told at each of their addresses, if mail is sent.
pub(super) fn tell_by_mail(
    ctx: &Ctx,
    unit: UnitOfWork,
    user: &User,
    notice: &Notice,
    now: Timestamp,
) -> UnitOfWork {
    if !ctx.settings.sends_mail {
        return unit;
    }
    let origin = notice.origin.said(ctx, &user.language);
    user.mailboxes().fold(unit, |unit, to| {
        let (url, link) = not_me(ctx, user, &notice.disowned, now);
        let mail = Mail {
            link: Some(url),
            what: notice.what.clone(),
            origin: origin.clone(),
            ..Mail::about(user, to, notice.kind, now)
        };
        let job = mail::job(ctx, &mail, now, link.expires_at);
        unit.put(link).enqueue([job])
    })
}

/// Where somebody says that it was not them, and the row that makes that work.
fn not_me(ctx: &Ctx, user: &User, disowned: &LinkPurpose, now: Timestamp) -> (String, MailedLink) {
    let (token, link) = mail::link_for(ctx, Some(user.id), disowned, now, LASTS);
    (mail::page(ctx, &format!("/not-me/{}", token.expose())), link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_becomes_a_link_in_a_mail() {
        assert_eq!(plain("https://evil.example/x"), "https   evil example x");
        assert_eq!(
            plain("Pixel 8\r\nBcc: eve@evil.example"),
            "Pixel 8Bcc  eve evil example"
        );
        assert_eq!(plain("電話\u{202e}"), "電話");
        assert_eq!(
            browser("evil.example Firefox/1.0 https://evil.example"),
            Some("Firefox")
        );
        assert_eq!(browser("evil.example"), None);
    }
}
