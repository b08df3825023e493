//! How many messages may be sent to telephones, for whom, by whom, whither, and at what cost (R14). Whoever sells numbers has
//! codes sent to them, so each of these has its bound.
//!
//! What strangers use up is not the owner's: the browsers in which the owner has logged in have a count of their own, and the
//! last fifth of what all share is kept for such browsers and for what the server tells owners by itself, which strangers must not
//! be able to silence. The browsers count together, since whoever owns an account makes as many of them as it logs in.

use std::{sync::Arc, time::Duration};

use countersign_proto::ids::UserId;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{
    Ctx, FlowError,
    method::telephone,
    model::{Allowance, Channel, ClientId, Initiator, PhoneNumber, Timestamp, TokenHash},
};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Messages of one process are counted one after the other: all of them write the counters of a country and of the day, so of many
/// at once all but one would begin anew, and some would give up.
#[derive(Clone, Default)]
pub struct MessageQueue(Arc<Mutex<()>>);

impl MessageQueue {
    /// Returns once it is one's turn.
    pub(super) async fn turn(&self) -> Turn {
        Turn {
            _held: Arc::clone(&self.0).lock_owned().await,
        }
    }
}

/// The turn of a message; it is over when this is dropped.
pub(super) struct Turn {
    _held: OwnedMutexGuard<()>,
}

impl Turn {
    /// How often to begin anew after a conflict: other nodes have turns of their own, and of some that meet one goes on each time.
    pub(super) const ATTEMPTS: usize = 20;
}

/// One message that is to be sent.
pub(super) struct Spending<'a> {
    pub(super) number: &'a PhoneNumber,
    pub(super) channel: Channel,
    pub(super) user: UserId,
    pub(super) sender: &'a Sender,
    /// How many messages of the network it is: each of them costs.
    pub(super) messages: usize,
}

/// On whose behalf a message is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    initiator: Initiator,
    side: Side,
}

/// Whose count a message is of. None uses up what is another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// That of whoever is a stranger so far.
    Strangers,
    /// That of the browsers in which the owner of the number has logged in.
    KnownBrowsers,
    /// That of what the server tells by itself.
    Notices,
}

impl Side {
    const fn name(self) -> &'static [u8] {
        match self {
            Self::Strangers => b"",
            Self::KnownBrowsers => b"known",
            Self::Notices => b"notices",
        }
    }
}

impl Sender {
    /// Somebody who shows to be at a browser in which the owner of the number has logged in, or is a stranger so far.
    pub fn of_login(
        client: &ClientId,
        browser: Option<TokenHash>,
        address: Option<std::net::IpAddr>,
    ) -> Self {
        Self {
            initiator: Initiator::of(client, browser, address),
            side: browser.map_or(Side::Strangers, |_| Side::KnownBrowsers),
        }
    }

    /// Somebody who names a number of which nobody knows whose it is.
    pub fn of_enrollment(client: &ClientId, address: Option<std::net::IpAddr>) -> Self {
        Self {
            initiator: Initiator::of(client, None, address),
            side: Side::Strangers,
        }
    }

    /// The server itself, which tells somebody of their own account.
    pub(super) fn of_notices(user: UserId) -> Self {
        Self {
            initiator: Initiator::Client(ClientId::new(format!("notices of {user}"))),
            side: Side::Notices,
        }
    }

    fn name(&self) -> Vec<u8> {
        match &self.initiator {
            Initiator::KnownBrowser(browser) => browser.as_bytes().to_vec(),
            Initiator::Address(client, subscriber) => {
                format!("{} {subscriber}", client.as_str()).into_bytes()
            }
            Initiator::Client(client) => client.as_str().as_bytes().to_vec(),
        }
    }
}

/// Counts one more message everywhere; its turn in the [`MessageQueue`] has come.
///
/// # Errors
/// [`FlowError::TooMany`] above any of the limits.
pub(super) async fn spend(ctx: &Ctx, spending: &Spending<'_>, now: Timestamp) -> Result<Spent, FlowError> {
    let settings = &ctx.settings.phone;
    let Spending {
        number,
        channel,
        user,
        sender,
        messages,
    } = spending;
    let number_name = telephone::count_name(ctx, number);
    let by = sender.side.name();
    // Of what all share, strangers have not the last fifth.
    let shared = |limit: u32| match sender.side {
        Side::KnownBrowsers | Side::Notices => limit,
        Side::Strangers => limit - limit / 5,
    };
    let each = settings.cost(number.country(), *channel);
    let cost = each.saturating_mul(u32::try_from(*messages).unwrap_or(u32::MAX));
    let (user, country) = (user.as_uuid(), number.country().to_be_bytes());
    let counters: [(&'static str, [u8; 16], Duration, u32, u32); 5] = [
        (
            "number",
            Allowance::of_codes(&[b"number", &number_name, by]),
            HOUR,
            1,
            settings.codes_per_number_per_hour,
        ),
        (
            "account",
            Allowance::of_codes(&[b"account", user.as_bytes(), by]),
            DAY,
            1,
            settings.codes_per_account_per_day,
        ),
        (
            "initiator",
            Allowance::of_codes(&[b"initiator", &sender.name()]),
            HOUR,
            1,
            settings.codes_per_initiator_per_hour,
        ),
        (
            "country",
            Allowance::of_codes(&[b"country", &country]),
            HOUR,
            1,
            shared(settings.codes_per_country_per_hour),
        ),
        (
            "cost",
            Allowance::of_codes(&[b"cost"]),
            DAY,
            cost,
            shared(settings.cost_per_day),
        ),
    ];
    let mut counted = Vec::with_capacity(counters.len());
    for (rule, key, window, amount, limit) in counters {
        let allowance = Allowance::found(ctx.store.allowance(key).await?, key);
        match allowance.spend_within(window, amount, now, limit) {
            Ok(allowance) => counted.push(allowance),
            Err(refusal) => {
                metrics::counter!("countersign_rate_limited_total", "rule" => rule).increment(1);
                if matches!(rule, "country" | "cost") {
                    tracing::warn!(
                        rule,
                        "no more codes are sent for now: a limit of [phone] is reached"
                    );
                }
                return Err(refusal.into());
            }
        }
    }
    Ok(Spent {
        counted,
        channel: *channel,
        cost,
    })
}

/// What one message uses up.
#[must_use]
pub(super) struct Spent {
    /// All counters with it, which the unit that sends the message writes.
    pub(super) counted: Vec<Allowance>,
    channel: Channel,
    cost: u32,
}

impl Spent {
    /// Tells operators, once the unit is committed.
    pub(super) fn tell(&self) {
        let channel = self.channel.as_str();
        metrics::counter!("countersign_codes_sent_total", "method" => channel).increment(1);
        metrics::counter!("countersign_sms_cost_units_total").increment(self.cost.into());
    }
}
