//! Opens a login: one challenge for each active device of the user, all with the same number.

mod reachable;

use std::{slice, time::Duration};

use countersign_proto::{
    ids::{AuthenticatorId, ChallengeId, DeviceId, JobId, LoginId},
    keys::ChallengeNonce,
};
use reachable::Reachable;

use super::{ATTEMPTS, check_policy, ended, idempotency, manage_policies::find_policy};
use crate::{
    Ctx, FlowError, assurance,
    method::push::{self, Askable},
    model::{
        Audit, AuditEvent, BearerToken, CancelReason, Challenge, ChallengeState, Client, ClientId, Demand,
        DeviceRef, DisplayText, FirstFactor, IdempotencyKey, IdempotentOutcome, Initiator, Job, JobKind,
        KeyStorage, Login, LoginRequest, LoginState, Method, NumberMatching, NumberPrompt, Policy, Presence,
        Purpose, RequestContext, Resource, Session, Slot, Standing, StandingKey, Timestamp, TokenHash,
        UserName, Version, Waiting,
    },
    port::{Commit, Party, PartyQuery, Row, Topic, UnitOfWork},
    settings::LoginSettings,
};

/// What a door asks for.
#[derive(Debug, Clone)]
pub struct StartLogin {
    /// Who asks; absent for a page of this server.
    pub client: Option<Client>,
    /// The service that people see.
    pub service: DisplayText,
    /// Who wants to log in, as typed.
    pub username: String,
    /// What an approval shall do.
    pub purpose: Purpose,
    /// Only this device, instead of all.
    pub device_id: Option<DeviceId>,
    /// Only this authenticator, instead of all.
    pub authenticator_id: Option<AuthenticatorId>,
    /// Number matching of this login.
    pub number_matching: Option<NumberMatching>,
    /// What the client wants shown.
    pub message: Option<DisplayText>,
    /// Where the request came from.
    pub context: RequestContext,
    /// Whether a first factor preceded.
    pub first_factor: FirstFactor,
    /// How long it may take; the server's setting if absent.
    pub ttl: Option<Duration>,
    /// Returned in the assertion.
    pub nonce: Option<String>,
    /// Beside other logins of the same user, client and context, instead of in their place.
    pub parallel: bool,
    /// A browser that logged this user in before.
    pub known_browser: Option<TokenHash>,
    /// What the login is for, as a policy names it.
    pub resource: Option<Resource>,
    /// When the phones are asked.
    pub asks: Asks,
    /// Makes a repeat of the request harmless.
    pub idempotency: Option<IdempotencyKey>,
    /// The session that it rests on, if it does.
    pub session: Option<Session>,
    /// The id that it was given before it began, under which no other may have begun.
    pub reserved: Option<LoginId>,
}

impl StartLogin {
    /// A request of `client` for `username` with nothing else said.
    pub fn new(client: &Client, username: impl Into<String>) -> Self {
        Self {
            client: Some(client.clone()),
            ..Self::from_page(client.name.clone(), username)
        }
    }

    /// A request of a page of this server.
    pub fn from_page(service: DisplayText, username: impl Into<String>) -> Self {
        Self {
            client: None,
            service,
            username: username.into(),
            purpose: Purpose::LogIn,
            device_id: None,
            authenticator_id: None,
            number_matching: None,
            message: None,
            context: RequestContext::default(),
            first_factor: FirstFactor::None,
            ttl: None,
            nonce: None,
            parallel: false,
            known_browser: None,
            resource: None,
            asks: Asks::AtOnce,
            idempotency: None,
            session: None,
            reserved: None,
        }
    }

    fn client_id(&self) -> ClientId {
        match &self.client {
            Some(client) => client.id.clone(),
            None => ClientId::own_pages(),
        }
    }

    fn initiator(&self) -> Initiator {
        Initiator::of(&self.client_id(), self.known_browser, self.context.ip)
    }
}

/// When the phones of a login are asked (R8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// As it starts: asking is what the caller wants.
    AtOnce,
    /// As it starts if the person has no other everyday way, else once they choose it, see [`super::ask_phones`].
    UnlessThereIsAChoice,
}

/// A login that was just opened.
#[derive(Debug)]
pub struct StartedLogin {
    /// The login.
    pub login: Login,
    /// What lets the starting browser read, cancel and resend it.
    pub wait_token: BearerToken,
    /// Whether the same request had started it before.
    pub repeated: bool,
}

