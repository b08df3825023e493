//! Logins of one person from two places between which nobody travels so fast. It is a signal: it is recorded, and the owner is told
//! once a day, but nothing is refused for it and no login is worth less, because networks are not always where they seem to be.

use std::{cmp::Reverse, time::Duration};

use countersign_proto::ids::UserId;

use super::{
    notice::{self, Notice, Origin},
    place::whereabouts,
};
use crate::{
    Ctx,
    model::{
        Allowance, Approval, Audit, AuditEvent, LinkPurpose, Login, LoginState, MailKind, Place, Position,
        Timestamp, Travel, User, first_address, network_of,
    },
    port::{Places, StoreError, UnitOfWork},
};

/// How far back logins are looked at, if nobody knows where the last one came from: in a day a plane gets anywhere. Ended logins are
/// kept for so long.
const LOOKED_BACK: Duration = Duration::from_secs(24 * 3600);
/// How many of them that services have, and of our own pages, the latest first.
const LOOKED_AT: u32 = 20;
/// How often an owner is told at most.
const TOLD_EVERY: Duration = Duration::from_secs(24 * 3600);
/// Stands for a country that nobody knows (Unicode CLDR).
const UNKNOWN_COUNTRY: &str = "ZZ";

/// What [`watch`] has seen, to be counted once the unit is committed.
#[derive(Debug, Clone, Copy, Default)]
#[must_use = "it is counted after the commit"]
pub(super) struct Seen {
    is_impossible: bool,
}

impl Seen {
    /// Counts it.
    pub(super) fn count(self) {
        if self.is_impossible {
            metrics::counter!("countersign_impossible_travels_total").increment(1);
        }
    }
}

/// Adds to `unit`, which approves `login`, what is to be said if its person cannot have got there since their login before. Without
/// a database of places nothing is read.
pub(super) async fn watch(ctx: &Ctx, unit: UnitOfWork, login: &Login) -> (UnitOfWork, Seen) {
    let nothing = Seen::default();
    let (Some(places), LoginState::Approved(approval)) = (ctx.places.as_deref(), &login.state) else {
        return (unit, nothing);
    };
    if !login.request.purpose.is_log_in() {
        return (unit, nothing);
    }
    // Few servers have a database, and all would have the room for it.
    match Box::pin(find(ctx, places, login, approval)).await {
        Ok(Some(journey)) => {
            let seen = Seen { is_impossible: true };
            (journey.added_to(ctx, unit, login, approval), seen)
        }
        Ok(None) => (unit, nothing),
        Err(error) => {
            tracing::warn!(login.id = %login.id, %error, "where its person was before cannot be read");
            (unit, nothing)
        }
    }
}

/// Where and when somebody was.
struct Stay {
    at: Timestamp,
    network: String,
    place: Place,
    position: Position,
}

impl Stay {
    /// …if anybody knows where this network is.
    fn find(places: &dyn Places, at: Timestamp, network: String) -> Option<Self> {
        let place = places.place(first_address(&network)?, "")?;
        let position = place.position?;
        Some(Self {
            at,
            network,
            place,
            position,
        })
    }

    fn country(&self) -> String {
        let country = self.place.country.clone();
        country.unwrap_or_else(|| UNKNOWN_COUNTRY.to_owned())
    }
}

/// A journey that nobody makes.
struct Journey {
    travel: Travel,
    /// Where and when the login before was.
    before: (String, Timestamp),
    /// The countries from which and to which.
    countries: [String; 2],
    /// Its owner, if they are to be told, and that they were told today.
    told: Option<(User, Allowance)>,
}

async fn find(
    ctx: &Ctx,
    places: &dyn Places,
    login: &Login,
    approval: &Approval,
) -> Result<Option<Journey>, StoreError> {
    let network = login.request.context.ip.map(network_of);
    let Some(here) = network.and_then(|network| Stay::find(places, approval.at, network)) else {
        return Ok(None);
    };
    let Some(there) = last_stay(ctx, places, login.user_id, approval.at).await? else {
        return Ok(None);
    };
    let travel = Travel::between((there.position, there.at), (here.position, here.at));
    if !travel.is_impossible(ctx.settings.places.fastest_kmh) {
        return Ok(None);
    }
    Ok(Some(Journey {
        travel,
        countries: [there.country(), here.country()],
        before: (there.network, there.at),
        told: told(ctx, login, approval.at).await?,
    }))
}

