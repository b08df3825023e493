//! Keeps where somebody stands in a journey of several steps inside what their program carries from one to the next. It is sealed,
//! so that it means nothing to anybody else and nobody can change it, and the server keeps no row for whoever only begins.

use data_encoding::BASE64URL_NOPAD;
use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use crate::{
    Ctx,
    model::Timestamp,
    secrets::{Place, Sealed},
};

/// How many bytes the end of a step takes.
const END: usize = size_of::<i64>();

/// Why a step does not lead on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepRefusal {
    /// It is none of ours, or somebody has changed it.
    #[error("the step is none of ours")]
    Forged,
    /// Its time is up.
    #[error("the time of the step is up")]
    Expired,
}

/// Seals where somebody stands, until `end`.
///
/// # Panics
/// If `step` has keys that are no strings.
pub fn seal<S: Serialize>(ctx: &Ctx, step: &S, end: Timestamp) -> String {
    let mut plain = Zeroizing::new(end.as_millis().to_be_bytes().to_vec());
    serde_json::to_writer(&mut *plain, step).expect("a step has string keys");
    BASE64URL_NOPAD.encode(ctx.secrets.seal(PLACE, &plain).as_bytes())
}

/// Where somebody stands who presents this.
///
/// # Errors
/// [`StepRefusal`] if it cannot be relied on.
pub fn open<S: DeserializeOwned>(ctx: &Ctx, presented: &str) -> Result<S, StepRefusal> {
    let sealed = BASE64URL_NOPAD.decode(presented.as_bytes());
    let sealed = Sealed::from_stored(sealed.map_err(|_| StepRefusal::Forged)?);
    let plain = ctx.secrets.open(PLACE, &sealed);
    let plain = plain.map_err(|_| StepRefusal::Forged)?;
    let (end, step) = plain.split_first_chunk::<END>().ok_or(StepRefusal::Forged)?;
    if ctx.clock.now().as_millis() >= i64::from_be_bytes(*end) {
        return Err(StepRefusal::Expired);
    }
    serde_json::from_slice(step).map_err(|_| StepRefusal::Forged)
}

const PLACE: Place<'_> = Place {
    column: "journey.step",
    row: b"",
};
