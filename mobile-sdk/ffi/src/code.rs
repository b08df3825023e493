//! One-time passwords.

use countersign_mobile_sdk::{self as sdk, Condition, OathAccount, ambient};

use crate::{error::PhoneError, kept::Kept, phone::Phone};

/// Seconds per step of an account that does not say.
const PERIOD_SECS: u64 = 30;

/// A one-time password.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Code {
    /// Its digits.
    pub text: String,
    /// When the next one takes its place, in seconds since the Unix epoch; absent for codes by count, of which each call
    /// makes another.
    pub ends_at_secs: Option<i64>,
}

#[uniffi::export]
impl Phone {
    /// The account's one-time password. A code by count is kept as used before it is returned, so that none is shown twice.
    ///
    /// Fails with `NoAccount`, `WrongKind`, `PolicyUnmet` or `NotKept`.
    pub fn code(&self, account_id: &str) -> Result<Code, PhoneError> {
        let mut kept = self.kept.one(account_id)?;
        let oath = oath(&mut kept)?;
        if is_by_count(oath) {
            let condition = self.condition();
            self.kept.change(account_id, |kept| take_next(kept, condition))
        } else {
            next(oath, self.condition())
        }
    }
}

fn take_next(kept: &mut Kept, condition: Condition) -> Result<Code, PhoneError> {
    oath(kept).and_then(|oath| next(oath, condition))
}

fn oath(kept: &mut Kept) -> Result<&mut OathAccount, PhoneError> {
    match &mut kept.account {
        sdk::Account::Oath(oath) => Ok(oath),
        sdk::Account::Native(_) | sdk::Account::Push(_) => Err(PhoneError::WrongKind),
    }
}

const fn is_by_count(oath: &OathAccount) -> bool {
    oath.period_secs.is_none() && oath.counter.is_some()
}

fn next(oath: &mut OathAccount, condition: Condition) -> Result<Code, PhoneError> {
    let now_secs = u64::try_from(ambient::now_secs()).unwrap_or_default();
    let period = oath.period_secs.unwrap_or(PERIOD_SECS).max(1);
    let ends_at = (now_secs - now_secs % period).saturating_add(period);
    let text = sdk::code(oath, condition, now_secs)?;
    Ok(Code {
        text,
        ends_at_secs: (!is_by_count(oath)).then(|| i64::try_from(ends_at).unwrap_or(i64::MAX)),
    })
}
