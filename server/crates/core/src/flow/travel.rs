//! Logins of one person from two places between which nobody travels so fast. It is a signal: it is recorded, and the owner is told
//! once a day, but nothing is refused for it and no login is worth less, because networks are not always where they seem to be.

use std::time::Duration;

use super::{
    notice::{self, Notice, Origin},
    place::whereabouts,
};
use crate::{
    Ctx,
    model::{
        Allowance, Approval, Audit, AuditEvent, LinkPurpose, Login, LoginState, MailKind, Place, Timestamp,
        Travel, User, first_address, network_of,
    },
    port::{Places, StoreError, UnitOfWork},
};

/// How often an owner is told at most.
const TOLD_EVERY: Duration = Duration::from_secs(24 * 3600);
/// Stands for a country that nobody knows (Unicode CLDR).
const UNKNOWN_COUNTRY: &str = "ZZ";

/// Adds to `unit`, which approves `login`, what is to be said if its person cannot have got there since their login before. Without
/// a database of places nothing is read.
pub(super) async fn watch(ctx: &Ctx, unit: UnitOfWork, login: &Login) -> UnitOfWork {
    let (Some(places), LoginState::Approved(approval)) = (ctx.places.as_deref(), &login.state) else {
        return unit;
    };
    if !login.request.purpose.is_log_in() {
        return unit;
    }
    // Few servers have a database, and all would have the room for it.
    match Box::pin(find(ctx, places, login, approval)).await {
        Ok(Some(journey)) => journey.added_to(ctx, unit, login, approval),
        Ok(None) => unit,
        Err(error) => {
            tracing::warn!(login.id = %login.id, %error, "where its person was before cannot be read");
            unit
        }
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
    let locate = |network: &str| -> Option<Place> { places.place(first_address(network)?, "") };
    let Some(network) = login.request.context.ip.map(network_of) else {
        return Ok(None);
    };
    let Some(here) = locate(&network) else {
        return Ok(None);
    };
    let Some(arrived) = here.position else {
        return Ok(None);
    };
    let holdings = ctx.store.holdings(login.user_id).await?.into_iter();
    let known = holdings.filter_map(|holding| {
        let (at, network) = (holding.last_used_at?, holding.last_used_from?);
        let place = locate(&network)?;
        Some((at, network, place.position?, place))
    });
    let Some((at, from, departed, there)) = known.max_by_key(|(at, ..)| *at) else {
        return Ok(None);
    };
    let travel = Travel::between((departed, at), (arrived, approval.at));
    if !travel.is_impossible(ctx.settings.places.fastest_kmh) {
        return Ok(None);
    }
    let country = |place: Place| place.country.unwrap_or_else(|| UNKNOWN_COUNTRY.to_owned());
    Ok(Some(Journey {
        travel,
        before: (from, at),
        countries: [country(there), country(here)],
        told: told(ctx, login, approval.at).await?,
    }))
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
        metrics::counter!("countersign_impossible_travels_total").increment(1);
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
