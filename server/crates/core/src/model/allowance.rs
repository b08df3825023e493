//! How many mails and codes somebody may still cause within some time (R14).

use std::time::Duration;

use countersign_proto::ids::UserId;

use super::{
    MailAddress, MailKind, Refusal, Timestamp, TokenHash, Version,
    initiator::{Initiator, digest},
};

/// The window over which mails are counted, and codes unless it is said otherwise.
const WINDOW: Duration = Duration::from_secs(3600);

/// One counter. Its key says whose, without revealing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Whose.
    pub key: [u8; 16],
    /// When the window began.
    pub window_start: Timestamp,
    /// How long it is.
    pub window: Duration,
    /// What was counted in it.
    pub used: u32,
    /// See [`Version`].
    pub version: Version,
}

impl Allowance {
    /// The mails that an initiator causes, to whomever.
    pub fn of_initiator(initiator: &Initiator) -> [u8; 16] {
        let key = match initiator {
            Initiator::KnownBrowser(browser) => digest(&[b"mails by browser", browser.as_bytes()]),
            Initiator::Address(_, subscriber) => {
                digest(&[b"mails by address", subscriber.to_string().as_bytes()])
            }
            Initiator::Client(client) => digest(&[b"mails by client", client.as_str().as_bytes()]),
        };
        key.to_be_bytes()
    }

    /// The mails of one kind that strangers cause to a mailbox, or that a browser does in which its owner has logged in: what
    /// strangers use up is not the owner's.
    pub fn of_mailbox(to: &MailAddress, kind: MailKind, known_browser: Option<TokenHash>) -> [u8; 16] {
        let browser = known_browser
            .as_ref()
            .map_or(&[][..], |browser| browser.as_bytes());
        digest(&[
            b"mails to",
            to.key().as_bytes(),
            kind.as_str().as_bytes(),
            browser,
        ])
        .to_be_bytes()
    }

    /// The codes that something or somebody has had sent; `parts` say what or who.
    pub fn of_codes(parts: &[&[u8]]) -> [u8; 16] {
        let domain: &[u8] = b"codes";
        let parts: Vec<&[u8]> = std::iter::once(domain).chain(parts.iter().copied()).collect();
        digest(&parts).to_be_bytes()
    }

    /// The reports that an account's authenticators are lost.
    pub fn of_reports(user: UserId) -> [u8; 16] {
        digest(&[b"reports of", user.as_uuid().as_bytes()]).to_be_bytes()
    }

    /// The invitations to act that an account has sent.
    pub fn of_invitations(user: UserId) -> [u8; 16] {
        digest(&[b"invitations of", user.as_uuid().as_bytes()]).to_be_bytes()
    }

    /// The notices of journeys that nobody makes between two logins of an account.
    pub fn of_journeys(user: UserId) -> [u8; 16] {
        digest(&[b"journeys of", user.as_uuid().as_bytes()]).to_be_bytes()
    }

    /// The counter that a store has found, or one that nothing was counted on yet.
    pub fn found(found: Option<Self>, key: [u8; 16]) -> Self {
        found.unwrap_or(Self {
            key,
            window_start: Timestamp::from_millis(0),
            window: WINDOW,
            used: 0,
            version: Version::from_stored(0),
        })
    }

    /// Counts one more.
    ///
    /// # Errors
    /// [`Refusal`] above `limit` in an hour.
    pub fn spend(self, now: Timestamp, limit: u32) -> Result<Self, Refusal> {
        self.spend_within(WINDOW, 1, now, limit)
    }

    /// Counts `amount` more.
    ///
    /// # Errors
    /// [`Refusal`] above `limit` in a `window`.
    pub fn spend_within(
        self,
        window: Duration,
        amount: u32,
        now: Timestamp,
        limit: u32,
    ) -> Result<Self, Refusal> {
        // A clock that was set back opens a new window instead of refusing until it has caught up.
        let same_window = now >= self.window_start && now < self.window_start + window;
        let (window_start, used) = if same_window {
            (self.window_start, self.used)
        } else {
            (now, 0)
        };
        let spent = used.checked_add(amount).filter(|spent| *spent <= limit);
        match spent {
            Some(used) => Ok(Self {
                key: self.key,
                window_start,
                window,
                used,
                version: self.version.next(),
            }),
            None => Err(Refusal {
                retry_after: (window_start + window).since(now),
            }),
        }
    }

    /// When the row has nothing left to say and may go.
    pub fn settled_at(&self) -> Timestamp {
        self.window_start + self.window
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    #[test]
    fn r14_what_is_used_up_comes_back_after_an_hour() {
        let mut allowance = Allowance::found(None, [1; 16]);
        for _ in 0..3 {
            allowance = allowance.spend(NOW, 3).unwrap();
        }
        let later = NOW + Duration::from_secs(600);
        let refusal = allowance.spend(later, 3).unwrap_err();
        assert_eq!(refusal.retry_after, Duration::from_secs(3000));
        assert!(allowance.spend(NOW + WINDOW, 3).is_ok());
        assert!(allowance.spend(NOW - WINDOW, 3).is_ok(), "a clock set back");
    }

    #[test]
    fn r14_what_costs_more_is_used_up_sooner() {
        let day = WINDOW * 24;
        let spent = Allowance::found(None, [1; 16])
            .spend_within(day, 7, NOW, 10)
            .unwrap();
        let refusal = spent.spend_within(day, 4, NOW + WINDOW, 10).unwrap_err();
        assert_eq!(refusal.retry_after, WINDOW * 23);
        let spent = spent.spend_within(day, 3, NOW + WINDOW, 10).unwrap();
        assert_eq!(spent.settled_at(), NOW + day);
        assert!(spent.spend_within(day, u32::MAX, NOW + WINDOW, u32::MAX).is_err());
        assert!(spent.spend_within(day, 10, NOW + day, 10).is_ok());
    }

    #[test]
    fn r14_strangers_use_up_nothing_of_the_owners() {
        let to = |text: &str| MailAddress::parse(text).unwrap();
        let (alice, bob) = (to("alice@example.org"), to("bob@example.org"));
        let browser = TokenHash::of(b"browser");
        let key = |to: &MailAddress, kind, browser| Allowance::of_mailbox(to, kind, browser);
        let strangers = key(&alice, MailKind::PasswordReset, None);
        assert_eq!(
            strangers,
            key(&to("ALICE@example.org"), MailKind::PasswordReset, None)
        );
        assert_ne!(strangers, key(&alice, MailKind::PasswordReset, Some(browser)));
        assert_ne!(strangers, key(&alice, MailKind::Username, None));
        assert_ne!(strangers, key(&bob, MailKind::PasswordReset, None));
    }
}
