//! One-time passwords.

use countersign_proto::otpauth::{Algorithm, hotp, totp};

use crate::{
    account::OathAccount,
    condition::{Condition, Unmet},
};

/// The code at `unix_secs`. A code by count moves the counter on, as RFC 4226 says: the first code is that of the counter
/// in the enrolment code.
///
/// # Errors
/// [`Unmet`] while the phone is not as the account demands.
pub fn code(account: &mut OathAccount, condition: Condition, unix_secs: u64) -> Result<String, Unmet> {
    condition.keeps_to(&account.policies)?;
    Ok(next(account, unix_secs))
}

fn next(account: &mut OathAccount, unix_secs: u64) -> String {
    let algorithm = Algorithm::from_word(&account.algorithm).unwrap_or(Algorithm::Sha1);
    match (account.period_secs, &mut account.counter) {
        (Some(period), _) => totp(algorithm, &account.seed, unix_secs, period, account.digits),
        (None, Some(counter)) => {
            let code = hotp(algorithm, &account.seed, *counter, account.digits);
            *counter += 1;
            code
        }
        (None, None) => totp(algorithm, &account.seed, unix_secs, 30, account.digits),
    }
}

#[cfg(test)]
mod tests {
    use countersign_proto::forgerock::uri::Policies;

    use super::*;

    #[test]
    fn codes_by_count_start_at_the_counter_of_the_enrolment() {
        let mut account = OathAccount {
            issuer: "Acme".to_owned(),
            name: "alice".to_owned(),
            seed: b"12345678901234567890".to_vec().into(),
            algorithm: "SHA1".to_owned(),
            digits: 6,
            period_secs: None,
            counter: Some(0),
            policies: Policies::default(),
        };
        let sound = |account: &mut OathAccount, secs| code(account, Condition::SOUND, secs).unwrap();
        assert_eq!(sound(&mut account, 0), "755224");
        assert_eq!(sound(&mut account, 0), "287082");
        account.period_secs = Some(30);
        assert_eq!(sound(&mut account, 59), "287082");
        account.policies.biometric_available = true;
        let open = Condition {
            has_biometrics: false,
            ..Condition::SOUND
        };
        assert_eq!(code(&mut account, open, 59), Err(Unmet("biometricAvailable")));
        assert_eq!(sound(&mut account, 59), "287082", "once the phone is as demanded");
    }
}
