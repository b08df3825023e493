//! What a login is worth: the one table from what was verified to `acr` and `amr` (R12).
//!
//! `amr` words are those of RFC 8176; `acr` words are ours, because no registry has one for push.

mod order;
mod possible;

pub use order::{Acr, Requirement};
pub use possible::possible;

use crate::model::{FirstFactor, KeyStorage, Method, Presence};

/// Authentication context and methods, as assertions and tokens state them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assurance {
    /// Authentication context class.
    pub acr: String,
    /// Authentication methods.
    pub amr: Vec<&'static str>,
}

/// The prefix of every `acr` of ours.
const ACR: &str = "urn:countersign:acr:";

/// What a phone that speaks the compatible protocol can show of its person, as the login asks it.
pub const COMPATIBLE: &[Presence] = &[Presence::Unshown, Presence::Picked];
/// What a native phone can show.
pub const NATIVE: &[Presence] = &[
    Presence::Unshown,
    Presence::Picked,
    Presence::Typed,
    Presence::Scanned,
];

/// The class of logins by what stands in for something that was lost.
const RECOVERY: &str = "recovery";

/// Whether an `acr` of ours is that of a recovery.
pub fn is_recovery(acr: &str) -> bool {
    let class = acr.strip_prefix(ACR).unwrap_or_default();
    class.split('+').next() == Some(RECOVERY)
}

/// The worth of a login that `method` approved, with what was shown of the person's presence before the login page.
///
/// An asserted first factor is somebody else's word: it changes neither `acr` nor `amr`. A phone that unlocks by
/// fingerprint, or says that its key is in hardware, proves nothing to us either, since neither protocol carries an
/// attestation. Only what crossed from the page to the phone by eye or camera is out of band (NIST SP 800-63B-4, 3.1.3);
/// a phone in the same browser as the page is one device, so that is worth no more than a tap.
///
/// A passkey says in what it signs whether it can be copied to other devices. One that cannot is a hardware key. A certificate says
/// nothing of it: only an organisation that gives people its own can know, and its operator has set that.
pub fn of(method: Method, presence: Presence, storage: KeyStorage, first_factor: FirstFactor) -> Assurance {
    let (acr, mut amr) = match (method, presence) {
        (Method::Push, Presence::Unshown | Presence::Here) => ("push", vec!["swk", "user"]),
        (Method::Push, Presence::Picked) => ("push-number", vec!["swk", "user"]),
        (Method::Push, Presence::Typed | Presence::Scanned) => ("oob", vec!["swk", "user"]),
        (Method::Totp | Method::Hotp, _) => ("otp", vec!["otp"]),
        (Method::Certificate, _) => match storage {
            KeyStorage::Unknown => ("certificate", vec!["swk"]),
            KeyStorage::Device => ("certificate", vec!["hwk"]),
            KeyStorage::SmartCard => ("certificate", vec!["hwk", "sc"]),
        },
        (Method::Passkey, _) => match storage {
            KeyStorage::Device | KeyStorage::SmartCard => ("passkey", vec!["hwk", "user"]),
            KeyStorage::Unknown => ("passkey", vec!["swk", "user"]),
        },
        // RFC 8176 has no word for codes on paper.
        (Method::RecoveryCode | Method::TemporaryCode, _) => (RECOVERY, vec![]),
        // A call and a message cross the same network, so they are worth the same.
        (Method::Sms, _) => ("sms", vec!["sms"]),
        (Method::Voice, _) => ("sms", vec!["tel"]),
    };
    let suffix = match first_factor {
        FirstFactor::Verified => {
            amr.extend(["pwd", "mfa"]);
            "+pwd"
        }
        FirstFactor::Asserted | FirstFactor::None => "",
    };
    Assurance {
        acr: format!("{ACR}{acr}{suffix}"),
        amr,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRESENCES: [Presence; 5] = [
        Presence::Unshown,
        Presence::Picked,
        Presence::Typed,
        Presence::Scanned,
        Presence::Here,
    ];

    const STORAGES: [KeyStorage; 3] = [KeyStorage::Unknown, KeyStorage::Device, KeyStorage::SmartCard];

    #[test]
    fn r12_assurance_states_what_was_verified_and_no_more() {
        let swk: &[&str] = &["swk", "user"];
        let pushes = [
            (Presence::Unshown, "push"),
            (Presence::Here, "push"),
            (Presence::Picked, "push-number"),
            (Presence::Typed, "oob"),
            (Presence::Scanned, "oob"),
        ];
        let pushes = pushes
            .into_iter()
            .flat_map(|(presence, acr)| STORAGES.map(|storage| (Method::Push, presence, storage, acr, swk)));
        // Nothing of a page raises a code that was typed into it, nor a key that it asked for.
        let codes = [
            (Method::Totp, "otp", [&["otp"][..]; 3]),
            (Method::Hotp, "otp", [&["otp"]; 3]),
            (
                Method::Certificate,
                "certificate",
                [&["swk"], &["hwk"], &["hwk", "sc"]],
            ),
            (Method::RecoveryCode, "recovery", [&[]; 3]),
            (Method::TemporaryCode, "recovery", [&[]; 3]),
            (
                Method::Passkey,
                "passkey",
                [swk, &["hwk", "user"], &["hwk", "user"]],
            ),
            (Method::Sms, "sms", [&["sms"]; 3]),
            (Method::Voice, "sms", [&["tel"]; 3]),
        ];
        let codes = codes.into_iter().flat_map(|(method, acr, amrs)| {
            PRESENCES.into_iter().flat_map(move |presence| {
                std::iter::zip(STORAGES, amrs)
                    .map(move |(storage, amr)| (method, presence, storage, acr, amr))
            })
        });
        let mut rows = 0;
        for (method, presence, storage, acr, amr) in pushes.chain(codes) {
            for (first_factor, suffix, more) in [
                (FirstFactor::None, "", &[][..]),
                (FirstFactor::Asserted, "", &[]),
                (FirstFactor::Verified, "+pwd", &["pwd", "mfa"]),
            ] {
                let expected = Assurance {
                    acr: format!("urn:countersign:acr:{acr}{suffix}"),
                    amr: amr.iter().chain(more).copied().collect(),
                };
                assert_eq!(of(method, presence, storage, first_factor), expected);
                assert_eq!(is_recovery(&expected.acr), acr == "recovery");
                rows += 1;
            }
        }
        assert_eq!(
            rows,
            Method::ALL.len() * PRESENCES.len() * STORAGES.len() * 3,
            "every combination has its row"
        );
    }
}