/// Opens a login and leaves the delivery of its challenges to the job runner.
///
/// # Errors
/// [`FlowError::NoUsableAuthenticator`] whatever the reason; [`FlowError::TooMany`] within limits of the initiator;
/// [`FlowError::NotPending`] if the one that was reserved has begun before.
pub async fn start_login(ctx: &Ctx, request: &StartLogin) -> Result<StartedLogin, FlowError> {
    let ttl = ttl(ctx, request)?;
    let name = UserName::parse(&request.username).map_err(|_| FlowError::NoUsableAuthenticator)?;
    let query = PartyQuery {
        standing: StandingKey::derive(&name, &request.initiator()),
        slot: (!request.parallel).then(|| Slot::derive(&name, &request.client_id(), &request.context)),
        name,
    };
    for _ in 0..ATTEMPTS {
        if let Some(earlier) = idempotency::recall_started(ctx, request.idempotency.as_ref()).await? {
            return Ok(earlier);
        }
        if let Some(reserved) = request.reserved
            && ctx.store.login(reserved).await?.is_some()
        {
            return Err(FlowError::NotPending);
        }
        let policy = policy(ctx, request).await?;
        let party = ctx
            .store
            .party(query.clone())
            .await?
            .ok_or(FlowError::NoUsableAuthenticator)?;
        let now = ctx.clock.now();
        let demanded = Demanded::of(request, policy, &party, now);
        let draft = Draft::new(ctx, request, &query, &party, demanded, now, ttl)?;
        let superseded = draft.superseded.clone();
        let started = StartedLogin {
            login: draft.login.clone(),
            wait_token: draft.wait_token.clone(),
            repeated: false,
        };
        if ctx.store.commit(draft.into_unit(ctx, request)).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            ended::announce(ctx, superseded.iter().chain([&started.login]), now);
            let method = started.login.request.first_method().as_str();
            metrics::counter!("countersign_challenges_created_total", "method" => method).increment(1);
            return Ok(started);
        }
    }
    Err(FlowError::Contended)
}

fn ttl(ctx: &Ctx, request: &StartLogin) -> Result<Duration, FlowError> {
    let ttl = request
        .ttl
        .unwrap_or(Duration::from_secs(ctx.settings.login.ttl_secs));
    if LoginSettings::TTL_SECS.contains(&ttl.as_secs()) {
        Ok(ttl)
    } else {
        Err(FlowError::Invalid("ttl_secs must be from 15 to 600".to_owned()))
    }
}

/// The policy of what the login is for.
async fn policy(ctx: &Ctx, request: &StartLogin) -> Result<Option<Policy>, FlowError> {
    let Some(resource) = &request.resource else {
        return Ok(None);
    };
    match find_policy(ctx, resource).await {
        Ok(policy) => Ok(Some(policy)),
        Err(FlowError::NotFound) => Err(FlowError::Invalid(
            "resource: there is no policy for it".to_owned(),
        )),
        Err(error) => Err(error),
    }
}

/// What is demanded of the login, and by which policy, which must not change meanwhile.
struct Demanded {
    policy: Option<Policy>,
    demand: Option<Demand>,
}

impl Demanded {
    fn of(request: &StartLogin, policy: Option<Policy>, party: &Party, now: Timestamp) -> Self {
        let demand = policy
            .as_ref()
            .map(|policy| check_policy::demand(policy, &request.client_id(), party.user.id, now));
        Self { policy, demand }
    }

    /// Whether `method` is enough, with what is shown of the person's presence.
    fn admits(&self, request: &StartLogin, method: Method, presence: Presence) -> bool {
        let enforced = self.demand.as_ref().filter(|demand| demand.enforced);
        enforced.is_none_or(|demand| {
            let worth = assurance::of(method, presence, KeyStorage::Unknown, request.first_factor);
            demand.requirement.is_met_by(&worth.acr)
        })
    }
}

/// Everything that one unit of work will hold.
struct Draft {
    login: Login,
    wait_token: BearerToken,
    challenges: Vec<Challenge>,
    /// What a suspension between reading and committing would change; it must not be overlooked (R4).
    guards: Vec<Row>,
    standing: Standing,
    superseded: Option<Login>,
}

