//! `countersign-phone enroll`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use countersign_mobile_sdk::{
    Account, Device, EnrollError, FileStore, Generation, HttpTransport, KeyStore, enroll,
};
use countersign_proto::push::PushToken;

use crate::ambient;

/// Follow an enrolment code.
#[derive(Args)]
pub(crate) struct Enroll {
    /// The code, as a QR reader shows it
    uri: String,
    /// Where accounts are kept
    #[arg(long, value_name = "FILE")]
    store: PathBuf,
    /// Which app to be like
    #[arg(long, value_enum, default_value_t = Like::FrAndroid)]
    generation: Like,
    /// The push vendor's address of this phone; random if absent
    #[arg(long, value_name = "TOKEN")]
    push_token: Option<String>,
    /// Trust anchors beside those of the system
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
}

/// The generations of compatible apps.
#[derive(Clone, Copy, ValueEnum)]
enum Like {
    FrAndroid,
    FrIos,
    PingAndroid,
    PingIos,
}

impl From<Like> for Generation {
    fn from(like: Like) -> Self {
        match like {
            Like::FrAndroid => Self::FrAndroid,
            Like::FrIos => Self::FrIos,
            Like::PingAndroid => Self::PingAndroid,
            Like::PingIos => Self::PingIos,
        }
    }
}

impl Enroll {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let store = FileStore::new(&self.store);
        let mut accounts = store.load()?;
        let generation = Generation::from(self.generation);
        let name = match generation {
            Generation::FrAndroid | Generation::PingAndroid => "Command-line Android",
            Generation::FrIos | Generation::PingIos => "Command-line iPhone",
        };
        let token = match self.push_token {
            Some(token) => token,
            None => ambient::random_id()?.simple().to_string(),
        };
        let device = Device {
            name: name.to_owned(),
            generation,
            push_token: PushToken::new(token),
            mechanism_uid: ambient::random_id()?,
        };
        let transport = HttpTransport::new(self.ca_file.as_deref())?;
        let (new, failure) = match enroll(&self.uri, &device, &transport).await {
            Ok(new) => (new, None),
            Err(EnrollError::Half { kept, reason }) => (vec![*kept], Some(*reason)),
            Err(error) => return Err(error.into()),
        };
        for account in &new {
            let (issuer, name, what) = match account {
                Account::Push(push) => (&push.issuer, &push.name, "pushes"),
                Account::Oath(oath) => (&oath.issuer, &oath.name, "codes"),
            };
            ambient::say(&format!("enrolled {name} at {issuer} for {what}"));
        }
        accounts.extend(new);
        store.save(&accounts)?;
        failure.map_or(Ok(()), |reason| Err(reason.into()))
    }
}
