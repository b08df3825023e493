//! Logs in whoever uses a passkey before a name was typed: the passkey says whose it is.
//!
//! What the browser has signed belongs to a login that is still to come. Its id is drawn and sealed for the browser that asks, so no
//! row is written for whoever only looks at the page. The first right answer begins this login as a name does, and decides it as it
//! decides any other; a second one finds it there, so a challenge is spent with its use.

use countersign_proto::ids::{AuthenticatorId, LoginId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    cancel_login::cancel_login,
    guess::{Guesser, Turn, nobody},
    journey::{self, StepRefusal},
    known_browser,
    read_login::LoginOwner,
    start_login::{Asks, StartLogin, StartedLogin, start_login},
    use_passkey::use_passkey,
};
use crate::{
    Ctx, FlowError,
    method::passkey::{self, PasskeyRefusal, Used},
    model::{
        Audit, AuditEvent, Authenticator, BearerToken, ClientId, Credential, DisplayText, Initiator, Passkey,
        Purpose, RequestContext, StandingKey, TokenHash, User, UserName, UserState,
    },
    port::Holding,
};

/// What a page needs to ask for a passkey.
#[derive(Debug, Serialize)]
pub struct Question {
    /// What the browser is asked for (`PublicKeyCredentialRequestOptionsJSON`).
    pub options: Value,
    /// To be sent back with the answer; worth nothing in another browser.
    pub ticket: String,
}

/// What a ticket holds.
#[derive(Serialize, Deserialize)]
struct Ticket {
    /// The login that the answer begins.
    begins: LoginId,
    /// The browser that asked.
    asker: TokenHash,
}

/// What came of it.
#[derive(Debug)]
pub struct PasskeyAnswer {
    /// The ticket of the question.
    pub ticket: String,
    /// The secret of the browser that answers.
    pub browser: BearerToken,
    /// What it sends that has used a passkey.
    pub used: Used,
    /// The service that people see.
    pub service: DisplayText,
    /// Where the answer comes from.
    pub context: RequestContext,
    /// What the browser holds if it has logged somebody in before, see [`known_browser`].
    pub known: Option<String>,
}

/// A question for the browser with this secret; nothing where passkeys are not possible.
pub fn ask_for_passkey(ctx: &Ctx, browser: &BearerToken) -> Option<Question> {
    let now = ctx.clock.now();
    let ticket = Ticket {
        begins: LoginId::new(ctx.entropy.ordered_uuid(now)),
        asker: browser.hash(),
    };
    Some(Question {
        options: passkey::open_request_options(ctx, ticket.begins)?,
        ticket: journey::seal(ctx, &ticket, now + passkey::CHALLENGE_TTL),
    })
}

/// Judges an answer; the login that it has begun and approved.
///
/// What is refused counts against whoever tries with this passkey, never against the passkey, and under no name: whoever is made to
/// wait learns nothing of its owner, and keeps nobody from a password.
///
/// # Errors
/// [`FlowError::NotFound`] for the ticket of another browser, [`FlowError::NotPending`] for one whose time is up or that was used;
/// [`FlowError::NoUsableAuthenticator`] for whatever is wrong with the passkey or its owner (R7); [`FlowError::TooMany`] within
/// limits of whoever tries, or while another answer by this passkey is judged (R14); [`FlowError::Store`] if nobody can tell;
/// [`FlowError::Contended`] if others write at the same time again and again.
pub async fn log_in_by_passkey(ctx: &Ctx, answer: PasskeyAnswer) -> Result<StartedLogin, FlowError> {
    let login = answer.begins(ctx)?;
    // Before anything is read, so that it is alike for known passkeys and unknown ones.
    let turn = Turn::begin(ctx, answer.key(None))?;
    // A repeat is no failure of anybody's.
    if ctx.store.login(login).await?.is_some() {
        return Err(FlowError::NotPending);
    }
    let claim = Claim::read(ctx, turn, &answer).await?;
    match claim.judge(ctx, login, &answer.used) {
        Ok((user, authenticator)) => {
            let started = begin(ctx, login, user, authenticator, claim.known, &answer).await?;
            claim.guesser.succeeded(ctx).await;
            Ok(started)
        }
        Err(refusal) => {
            claim.refuse(ctx, &answer, refusal).await?;
            Err(FlowError::NoUsableAuthenticator)
        }
    }
}

/// The same login as after a name, but that only this passkey decides it, which it does at once or never.
///
/// # Errors
/// As [`log_in_by_passkey`].
async fn begin(
    ctx: &Ctx,
    login: LoginId,
    user: &User,
    authenticator: &Authenticator,
    known: Option<TokenHash>,
    answer: &PasskeyAnswer,
) -> Result<StartedLogin, FlowError> {
    let request = StartLogin {
        authenticator_id: Some(authenticator.id),
        context: answer.context.clone(),
        known_browser: known,
        asks: Asks::UnlessThereIsAChoice,
        reserved: Some(login),
        ..StartLogin::from_page(answer.service.clone(), user.name.as_str())
    };
    let started = start_login(ctx, &request).await?;
    let owner = LoginOwner::Browser(started.wait_token.clone());
    match use_passkey(ctx, login, &owner, &answer.used).await {
        Ok(login) => Ok(StartedLogin { login, ..started }),
        Err(error) => {
            // Nobody waits for it. If it cannot be ended, it ends with its time.
            let _ = cancel_login(ctx, login, &owner).await;
            Err(match error {
                // The passkey, or what was kept of it, has changed since it was judged.
                FlowError::WrongCode { .. } => FlowError::NoUsableAuthenticator,
                other => other,
            })
        }
    }
}

