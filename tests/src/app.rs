//! An app that shows one-time passwords: the mobile SDK on the world's clock.

use countersign_core::port::Clock;
use countersign_mobile_sdk::{
    Account, Condition, Device, Generation, HttpTransport, OathAccount, code, enroll,
};
use countersign_proto::push::PushToken;

use crate::clock::AdvancingClock;

/// An app with one account.
pub struct CodeApp {
    /// The account.
    pub account: OathAccount,
    clock: AdvancingClock,
}

impl CodeApp {
    /// An app that has scanned a code for one-time passwords alone.
    ///
    /// # Panics
    /// If it is no such code.
    pub async fn scan(uri: &str, clock: AdvancingClock) -> Self {
        let device = Device {
            name: "App".to_owned(),
            generation: Generation::FrIos,
            push_token: PushToken::new("unused"),
            mechanism_uid: uuid::Uuid::nil(),
            condition: Condition::SOUND,
        };
        let transport = HttpTransport::new(None).expect("a transport");
        let accounts = enroll(uri, &device, &transport).await.expect("it is followed");
        match &accounts[..] {
            [Account::Oath(account)] => Self {
                account: account.clone(),
                clock,
            },
            _ => panic!("a code for one-time passwords alone"),
        }
    }

    /// An app with an account that a phone holds beside its push account.
    pub const fn of(account: OathAccount, clock: AdvancingClock) -> Self {
        Self { account, clock }
    }

    /// What it shows now.
    pub fn code(&mut self) -> String {
        self.code_in(0)
    }

    /// What it shows if its clock is this many seconds ahead.
    ///
    /// # Panics
    /// Never while the clock is after 1970.
    pub fn code_in(&mut self, ahead_secs: i64) -> String {
        let now = self.clock.now().as_secs() + ahead_secs;
        let secs = u64::try_from(now).expect("it is after 1970");
        code(&mut self.account, Condition::SOUND, secs).expect("the phone is sound")
    }
}
