//! `countersign-phone enroll`.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};
use countersign_mobile_sdk::{
    Account, Device, EnrollError, FileStore, Generation, HttpTransport, KeyStore, ambient, enroll,
    native::{self, Address, App, Link, NewPhone, Platform},
};
use countersign_proto::{
    keys::{DeviceKey, SealingKey},
    push::PushToken,
};
use serde_json::json;

use crate::{condition::Likeness, output::Output};

/// Follow an enrolment code.
#[derive(Args)]
pub(crate) struct Enroll {
    /// The code, as a QR reader shows it
    uri: String,
    /// Where accounts are kept
    #[arg(long, value_name = "FILE")]
    store: PathBuf,
    /// Which app to be like; native for links, fr-android for other codes if absent
    #[arg(long, value_enum)]
    generation: Option<Like>,
    /// The push vendor's address of this phone; for compatible apps random if absent
    #[arg(long, value_name = "TOKEN")]
    push_token: Option<String>,
    /// Trust anchors beside those of the system
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    #[command(flatten)]
    likeness: Likeness,
}

/// The apps that this phone can be like.
#[derive(Clone, Copy, ValueEnum)]
enum Like {
    Native,
    FrAndroid,
    FrIos,
    PingAndroid,
    PingIos,
}

impl Like {
    fn generation(self) -> Generation {
        match self {
            Self::Native | Self::FrAndroid => Generation::FrAndroid,
            Self::FrIos => Generation::FrIos,
            Self::PingAndroid => Generation::PingAndroid,
            Self::PingIos => Generation::PingIos,
        }
    }
}

impl Enroll {
    pub(crate) async fn run(self, output: Output) -> anyhow::Result<()> {
        let store = FileStore::new(&self.store);
        let mut accounts = store.load()?;
        let transport = HttpTransport::new(self.ca_file.as_deref())?;
        let (new, failure) = match (self.uri.parse(), self.generation) {
            (Ok(link), None | Some(Like::Native)) => (self.follow(&link, &transport).await?, None),
            (Err(_), Some(Like::Native)) => bail!("this code is not for native phones"),
            (_, like) => match self
                .scan(like.unwrap_or(Like::FrAndroid).generation(), &transport)
                .await
            {
                Ok(new) => (new, None),
                Err(EnrollError::Half { kept, reason }) => (vec![*kept], Some(*reason)),
                Err(error) => return Err(error.into()),
            },
        };
        for account in &new {
            let (issuer, name, what) = match account {
                Account::Push(push) => (&push.issuer, &push.name, "pushes"),
                Account::Oath(oath) => (&oath.issuer, &oath.name, "codes"),
                Account::Native(native) => (&native.issuer, &native.name, "questions"),
            };
            output.say(
                &format!("enrolled {name} at {issuer} for {what}"),
                &json!({"enrolled": what, "name": name, "issuer": issuer}),
            );
        }
        accounts.extend(new);
        store.save(&accounts)?;
        failure.map_or(Ok(()), |reason| Err(reason.into()))
    }

    /// Follows the link of a native enrolment, with keys made for it.
    async fn follow(&self, link: &Link, transport: &HttpTransport) -> anyhow::Result<Vec<Account>> {
        let address = self.push_token.as_ref().map(|token| Address::Fcm {
            token: PushToken::new(token),
        });
        let phone = NewPhone {
            name: "Command line".to_owned(),
            platform: Platform::Desktop,
            app: App {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
            signing_key: ambient::random_key(DeviceKey::p256)?,
            sealing_key: ambient::random_key(SealingKey::from_bytes)?,
            address,
        };
        Ok(native::enroll(link, &phone, ambient::now_secs(), transport).await?)
    }

    /// Scans a compatible code, as an app of `generation` does.
    async fn scan(
        &self,
        generation: Generation,
        transport: &HttpTransport,
    ) -> Result<Vec<Account>, EnrollError> {
        let name = match generation {
            Generation::FrAndroid | Generation::PingAndroid => "Command-line Android",
            Generation::FrIos | Generation::PingIos => "Command-line iPhone",
        };
        let random = || ambient::random_id().map_err(|error| EnrollError::Generation(error.to_string()));
        let token = match &self.push_token {
            Some(token) => token.clone(),
            None => random()?.simple().to_string(),
        };
        let device = Device {
            name: name.to_owned(),
            generation,
            push_token: PushToken::new(token),
            mechanism_uid: random()?,
            condition: self.likeness.into(),
        };
        enroll(&self.uri, &device, transport).await
    }
}
