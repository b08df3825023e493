//! What the owner of an account is told by text message of a change of their authenticators (R11), and of a recovery that begins:
//! at a telephone that the account had before it, once a minute for each kind of change, as far as the budget of messages goes
//! (R14). The link in it opens nothing: as that of a mail it takes, once, for as long. One of a recovery has none: whoever says that all is lost
//! says so of the telephone too.

use std::{fmt, time::Duration};

use countersign_proto::ids::{AuthenticatorId, JobId, UserId};
use serde::{Deserialize, Serialize};

use super::{
    message_budget::{self, Sender, Spending, Turn},
    notice::kind_of,
};
use crate::{
    Ctx, FlowError,
    method::telephone,
    model::{
        Allowance, Authenticator, Channel, ClientId, Confirmation, Credential, Job, JobKind, MailKind,
        MailedLink, PhoneNumber, Telephone, Timestamp, User,
    },
    port::{Commit, UnitOfWork},
};

/// How long after a change its owner is still told.
const LASTS: Duration = Duration::from_secs(3600);
/// One message says of several changes of a kind that happen within so long.
const TOGETHER: Duration = Duration::from_secs(60);

/// A change of which somebody is to be told, sealed while it waits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextNotice {
    /// Whose account it is.
    pub user: UserId,
    /// What has happened.
    pub change: MailKind,
    /// When.
    pub at: Timestamp,
    /// To what, when and about where, in the language of the account.
    #[serde(default)]
    pub what: String,
    /// Where its owner says that it was not them.
    pub link: Option<String>,
    /// Which one it was.
    authenticator: AuthenticatorId,
    /// The telephone that the change took out of use: its owner is told there as well as anywhere.
    taken: Option<Telephone>,
}

/// The link is a secret.
impl fmt::Debug for TextNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextNotice({})", self.change.as_str())
    }
}

/// What a message says of a change beside its kind.
#[derive(Default)]
pub(super) struct Details {
    /// About where it came from, in the language of the message.
    pub(super) place: Option<String>,
    /// Where its owner says that it was not them, and the row that makes that work. Each message has one of its own, as each mail has.
    pub(super) disowned: Option<(String, MailedLink)>,
}

/// Adds to `unit`, which has changed `changed`, that its owner is told by text message. A new name gives nobody anything.
pub(super) fn tell(
    ctx: &Ctx,
    unit: UnitOfWork,
    user: &User,
    changed: &Authenticator,
    change: MailKind,
    details: impl FnOnce() -> Details,
    now: Timestamp,
) -> UnitOfWork {
    // A certificate is an authenticator like others, to a telephone.
    let change = match change {
        MailKind::CertificateIssued => MailKind::AuthenticatorAdded,
        change => change,
    };
    let takes = change.takes();
    let recovers = matches!(change, MailKind::RecoveryBegun | MailKind::TemporaryCode);
    if !(takes || change.gives() || recovers) || !ctx.settings.phone.channels.contains(&Channel::Sms) {
        return unit;
    }
    let taken = match &changed.credential {
        Credential::Telephone(telephone) if takes && changed.confirmation == Confirmation::ByUser => {
            Some(telephone.clone())
        }
        _ => None,
    };
    let details = details();
    // What a recovery is, its kind says. The names that people give are left to mails: a stranger's words go to no telephone (R15).
    let method = (!recovers).then(|| kind_of(ctx, changed, telephone::language(ctx, user)));
    let what = [method, Some(now.minute()), details.place];
    let (link, row) = details.disowned.unzip();
    let notice = TextNotice {
        user: user.id,
        change,
        at: now,
        what: what.into_iter().flatten().collect::<Vec<_>>().join(", "),
        link,
        authenticator: changed.id,
        taken,
    };
    let id = JobId::new(ctx.entropy.row_id(now));
    unit.put_all(row).enqueue([Job {
        id,
        kind: JobKind::SendMessage(telephone::seal(ctx, id, &notice)),
        run_at: now,
        deadline: now + LASTS,
    }])
}

/// Who is told.
pub struct Recipient<'a> {
    /// Whose account it is.
    pub user: User,
    /// Where.
    pub number: PhoneNumber,
    /// The link that they are given, if any: whoever else has a telephone that was set aside shuts nobody out by it.
    pub link: Option<&'a str>,
}

