//! Sends a code to a telephone because a person asked for it (R8): for a login, or to show whose a number is.

use std::time::Duration;

use countersign_proto::ids::{AuthenticatorId, EnrollmentId, JobId, LoginId};

pub use super::message_budget::{MessageQueue, Sender};
use super::{
    ended, idempotency,
    message_budget::{self, Spending, Spent, Turn},
    read_enrollment::{EnrollmentOwner, read_enrollment},
    read_login::{LoginOwner, in_good_standing, read_login},
};
use crate::{
    Ctx, FlowError,
    method::{
        code,
        telephone::{self, Message},
    },
    model::{
        Audit, AuditEvent, Authenticator, Channel, CodeProgress, Credential, Enrollment, IdempotencyKey,
        IdempotentOutcome, Job, JobKind, Login, SentCode, SentFor, Standing, Telephone, Timestamp, User,
        UserState,
    },
    port::{Commit, Holding, LoginRead, Topic, UnitOfWork},
    settings::LoginSettings,
};

/// How long a login lasts after a code was sent for it: messages take their time.
const TIME_TO_ARRIVE: Duration = Duration::from_secs(5 * 60);

/// Which telephone, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Whither {
    /// Which of the user's telephones; the first that can be reached if absent.
    pub authenticator_id: Option<AuthenticatorId>,
    /// How; as its owner wants it if absent.
    pub channel: Option<Channel>,
}

/// A telephone to which a code can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reachable {
    /// Which authenticator.
    pub id: AuthenticatorId,
    /// What its owner calls it.
    pub label: String,
    /// What may be shown of its number.
    pub masked: String,
    /// How, its owner's choice first.
    pub channels: Vec<Channel>,
}

/// The telephones to which a code can be sent for this login.
///
/// # Errors
/// [`FlowError::Store`] if nobody can tell.
pub async fn telephones(ctx: &Ctx, login: &Login) -> Result<Vec<Reachable>, FlowError> {
    let holdings = ctx.store.holdings(login.user_id).await?;
    let all = candidates(ctx, login, &holdings);
    Ok(all
        .into_iter()
        .map(|(authenticator, telephone, channels)| Reachable {
            id: authenticator.id,
            label: authenticator.label.clone(),
            masked: telephone.masked.clone(),
            channels,
        })
        .collect())
}

fn candidates<'a>(
    ctx: &Ctx,
    login: &Login,
    holdings: &'a [Holding],
) -> Vec<(&'a Authenticator, &'a Telephone, Vec<Channel>)> {
    let usable = code::candidates(holdings, &login.client_id, login.request.purpose);
    let wanted = usable.filter(|one| {
        login.request.only.is_none_or(|only| only == one.id) && login.request.takes(one.credential.method())
    });
    let telephones = wanted.filter_map(|one| match &one.credential {
        Credential::Telephone(telephone) => Some((one, telephone, telephone::channels(ctx, telephone))),
        _ => None,
    });
    telephones
        .filter(|(_, _, channels)| !channels.is_empty())
        .collect()
}

