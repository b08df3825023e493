#![doc = include_str!("../README.md")]

mod apns;
mod clock;
mod credentials;
mod fcm;
mod front;
mod inbox;
mod line;
mod messages;
mod script;
mod services;
mod smtp;
mod webpush;

use std::path::Path;

pub use apns::FakeApns;
pub use clock::VendorClock;
pub use credentials::Credentials;
pub use fcm::FakeFcm;
pub use inbox::{Delivered, Inbox};
pub use line::Line;
pub use messages::{FakeMessages, TakenMessage};
pub use script::Reply;
use serde_json::{Value, json};
pub use services::FakeServices;
pub use smtp::{FakeSmtp, SmtpSecurity, TakenMail};
pub use webpush::{FakeWebPush, Subscription};

/// All vendors, with the credentials that they accept.
pub struct Fakes {
    /// Apple.
    pub apns: FakeApns,
    /// Google.
    pub fcm: FakeFcm,
    /// A browser's.
    pub webpush: FakeWebPush,
    /// The organisation's mail server.
    pub smtp: FakeSmtp,
    /// A gateway for messages and calls.
    pub messages: FakeMessages,
    /// Services that are told of logouts.
    pub services: FakeServices,
    /// What they accept; files that settings can name.
    pub credentials: Credentials,
}

impl Fakes {
    /// Starts them, with their files in `dir`. They end when dropped.
    ///
    /// # Errors
    /// If a socket cannot be bound or a file cannot be written.
    pub async fn start(dir: &Path) -> std::io::Result<Self> {
        Self::start_by(VendorClock::default(), dir).await
    }

    /// The same, with vendors that judge tokens by this clock. Google's, whose assertions are dated by a library, goes by the world's.
    ///
    /// # Errors
    /// If a socket cannot be bound or a file cannot be written.
    pub async fn start_by(clock: VendorClock, dir: &Path) -> std::io::Result<Self> {
        let credentials = Credentials::write(dir)?;
        let apns = FakeApns::start(&credentials, clock.clone()).await?;
        let fcm = FakeFcm::start(&credentials, VendorClock::default()).await?;
        let webpush = FakeWebPush::start(&credentials, clock).await?;
        let smtp = FakeSmtp::start(&credentials).await?;
        let messages = FakeMessages::start(&credentials, dir).await?;
        let services = FakeServices::start(&credentials).await?;
        credentials.write_service_account(&fcm.base_url())?;
        Ok(Self {
            apns,
            fcm,
            webpush,
            smtp,
            messages,
            services,
            credentials,
        })
    }

    /// The table `[relay.apps.NAME]` of an app that is woken through both.
    pub fn app(&self) -> Value {
        let credentials = &self.credentials;
        json!({
            "apns": {
                "key_file": credentials.apns_key_file,
                "key_id": credentials.apns_key_id,
                "team_id": credentials.apns_team_id,
                "topic": credentials.apns_topic,
                "base_url": self.apns.base_url(),
                "ca_file": credentials.ca_file,
            },
            "fcm": {
                "service_account_file": credentials.service_account_file,
                "base_url": self.fcm.base_url(),
                "ca_file": credentials.ca_file,
            },
        })
    }
}