/// The oldest telephone that takes text messages and that the account had before the change, and whose it is.
///
/// # Errors
/// [`FlowError::Store`], or [`FlowError::Secrets`] if the number does not open.
pub async fn recipient<'a>(ctx: &Ctx, notice: &'a TextNotice) -> Result<Option<Recipient<'a>>, FlowError> {
    let Some(user) = ctx.store.user(notice.user).await? else {
        return Ok(None);
    };
    let holdings = ctx.store.holdings(notice.user).await?;
    let before = holdings
        .iter()
        .map(|holding| &holding.authenticator)
        .filter(|one| {
            one.id != notice.authenticator
                && one.created_at < notice.at
                && one.usable_by(&ClientId::own_pages())
        });
    let kept = before.filter_map(|one| match &one.credential {
        Credential::Telephone(telephone) => Some((one.created_at, one.id, telephone)),
        _ => None,
    });
    let taken = notice.taken.as_ref();
    // What was removed was there before; what is left may be somebody else's by now. What was set aside is told if nothing else is there.
    let is_aside = notice.change.sets_aside();
    let place = Timestamp::from_millis(if is_aside { i64::MAX } else { 0 });
    let taken = taken.map(|telephone| (place, notice.authenticator, telephone));
    let reachable = taken
        .into_iter()
        .chain(kept)
        .filter(|(_, _, telephone)| telephone::channels(ctx, telephone).contains(&Channel::Sms));
    let Some((_, id, telephone)) = reachable.min_by_key(|(since, id, _)| (*since, *id)) else {
        return Ok(None);
    };
    let number = telephone::number(ctx, id, telephone)?;
    let link = notice.link.as_deref();
    let link = link.filter(|_| !(is_aside && id == notice.authenticator));
    Ok(Some(Recipient { user, number, link }))
}

/// Whether a notice is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paid {
    /// It is counted.
    Yes,
    /// The same was told a moment ago.
    ToldAlready,
}

/// Counts the notice, once however often its job runs, and the money for each of the messages that it is.
///
/// # Errors
/// [`FlowError::TooMany`] above what may be sent.
pub async fn pay(
    ctx: &Ctx,
    job: JobId,
    notice: &TextNotice,
    number: &PhoneNumber,
    messages: usize,
) -> Result<Paid, FlowError> {
    let _turn = ctx.messages.turn().await;
    let of_job = Allowance::of_codes(&[b"notice", job.as_uuid().as_bytes()]);
    let of_kind = Allowance::of_codes(&[
        b"notices of",
        notice.user.as_uuid().as_bytes(),
        notice.change.as_str().as_bytes(),
    ]);
    for _ in 0..Turn::ATTEMPTS {
        let now = ctx.clock.now();
        let found = ctx.store.allowance(of_job).await?;
        let Ok(paid) = Allowance::found(found, of_job).spend_within(LASTS, 1, now, 1) else {
            return Ok(Paid::Yes);
        };
        let told = Allowance::found(ctx.store.allowance(of_kind).await?, of_kind);
        let Ok(told) = told.spend_within(TOGETHER, 1, now, 1) else {
            return Ok(Paid::ToldAlready);
        };
        let sender = Sender::of_notices(notice.user);
        let spending = Spending {
            number,
            channel: Channel::Sms,
            user: notice.user,
            sender: &sender,
            messages,
        };
        let spent = message_budget::spend(ctx, &spending, now).await?;
        let unit = UnitOfWork::new("text_notice").put_all(spent.counted.iter().copied());
        if ctx.store.commit(unit.put(paid).put(told)).await? == Commit::Committed {
            spent.tell();
            return Ok(Paid::Yes);
        }
    }
    Err(FlowError::Contended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sample;

    #[test]
    fn a_notice_that_an_earlier_release_left_behind_is_read() {
        let notice = TextNotice {
            user: sample::user().id,
            change: MailKind::AuthenticatorAdded,
            at: sample::NOW,
            what: "Passkey".to_owned(),
            link: None,
            authenticator: sample::authenticator().id,
            taken: None,
        };
        let mut kept = serde_json::to_value(&notice).unwrap();
        let fields = kept.as_object_mut().unwrap();
        fields.remove("what");
        fields.remove("link");
        let read: TextNotice = serde_json::from_value(kept).unwrap();
        assert_eq!((read.change, read.what.as_str()), (notice.change, ""));
    }
}
