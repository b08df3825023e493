//! What a login is worth: the one table from what was verified to `acr` and `amr` (R12).
//!
//! `amr` words are those of RFC 8176; `acr` words are ours, because no registry has one for push.

use crate::model::{FirstFactor, Method, NumberPrompt};

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

/// The worth of a login that `method` approved.
///
/// An asserted first factor is somebody else's word: it changes neither `acr` nor `amr`. A phone that unlocks by
/// fingerprint proves nothing to us either, since the compatible protocol carries no attestation.
pub fn of(method: Method, number: &NumberPrompt, first_factor: FirstFactor) -> Assurance {
    let (acr, mut amr) = match (method, number) {
        (Method::Push, NumberPrompt::None) => ("push", vec!["swk", "user"]),
        (Method::Push, NumberPrompt::Pick(_)) => ("push-number", vec!["swk", "user"]),
        (Method::Totp | Method::Hotp, _) => ("otp", vec!["otp"]),
        // RFC 8176 has no word for codes on paper.
        (Method::RecoveryCode, _) => ("recovery", vec![]),
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
    use crate::model::NumberChoice;

    #[test]
    fn r12_assurance_states_what_was_verified_and_no_more() {
        let pick = NumberPrompt::Pick(NumberChoice {
            offered: [11, 22, 33],
            answer: 22,
        });
        let table = [
            (NumberPrompt::None, FirstFactor::None, "push", vec!["swk", "user"]),
            (
                NumberPrompt::None,
                FirstFactor::Asserted,
                "push",
                vec!["swk", "user"],
            ),
            (
                NumberPrompt::None,
                FirstFactor::Verified,
                "push+pwd",
                vec!["swk", "user", "pwd", "mfa"],
            ),
            (pick, FirstFactor::None, "push-number", vec!["swk", "user"]),
            (pick, FirstFactor::Asserted, "push-number", vec!["swk", "user"]),
            (
                pick,
                FirstFactor::Verified,
                "push-number+pwd",
                vec!["swk", "user", "pwd", "mfa"],
            ),
        ];
        let codes = [
            (Method::Totp, FirstFactor::None, "otp", vec!["otp"]),
            (Method::Totp, FirstFactor::Asserted, "otp", vec!["otp"]),
            (
                Method::Totp,
                FirstFactor::Verified,
                "otp+pwd",
                vec!["otp", "pwd", "mfa"],
            ),
            (Method::Hotp, FirstFactor::None, "otp", vec!["otp"]),
            (Method::Hotp, FirstFactor::Asserted, "otp", vec!["otp"]),
            (
                Method::Hotp,
                FirstFactor::Verified,
                "otp+pwd",
                vec!["otp", "pwd", "mfa"],
            ),
            (Method::RecoveryCode, FirstFactor::None, "recovery", vec![]),
            (Method::RecoveryCode, FirstFactor::Asserted, "recovery", vec![]),
            (
                Method::RecoveryCode,
                FirstFactor::Verified,
                "recovery+pwd",
                vec!["pwd", "mfa"],
            ),
        ];
        // A number that was shown raises nothing that was not answered with it.
        let codes = codes.into_iter().flat_map(|(method, first_factor, acr, amr)| {
            [NumberPrompt::None, pick].map(|number| (method, number, first_factor, acr, amr.clone()))
        });
        let pushes = table
            .into_iter()
            .map(|(number, first_factor, acr, amr)| (Method::Push, number, first_factor, acr, amr));
        for (method, number, first_factor, acr, amr) in pushes.chain(codes) {
            let expected = Assurance {
                acr: format!("urn:countersign:acr:{acr}"),
                amr,
            };
            assert_eq!(of(method, &number, first_factor), expected);
        }
    }
}