impl PasskeyAnswer {
    /// The login that it begins if it is right.
    ///
    /// # Errors
    /// [`FlowError::NotFound`] and [`FlowError::NotPending`], as [`log_in_by_passkey`] has them.
    fn begins(&self, ctx: &Ctx) -> Result<LoginId, FlowError> {
        let ticket: Ticket = journey::open(ctx, &self.ticket).map_err(|refusal| match refusal {
            StepRefusal::Forged => FlowError::NotFound,
            StepRefusal::Expired => FlowError::NotPending,
        })?;
        if ticket.asker == self.browser.hash() {
            Ok(ticket.begins)
        } else {
            Err(FlowError::NotFound)
        }
    }

    /// Under which tries with this passkey are counted, whether or not it is anybody's.
    fn key(&self, known: Option<TokenHash>) -> StandingKey {
        let initiator = Initiator::of(&ClientId::own_pages(), known, self.context.ip);
        StandingKey::derive(&name_of(Passkey::authenticator_id(&self.used.raw_id)), &initiator)
    }
}

/// Whose passkey was used, as its id says, and who says so.
struct Claim {
    /// The passkey and its owner, if there are such.
    found: Option<(Holding, User)>,
    guesser: Guesser,
    known: Option<TokenHash>,
}

impl Claim {
    /// Reads as much whether or not there is such a passkey (R7).
    ///
    /// # Errors
    /// [`FlowError::TooMany`] while whoever tries is locked out; [`FlowError::Store`] if nobody can tell.
    async fn read(ctx: &Ctx, turn: Turn, answer: &PasskeyAnswer) -> Result<Self, FlowError> {
        let id = Passkey::authenticator_id(&answer.used.raw_id);
        let holding = ctx.store.holding(id).await?;
        let owner = holding
            .as_ref()
            .map_or(nobody(), |holding| holding.authenticator.user_id);
        let user = ctx.store.user(owner).await?;
        let found = holding.zip(user);
        let name = found
            .as_ref()
            .map_or_else(|| name_of(id), |(_, user)| user.name.clone());
        // What others try does not count against the owner's browsers.
        let known = answer.known.as_ref();
        let known = known.and_then(|held| known_browser::recognise(ctx, held, &name));
        let user = found.as_ref().map(|(_, user)| user.id);
        let guesser = turn.check(ctx, answer.key(known), user).await?;
        Ok(Self {
            found,
            guesser,
            known,
        })
    }

    /// The owner and the passkey, if it has rightly answered and may begin a login (R4).
    ///
    /// # Errors
    /// [`PasskeyRefusal`], after the same work whatever it is (R7).
    fn judge(
        &self,
        ctx: &Ctx,
        login: LoginId,
        used: &Used,
    ) -> Result<(&User, &Authenticator), PasskeyRefusal> {
        let found = self.found.as_ref().and_then(|(holding, user)| {
            let authenticator = &holding.authenticator;
            match &authenticator.credential {
                Credential::Passkey(passkey) => Some((user, authenticator, passkey)),
                _ => None,
            }
        });
        let Some((user, authenticator, passkey)) = found else {
            return Err(passkey::verify_nobodys(ctx, login, used));
        };
        passkey::verify_open(ctx, login, user.id, passkey, used)?;
        if user.state == UserState::Active && authenticator.serves(&ClientId::own_pages(), Purpose::LogIn) {
            Ok((user, authenticator))
        } else {
            Err(PasskeyRefusal::Unknown)
        }
    }

    /// Counts a refusal, and records it if the passkey is somebody's.
    ///
    /// # Errors
    /// As [`Guesser::failed`].
    async fn refuse(
        &self,
        ctx: &Ctx,
        answer: &PasskeyAnswer,
        refusal: PasskeyRefusal,
    ) -> Result<(), FlowError> {
        let address = answer.context.ip.map(|ip| ip.to_string());
        let authenticator = Passkey::authenticator_id(&answer.used.raw_id);
        let record = |user, now| {
            let audit = Audit::new(AuditEvent::PasskeyRefused, now).user(user);
            let audit = audit.authenticator(authenticator).because(refusal.as_str());
            audit.from(address.as_deref(), &*ctx.entropy)
        };
        self.guesser.failed(ctx, "passkey", record).await
    }
}

/// The name under which tries with a passkey are counted. It is no user's: none has two lines.
fn name_of(id: AuthenticatorId) -> UserName {
    UserName::from_stored(format!("passkey\n{id}"))
}
