//! The ways that could decide a login, and why those cannot that do not.

use countersign_proto::ids::LoginId;

use super::read_login::{LoginOwner, read_login};
use crate::{
    Ctx, FlowError,
    model::{AuthenticatorState, FirstFactor, Login, Method},
    port::Holding,
};

/// Whether a method can decide a login now; the best news first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Availability {
    /// It can.
    Usable,
    /// Nothing is left of it that could prove anything.
    UsedUp,
    /// It is not worth what the service demands.
    TooWeak,
    /// Another service has set it up, and the user has not confirmed it.
    Unconfirmed,
    /// The server has set it aside after too many failures.
    Locked,
    /// Somebody has set it aside.
    NotInUse,
    /// The user has nothing of the kind.
    NotSetUp,
}

/// A login with what can be said of each method in it.
#[derive(Debug)]
pub struct LoginWays {
    /// The login.
    pub login: Login,
    /// Of each method. A login whose first factor was not verified here tells of no method that is not usable: whoever looks
    /// may know nothing but a name (R7).
    pub methods: Vec<(Method, Availability)>,
}

impl LoginWays {
    /// Whether one of these methods can decide it; the best that can be said of them. Nothing where nothing may be said.
    pub fn availability(&self, of: &[Method]) -> Option<Availability> {
        let among = self.methods.iter().filter(|(method, _)| of.contains(method));
        among.map(|(_, availability)| *availability).min()
    }
}

/// The login and its ways.
///
/// # Errors
/// See [`read_login`].
pub async fn login_ways(ctx: &Ctx, id: LoginId, owner: &LoginOwner) -> Result<LoginWays, FlowError> {
    let login = read_login(ctx, id, owner).await?.login;
    let holdings = ctx.store.holdings(login.user_id).await?;
    let tells_all = login.request.first_factor == FirstFactor::Verified;
    let offers = ctx.settings.certificates.is_offered();
    let judged = Method::ALL
        .iter()
        .filter(|method| **method != Method::Certificate || offers)
        .map(|method| (*method, judge(&login, &holdings, *method)));
    // Nobody sets a temporary code up; who has none need not be told of it.
    let is_worth_telling =
        |judged: &(Method, Availability)| *judged != (Method::TemporaryCode, Availability::NotSetUp);
    let methods = judged
        .filter(|(_, availability)| tells_all || *availability == Availability::Usable)
        .filter(is_worth_telling)
        .collect();
    Ok(LoginWays { login, methods })
}

/// The best that can be said of a method in a login.
fn judge(login: &Login, holdings: &[Holding], method: Method) -> Availability {
    let of_method = holdings
        .iter()
        .filter(|one| one.authenticator.credential.method() == method);
    let best = of_method.map(|holding| judge_one(login, holding)).min();
    best.unwrap_or(Availability::NotSetUp)
}

fn judge_one(login: &Login, holding: &Holding) -> Availability {
    let (one, request) = (&holding.authenticator, &login.request);
    let is_wanted =
        request.only.is_none_or(|only| only == one.id) && request.methods.contains(&one.credential.method());
    let device_serves = holding
        .device
        .as_ref()
        .is_none_or(|device| device.is_active() && request.devices.iter().any(|asked| asked.id == device.id));
    match one.state {
        AuthenticatorState::Locked => Availability::Locked,
        AuthenticatorState::Suspended | AuthenticatorState::Lost | AuthenticatorState::Deleted => {
            Availability::NotInUse
        }
        AuthenticatorState::Active if one.credential.is_spent() => Availability::UsedUp,
        AuthenticatorState::Active if !one.serves(&login.client_id, request.purpose) => {
            Availability::Unconfirmed
        }
        AuthenticatorState::Active if !request.takes(one.credential.method()) => Availability::TooWeak,
        AuthenticatorState::Active if is_wanted && device_serves => Availability::Usable,
        AuthenticatorState::Active => Availability::NotInUse,
    }
}