/// Where the user was last, as far as anybody knows: what they have used last says it, and if that came from nowhere, the logins of
/// the last day that are kept.
async fn last_stay(
    ctx: &Ctx,
    places: &dyn Places,
    user: UserId,
    now: Timestamp,
) -> Result<Option<Stay>, StoreError> {
    let holdings = ctx.store.holdings(user).await?;
    let last_used_at = holdings.iter().filter_map(|holding| holding.last_used_at).max();
    let used = holdings.into_iter().filter_map(|holding| {
        let (at, network) = (holding.last_used_at?, holding.last_used_from?);
        Stay::find(places, at, network)
    });
    let used = used.max_by_key(|stay| stay.at);
    if used.as_ref().map(|stay| stay.at) == last_used_at {
        return Ok(used);
    }
    let logins = logins_before(ctx, user, now - LOOKED_BACK).await?;
    let logged_in = logins.into_iter().filter_map(|login| match login.state {
        LoginState::Approved(approval) if login.request.purpose.is_log_in() => {
            let network = network_of(login.request.context.ip?);
            Stay::find(places, approval.at, network)
        }
        _ => None,
    });
    Ok(logged_in.chain(used).max_by_key(|stay| stay.at))
}

/// The logins that opened the user's sessions, and those at services that are told of logouts, so many of each, if they were started
/// after `after`. No others are found by their user: each login would pay for that.
async fn logins_before(ctx: &Ctx, user: UserId, after: Timestamp) -> Result<Vec<Login>, StoreError> {
    let mut logins = ctx.store.approved_logins(user, after, LOOKED_AT).await?;
    let mut sessions = ctx.store.sessions(user).await?;
    // A login comes before its session.
    sessions.retain(|session| session.created_at > after);
    sessions.sort_by_key(|session| Reverse(session.created_at));
    for (_, session) in (0..LOOKED_AT).zip(sessions) {
        let read = ctx.store.login(session.login_id).await?;
        logins.extend(read.map(|read| read.login));
    }
    logins.retain(|login| login.created_at > after);
    Ok(logins)
}

/// The owner, unless they cannot be told or were today.
async fn told(ctx: &Ctx, login: &Login, now: Timestamp) -> Result<Option<(User, Allowance)>, StoreError> {
    let user = ctx.store.user(login.user_id).await?;
    let Some(user) = user.filter(|user| ctx.settings.sends_mail && user.mailboxes().next().is_some()) else {
        return Ok(None);
    };
    let key = Allowance::of_journeys(user.id);
    let allowance = Allowance::found(ctx.store.allowance(key).await?, key);
    let spent = allowance.spend_within(TOLD_EVERY, 1, now, 1).ok();
    Ok(spent.map(|allowance| (user, allowance)))
}

impl Journey {
    fn added_to(self, ctx: &Ctx, unit: UnitOfWork, login: &Login, approval: &Approval) -> UnitOfWork {
        let [from, to] = &self.countries;
        let minutes = self.travel.time.as_secs() / 60;
        let audit = Audit::new(AuditEvent::ImpossibleTravel, approval.at)
            .user(login.user_id)
            .client(&login.client_id)
            .login(login.id)
            .authenticator(approval.authenticator_id)
            .because(format!(
                "from={from} to={to} km={:.0} minutes={minutes}",
                self.travel.km
            ));
        let unit = unit.record(audit);
        let Some((user, allowance)) = self.told else {
            return unit;
        };
        let (network, at) = &self.before;
        let notice = Notice {
            kind: MailKind::ImpossibleTravel,
            what: format!("{} ({})", whereabouts(ctx, network, &user.language), at.minute()),
            origin: Origin::Browser(login.request.context.clone()),
            // Its owner has it, and may have used it just now: sessions end, and it stays.
            disowned: LinkPurpose::Repudiate {
                authenticator: approval.authenticator_id,
                suspends: false,
            },
        };
        notice::tell_by_mail(ctx, unit.put(allowance), &user, &notice, approval.at)
    }
}