/// Sends a code for a login. It ends the one before, and forgives no wrong ones.
///
/// # Errors
/// [`FlowError::NotPending`] once it has ended, [`FlowError::Invalid`] for a telephone or a way to it that there is not,
/// [`FlowError::TooMany`] too soon after the code before, and above what may be sent (R14).
pub async fn send_code(
    ctx: &Ctx,
    id: LoginId,
    owner: &LoginOwner,
    sender: &Sender,
    whither: Whither,
    key: Option<IdempotencyKey>,
) -> Result<LoginRead, FlowError> {
    let _turn = ctx.messages.turn().await;
    for _ in 0..Turn::ATTEMPTS {
        let read = read_login(ctx, id, owner).await?;
        if idempotency::recall(ctx, key.as_ref()).await?.is_some() {
            return Ok(read);
        }
        let now = ctx.clock.now();
        if !read.login.is_pending() || !in_good_standing(&read) {
            return Err(FlowError::NotPending);
        }
        let holdings = ctx.store.holdings(read.login.user_id).await?;
        let (authenticator, telephone, channel) = choose(ctx, &read.login, &holdings, whither)?;
        let count = SentCode::count_after(read.login.sent_code(), now)?;
        let standing = counted(ctx, &read.login, now).await?;
        let user = ctx
            .store
            .user(read.login.user_id)
            .await?
            .ok_or(FlowError::NotPending)?;
        let latest = read.login.created_at + Duration::from_secs(*LoginSettings::TTL_SECS.end());
        let expires_at = latest.min(now + TIME_TO_ARRIVE).max(read.login.expires_at);
        let draft = Draft {
            sent_for: SentFor::Login(id),
            user: &user,
            authenticator_id: authenticator.id,
            telephone,
            channel,
            sender,
            service: read.login.request.service.to_string(),
            count,
            expires_at: expires_at.min(now + SentCode::LIFE),
        };
        let (code, job, spent) = draft.drawn(ctx, now).await?;
        let login = read.login.clone().send_code(code, expires_at)?;
        let remembered = key.map(|key| idempotency::remember(key, IdempotentOutcome::Touched(id), now));
        let record = Audit {
            event: AuditEvent::CodeSent,
            ..ended::audit(&login, now)
        };
        let unit = UnitOfWork::new("send_code")
            .put(&login)
            .put(standing)
            .put_all(spent.counted.iter().copied())
            .put_all(remembered)
            .enqueue([job])
            .unless_changed(authenticator)
            .unless_changed(&user)
            .record(record.authenticator(authenticator.id).because(channel.as_str()));
        if ctx.store.commit(unit).await? == Commit::Committed {
            spent.tell();
            ctx.signals.publish(Topic::Jobs);
            ended::announce(ctx, [&login], now);
            return Ok(LoginRead { login, ..read });
        }
    }
    Err(FlowError::Contended)
}

/// A code is one more push of the login's initiator, and bound by its limits.
async fn counted(ctx: &Ctx, login: &Login, now: Timestamp) -> Result<Standing, FlowError> {
    let initiator = login.request.initiator;
    let found = ctx.store.standing(login.user_id, initiator).await?;
    let standing = Standing::found(found, initiator, login.user_id);
    Ok(standing.push(now, &ctx.settings.limits)?)
}

fn choose<'a>(
    ctx: &Ctx,
    login: &Login,
    holdings: &'a [Holding],
    whither: Whither,
) -> Result<(&'a Authenticator, &'a Telephone, Channel), FlowError> {
    let wanted = |id| whither.authenticator_id.is_none_or(|wanted| wanted == id);
    for (authenticator, telephone, channels) in candidates(ctx, login, holdings) {
        let channel = match whither.channel {
            None => channels.first().copied(),
            Some(wanted) => channels.into_iter().find(|channel| *channel == wanted),
        };
        if let Some(channel) = channel.filter(|_| wanted(authenticator.id)) {
            return Ok((authenticator, telephone, channel));
        }
    }
    Err(FlowError::Invalid(
        "the user has no such telephone, or no code can be sent to it".to_owned(),
    ))
}

/// Sends another code to the telephone of an enrolment.
///
/// # Errors
/// See [`send_code`].
pub async fn send_enrollment_code(
    ctx: &Ctx,
    id: EnrollmentId,
    owner: &EnrollmentOwner,
    sender: &Sender,
    key: Option<IdempotencyKey>,
) -> Result<Enrollment, FlowError> {
    let _turn = ctx.messages.turn().await;
    for _ in 0..Turn::ATTEMPTS {
        let enrollment = read_enrollment(ctx, id, owner).await?;
        if idempotency::recall(ctx, key.as_ref()).await?.is_some() {
            return Ok(enrollment);
        }
        let now = ctx.clock.now();
        enrollment.unproven(now)?;
        let unproven = enrollment.telephone().ok_or(FlowError::NotPending)?;
        let user = ctx.store.user(enrollment.user_id).await?;
        let user = user
            .filter(|user| user.state == UserState::Active)
            .ok_or(FlowError::NotPending)?;
        let sending = Sending {
            user: &user,
            enrollment: id,
            authenticator_id: unproven.authenticator_id,
            telephone: &unproven.telephone,
            sender,
            before: Some(&unproven.code),
            expires_at: enrollment.expires_at,
        };
        let (code, unit, spent) = sending
            .send(ctx, UnitOfWork::new("send_enrollment_code"), now)
            .await?;
        let enrollment = enrollment.send_code(code)?;
        let remembered = key.map(|key| idempotency::remember(key, IdempotentOutcome::Proven(id), now));
        let record = Audit::new(AuditEvent::CodeSent, now)
            .user(user.id)
            .client(&enrollment.client_id)
            .enrollment(id)
            .because(code.channel.as_str());
        let unit = unit
            .put(&enrollment)
            .put_all(remembered)
            .unless_changed(&user)
            .record(record);
        if ctx.store.commit(unit).await? == Commit::Committed {
            spent.tell();
            ctx.signals.publish(Topic::Jobs);
            ctx.signals.publish(Topic::Enrollment(id));
            return Ok(enrollment);
        }
    }
    Err(FlowError::Contended)
}

