//! What a phone is like, as far as codes make demands on that (protocol page, 1.4).

use std::cmp::Ordering;

use countersign_proto::forgerock::uri::Policies;

/// What a phone knows of itself. It takes part of its own will: nothing of this proves anything to a server.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Condition {
    /// Whether it has a lock that opens by a feature of its person.
    pub has_biometrics: bool,
    /// How much speaks for its having been tampered with: from 0, nothing, to 1.
    pub tampering: f64,
}

/// The phone is not as the account demands: no code is shown and no question answered until it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the phone does not keep to the policy {0}")]
pub struct Unmet(pub &'static str);

impl Condition {
    /// Of a phone about which nothing is to be said.
    pub const SOUND: Self = Self {
        has_biometrics: true,
        tampering: 0.0,
    };

    /// Whether the phone is as `policies` demand. A score that equals the threshold is too high, and so is none.
    ///
    /// # Errors
    /// [`Unmet`] with the name of the first policy that is not kept to.
    pub fn keeps_to(&self, policies: &Policies) -> Result<(), Unmet> {
        if policies.biometric_available && !self.has_biometrics {
            return Err(Unmet("biometricAvailable"));
        }
        match policies.device_tampering {
            Some(threshold) if !matches!(self.tampering.partial_cmp(&threshold), Some(Ordering::Less)) => {
                Err(Unmet("deviceTampering"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_as_demanded_below_the_threshold_alone() {
        let policies = Policies {
            biometric_available: true,
            device_tampering: Some(0.8),
        };
        let judged = |has_biometrics, tampering| {
            let condition = Condition {
                has_biometrics,
                tampering,
            };
            condition.keeps_to(&policies)
        };
        assert_eq!(judged(true, 0.79), Ok(()));
        assert_eq!(judged(true, 0.8), Err(Unmet("deviceTampering")));
        assert_eq!(judged(true, f64::NAN), Err(Unmet("deviceTampering")));
        assert_eq!(judged(false, 0.0), Err(Unmet("biometricAvailable")));
        let nothing = Policies::default();
        let worst = Condition {
            has_biometrics: false,
            tampering: 1.0,
        };
        assert_eq!(worst.keeps_to(&nothing), Ok(()));
    }
}