impl Draft {
    fn new(
        ctx: &Ctx,
        request: &StartLogin,
        query: &PartyQuery,
        party: &Party,
        demanded: Demanded,
        now: Timestamp,
        ttl: Duration,
    ) -> Result<Self, FlowError> {
        let mut reachable = Reachable::of(ctx, request, party, now)?;
        let matching = reachable.match_numbers(ctx, request, &demanded)?;
        let standing = party
            .standing
            .unwrap_or(Standing::new(query.standing, party.user.id))
            .push(now, &ctx.settings.limits)?;
        let superseded = party
            .in_slot
            .clone()
            .map(|login| {
                login
                    .clone()
                    .cancel(now, Some(CancelReason::Superseded))
                    .or_else(|_| login.expire(now))
            })
            .transpose()
            .map_err(|_| FlowError::Contended)?;
        let drawn = || LoginId::new(ctx.entropy.ordered_uuid(now));
        let id = request.reserved.unwrap_or_else(drawn);
        let wait_token = BearerToken::generate(&*ctx.entropy);
        let asks_now = request.asks == Asks::AtOnce || !reachable.offers_a_choice();
        let waiting = if asks_now {
            Waiting::since(now)
        } else {
            Waiting::for_a_choice(now)
        };
        let login = Login {
            id,
            user_id: party.user.id,
            client_id: request.client_id(),
            request: LoginRequest {
                demand: demanded.demand,
                ..login_request(ctx, request, query, party, &reachable, matching, &wait_token)
            }
            .into(),
            created_at: now,
            expires_at: now + ttl,
            state: LoginState::Pending(waiting),
            version: Version::FIRST,
        };
        let is_sayable =
            |login: &Login| push::alert(ctx, login, &party.user.language).len() <= push::ALERT_BYTES;
        if request.message.is_some() && !is_sayable(&login) {
            return Err(FlowError::Invalid("message is too long for a push".to_owned()));
        }
        let asked = reachable.asked.iter().filter(|_| asks_now);
        let challenges = asked.map(|asked| challenge(ctx, &login, *asked, now)).collect();
        let guards = std::iter::once(Row::from(&party.user))
            .chain(request.client.as_ref().map(Row::from))
            .chain(demanded.policy.map(Row::from))
            .chain(request.session.as_ref().map(Row::from))
            .chain(
                reachable
                    .asked
                    .iter()
                    .flat_map(|asked| [asked.device.into(), asked.authenticator.into()]),
            )
            .chain(reachable.others().map(Row::from))
            .collect();
        Ok(Self {
            login,
            wait_token,
            challenges,
            guards,
            standing,
            superseded,
        })
    }

    fn into_unit(self, ctx: &Ctx, request: &StartLogin) -> UnitOfWork {
        let now = self.login.created_at;
        let event = match self.login.request.purpose {
            Purpose::Test => AuditEvent::TestPushSent,
            Purpose::LogIn | Purpose::Confirm => AuditEvent::LoginStarted,
        };
        let audit = Audit::new(event, now)
            .user(self.login.user_id)
            .client(&self.login.client_id)
            .login(self.login.id)
            .from(
                request.context.ip.map(|ip| ip.to_string()).as_deref(),
                &*ctx.entropy,
            );
        let jobs: Vec<Job> = deliveries(ctx, &self.challenges, now, self.login.expires_at).collect();
        let remembered = request.idempotency.map(|key| {
            let token = idempotency::seal_token(ctx, &key, &self.wait_token);
            idempotency::remember(key, IdempotentOutcome::Started(self.login.id, token), now)
        });
        let unit = UnitOfWork::new("start_login")
            .put_all(self.superseded.clone())
            .put(self.login)
            .put_all(self.challenges)
            .put(self.standing)
            .put_all(remembered)
            .enqueue(jobs)
            .unless_any_changed(self.guards)
            .record(audit);
        match self.superseded {
            Some(login) => unit.record(ended::audit(&login, now)),
            None => unit,
        }
    }
}

fn login_request(
    ctx: &Ctx,
    request: &StartLogin,
    query: &PartyQuery,
    party: &Party,
    reachable: &Reachable<'_>,
    matching: NumberMatching,
    wait_token: &BearerToken,
) -> LoginRequest {
    LoginRequest {
        username: party.user.name.clone(),
        purpose: request.purpose,
        service: request.service.clone(),
        number: NumberPrompt::draw(matching, &*ctx.entropy),
        message: request.message.clone(),
        context: request.context.clone(),
        first_factor: request.first_factor,
        nonce: request.nonce.clone(),
        initiator: query.standing,
        slot: query.slot,
        wait_token: wait_token.hash(),
        only: request.authenticator_id,
        demand: None,
        methods: reachable.methods(),
        told: request
            .client
            .as_ref()
            .is_some_and(|client| client.logout_uri.is_some()),
        devices: reachable
            .asked
            .iter()
            .map(|asked| DeviceRef {
                id: asked.device.id,
                name: asked.device.name.clone(),
                fetches: asked.device.is_native(),
            })
            .collect(),
    }
}

/// The challenge of `login` for one device.
pub(super) fn challenge(ctx: &Ctx, login: &Login, asked: Askable<'_>, now: Timestamp) -> Challenge {
    let mut nonce = [0; 32];
    ctx.entropy.fill(&mut nonce);
    Challenge {
        id: ChallengeId::new(ctx.entropy.ordered_uuid(now)),
        login_id: login.id,
        device_id: asked.device.id,
        authenticator_id: asked.authenticator.id,
        nonce: ChallengeNonce::from_bytes(nonce),
        state: ChallengeState::Open,
        created_at: now,
        version: Version::FIRST,
    }
}

/// The jobs that bring `challenges` to their devices before `deadline`.
pub(super) fn deliveries(
    ctx: &Ctx,
    challenges: &[Challenge],
    now: Timestamp,
    deadline: Timestamp,
) -> impl Iterator<Item = Job> {
    let each: slice::Iter<'_, Challenge> = challenges.iter();
    each.map(move |challenge| Job {
        id: JobId::new(ctx.entropy.row_id(now)),
        kind: JobKind::DeliverChallenge(challenge.id),
        run_at: now,
        deadline,
    })
}