/// A code that is to be sent for an enrolment.
pub(super) struct Sending<'a> {
    pub(super) user: &'a User,
    pub(super) enrollment: EnrollmentId,
    pub(super) authenticator_id: AuthenticatorId,
    pub(super) telephone: &'a Telephone,
    pub(super) sender: &'a Sender,
    pub(super) before: Option<&'a SentCode>,
    pub(super) expires_at: Timestamp,
}

impl Sending<'_> {
    /// The code, `unit` with what sends it, and what that uses up.
    ///
    /// # Errors
    /// [`FlowError::Invalid`] if the telephone cannot be reached, [`FlowError::TooMany`] above what may be sent.
    pub(super) async fn send(
        &self,
        ctx: &Ctx,
        unit: UnitOfWork,
        now: Timestamp,
    ) -> Result<(SentCode, UnitOfWork, Spent), FlowError> {
        let channel = self.telephone.channel;
        if !telephone::channels(ctx, self.telephone).contains(&channel) {
            return Err(FlowError::Invalid(
                "no code can be sent to this number in this way".to_owned(),
            ));
        }
        let count = SentCode::count_after(self.before, now)?;
        let draft = Draft {
            sent_for: SentFor::Enrollment(self.enrollment),
            user: self.user,
            authenticator_id: self.authenticator_id,
            telephone: self.telephone,
            channel,
            sender: self.sender,
            service: ctx.settings.branding.issuer.clone(),
            count,
            expires_at: self.expires_at.min(now + SentCode::LIFE),
        };
        let (code, job, spent) = draft.drawn(ctx, now).await?;
        let unit = unit.put_all(spent.counted.iter().copied()).enqueue([job]);
        Ok((code, unit, spent))
    }
}

/// A code before it is drawn.
struct Draft<'a> {
    sent_for: SentFor,
    user: &'a User,
    authenticator_id: AuthenticatorId,
    telephone: &'a Telephone,
    channel: Channel,
    sender: &'a Sender,
    service: String,
    count: u32,
    expires_at: Timestamp,
}

impl Draft<'_> {
    /// The code as it is kept, the job that sends it, and what that uses up.
    async fn drawn(self, ctx: &Ctx, now: Timestamp) -> Result<(SentCode, Job, Spent), FlowError> {
        let number = telephone::number(ctx, self.authenticator_id, self.telephone)?;
        let id = JobId::new(ctx.entropy.row_id(now));
        let code = telephone::draw(&*ctx.entropy);
        let sent = SentCode {
            message: id,
            authenticator_id: self.authenticator_id,
            channel: self.channel,
            hash: telephone::hash(ctx, self.sent_for, id, &code),
            sent_at: now,
            expires_at: self.expires_at,
            count: self.count,
            progress: CodeProgress::UnderWay,
        };
        let message = Message {
            number: number.expose().to_owned().into(),
            channel: self.channel,
            language: telephone::language(ctx, self.user).to_owned(),
            sent_for: self.sent_for,
            code,
            service: self.service,
            account: self.user.number.to_string(),
        };
        let spending = Spending {
            number: &number,
            channel: self.channel,
            user: self.user.id,
            sender: self.sender,
            messages: telephone::parts(ctx, &message),
        };
        let spent = message_budget::spend(ctx, &spending, now).await?;
        let job = Job {
            id,
            kind: JobKind::SendMessage(telephone::seal(ctx, id, &message)),
            run_at: now,
            deadline: self.expires_at,
        };
        Ok((sent, job, spent))
    }
}

/// Whether a person may enrol a telephone here at all.
pub fn is_offered(ctx: &Ctx) -> bool {
    !ctx.settings.phone.channels.is_empty()
}

/// The sender of a code for a login at a client's own page: whoever the client says it is.
pub fn client_sender(login: &Login) -> Sender {
    Sender::of_login(&login.client_id, None, login.request.context.ip)
}
