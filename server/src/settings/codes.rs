//! Whether enrolment codes can be written with these settings, so that every phone reads them alike: a mistake here shows at
//! start, not when somebody enrols.

use anyhow::{anyhow, ensure};
use countersign_proto::{
    forgerock::uri::{CombinedUri, DOOR, OathKind, OathSeed, OathUri, PushUri, UriError, is_secure},
    keys::{ChallengeNonce, SharedSecret},
    otpauth::Algorithm,
};
use countersign_web::Locales;

use super::Settings;

/// An account's name: phones have room for more.
const ACCOUNT: &str = "someone.with.a.long.name@example.org";
/// As long as any id.
const ID: &str = "00000000-0000-4000-8000-000000000000";

impl Settings {
    /// Writes one code of each kind.
    pub(super) fn check_codes(&self) -> anyhow::Result<()> {
        ensure!(
            !self.branding.issuer.trim().is_empty(),
            "setting branding.issuer is empty"
        );
        ensure!(
            Locales::speak(&self.branding.language),
            "setting branding.language is not spoken here; there are {}",
            Locales::tags().join(", ")
        );
        if let Some(url) = &self.branding.logo_url {
            ensure!(is_secure(url), "setting branding.logo_url must be https");
        }
        let score = self.enrollment.policies.device_tampering;
        ensure!(
            score.is_none_or(|score| (0.0..=1.0).contains(&score)),
            "setting enrollment.policies.device_tampering must be from 0 to 1"
        );
        let push = self.sample_push();
        let combined = CombinedUri {
            push: push.clone(),
            seed: seed(),
            policies: self.enrollment.policies.clone().into(),
        };
        let rendered = push
            .render()
            .and_then(|_| self.sample_oath().render())
            .and_then(|_| combined.render());
        rendered
            .map(|_| ())
            .map_err(|error| anyhow!("setting {}: {error}", setting(&error)))
    }

    fn sample_push(&self) -> PushUri {
        let public_url = self.public_url(self.server.listen);
        PushUri {
            issuer: self.branding.issuer.clone(),
            account: ACCOUNT.to_owned(),
            message_id: format!("REGISTER:{ID}0000000000000"),
            secret: SharedSecret::from_bytes([0; 32]),
            challenge: ChallengeNonce::from_bytes([0; 32]),
            endpoint: format!("{}{DOOR}", public_url.as_str().trim_end_matches('/')),
            user_name: "u100001".to_owned(),
            profile_id: ID.to_owned(),
            image: self.logo(),
            colour: self.branding.colour.clone(),
        }
    }

    fn sample_oath(&self) -> OathUri {
        OathUri {
            issuer: self.branding.issuer.clone(),
            account: ACCOUNT.to_owned(),
            seed: seed(),
            user_name: "u100001".to_owned(),
            image: self.logo(),
            colour: self.branding.colour.clone(),
        }
    }

    fn logo(&self) -> Option<String> {
        self.branding.logo_url.as_ref().map(ToString::to_string)
    }
}

fn seed() -> OathSeed {
    OathSeed {
        secret: vec![0; 20].into(),
        kind: OathKind::Totp { period_secs: 30 },
        digits: 6,
        algorithm: Algorithm::Sha1,
        profile_id: ID.to_owned(),
    }
}

/// The setting that a code could not be written for.
fn setting(error: &UriError) -> &'static str {
    match error {
        UriError::NotPortable(what) | UriError::TooLong(what) | UriError::Label(what) => match *what {
            "issuer" => "branding.issuer",
            "logo URL" => "branding.logo_url",
            "public URL" => "server.public_url",
            "policies" => "enrollment.policies",
            _ => "branding",
        },
        UriError::Colour => "branding.colour",
        UriError::Endpoint => "server.public_url",
        UriError::OutOfRange => "enrollment",
    }
}
