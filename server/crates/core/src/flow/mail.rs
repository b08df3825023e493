//! What flows leave behind for mailboxes: mails as jobs of the same unit, links as rows of it, and how many of them somebody
//! may cause (R14).

use std::{net::IpAddr, time::Duration};

use countersign_proto::ids::{JobId, UserId};

use crate::{
    Ctx, FlowError,
    model::{
        Allowance, BearerToken, ClientId, Fingerprint, Initiator, Job, JobKind, LinkPurpose, Mail,
        MailAddress, MailKind, MailedLink, Timestamp, TokenHash, User, UserState, Version,
    },
};

/// How many accounts of one mailbox a mail names.
pub(super) const NAMED: u32 = 20;
/// Whose counter is asked for in the place of that of a mailbox that nobody has (R7).
pub(super) const NOBODY: &str = "nobody@example.org";
/// How long a notice is worth sending.
pub(super) const NOTICE: Duration = Duration::from_secs(3 * 24 * 3600);

/// Who causes a mail without being logged in.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    /// From which address.
    pub address: Option<IpAddr>,
    /// In a browser that logged this user in before.
    pub known_browser: Option<TokenHash>,
}

impl Asker {
    /// Counts one more mail of whoever asks.
    ///
    /// # Errors
    /// [`FlowError::TooMany`] above the limit, whomever the mails went to.
    pub(super) async fn spend(self, ctx: &Ctx, now: Timestamp) -> Result<Allowance, FlowError> {
        let initiator = Initiator::of(&ClientId::own_pages(), None, self.address);
        let key = Allowance::of_initiator(&initiator);
        let allowance = Allowance::found(ctx.store.allowance(key).await?, key);
        Ok(allowance.spend(now, ctx.settings.limits.mails_per_initiator_per_hour)?)
    }

    /// Counts one more mail to a mailbox, see [`spend_on`].
    pub(super) async fn spend_on(
        self,
        ctx: &Ctx,
        to: &MailAddress,
        kind: MailKind,
        now: Timestamp,
    ) -> Result<Option<Allowance>, FlowError> {
        spend_on(ctx, to, kind, self.known_browser, now).await
    }
}

/// Counts one more mail to a mailbox, or says that strangers have filled it enough; a browser in which its owner has logged in is none.
/// Nobody is told: that would tell who exists (R7).
pub(super) async fn spend_on(
    ctx: &Ctx,
    to: &MailAddress,
    kind: MailKind,
    known_browser: Option<TokenHash>,
    now: Timestamp,
) -> Result<Option<Allowance>, FlowError> {
    let key = Allowance::of_mailbox(to, kind, known_browser);
    let allowance = Allowance::found(ctx.store.allowance(key).await?, key);
    Ok(allowance
        .spend(now, ctx.settings.limits.mails_per_mailbox_per_hour)
        .ok())
}

/// An address of our own pages: of the public URL, whatever host a request names.
pub(super) fn page(ctx: &Ctx, path: &str) -> String {
    format!("{}{path}", super::issuer(ctx))
}

/// The job that sends `mail` until `deadline`.
pub(super) fn job(ctx: &Ctx, mail: &Mail, now: Timestamp, deadline: Timestamp) -> Job {
    let id = JobId::new(ctx.entropy.row_id(now));
    let mail = serde_json::to_vec(mail).expect("a mail has string keys");
    let sealed = ctx.secrets.seal(Job::mail_place(id.as_uuid().as_bytes()), &mail);
    Job {
        id,
        kind: JobKind::SendMail(sealed),
        run_at: now,
        deadline,
    }
}

/// The jobs that tell a user at each address what has just happened to their account, if mail is sent and they have any.
pub(super) fn notices(ctx: &Ctx, user: &User, kind: MailKind, now: Timestamp) -> Vec<Job> {
    notices_to(ctx, user, user.mailboxes(), kind, now)
}

/// …at these addresses.
pub(super) fn notices_to<'a>(
    ctx: &Ctx,
    user: &User,
    mailboxes: impl Iterator<Item = &'a MailAddress>,
    kind: MailKind,
    now: Timestamp,
) -> Vec<Job> {
    let told = mailboxes.filter(|_| ctx.settings.sends_mail).map(|to| {
        let mail = Mail::about(user, to, kind, now);
        job(ctx, &mail, now, now + NOTICE)
    });
    told.collect()
}

/// The mailboxes of these users, each with the names of those that it is the address of, as a mail lists them. What is mailed
/// goes to the address as its owner wrote it: that of a stranger may differ in case, and be another's.
pub(super) fn mailboxes(users: &[User]) -> Vec<(MailAddress, String)> {
    let mut mailboxes: Vec<(MailAddress, String)> = Vec::new();
    for user in users {
        let Some(email) = &user.email else { continue };
        match mailboxes.iter_mut().find(|(known, _)| known == email) {
            Some((_, names)) => {
                names.push_str(", ");
                names.push_str(user.name.as_str());
            }
            None => mailboxes.push((email.clone(), user.name.to_string())),
        }
    }
    mailboxes
}

/// A link that works once, and the row that makes it work.
pub(super) fn link(
    ctx: &Ctx,
    user: Option<UserId>,
    purpose: &LinkPurpose,
    now: Timestamp,
) -> (BearerToken, MailedLink) {
    link_for(ctx, user, purpose, now, MailedLink::TTL)
}

/// …for so long.
pub(super) fn link_for(
    ctx: &Ctx,
    user: Option<UserId>,
    purpose: &LinkPurpose,
    now: Timestamp,
    lasts: Duration,
) -> (BearerToken, MailedLink) {
    let token = BearerToken::generate(&*ctx.entropy);
    let hash = token.hash();
    let purpose = serde_json::to_vec(purpose).expect("a purpose has string keys");
    let row = MailedLink {
        purpose: ctx.secrets.seal(MailedLink::place(&hash), &purpose),
        token: hash,
        user_id: user,
        created_at: now,
        expires_at: now + lasts,
        version: Version::FIRST,
    };
    (token, row)
}

/// The link with this token and what it is for. Looking takes nothing: mail servers look too.
///
/// # Errors
/// [`FlowError::NotFound`] if there is none, [`FlowError::NotPending`] if it was used or its time is up.
pub(super) async fn find_link(
    ctx: &Ctx,
    token: &BearerToken,
) -> Result<(MailedLink, LinkPurpose), FlowError> {
    let link = ctx.store.mailed_link(&token.hash()).await?;
    let link = link.ok_or(FlowError::NotFound)?;
    if ctx.clock.now() >= link.expires_at {
        return Err(FlowError::NotPending);
    }
    let purpose = ctx.secrets.open(MailedLink::place(&link.token), &link.purpose)?;
    let purpose = serde_json::from_slice(&purpose).map_err(|_| crate::secrets::Unsealable)?;
    Ok((link, purpose))
}

/// The user of a link, while the account is as it was when the link was mailed.
///
/// # Errors
/// [`FlowError::NotPending`] once it is not, or is closed (R4).
pub(super) async fn find_owner(ctx: &Ctx, link: &MailedLink, then: &Fingerprint) -> Result<User, FlowError> {
    let user = match link.user_id {
        Some(id) => ctx.store.user(id).await?,
        None => None,
    };
    user.filter(|user| user.state == UserState::Active && Fingerprint::of(user) == *then)
        .ok_or(FlowError::NotPending)
}
