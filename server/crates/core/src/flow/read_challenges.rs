//! Shows a native phone what it is asked, at once or when that changes: no push vendor is needed (R9).

use countersign_proto::ids::DeviceId;
use data_encoding::BASE64URL_NOPAD;

use super::{
    authenticate_device::{AuthenticatedDevice, owner},
    record_decision::may_answer,
    wait,
};
use crate::{
    Ctx, DeviceRefusal,
    method::native,
    model::{ChallengeState, Timestamp, TokenHash},
    port::{OpenQuestion, Topic},
};

/// What a device is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenChallenges {
    /// Signed questions, oldest first.
    pub challenges: Vec<String>,
    /// Tells these from others.
    pub tag: String,
    /// When the first of them ends.
    ends_at: Option<Timestamp>,
}

/// The open challenges of a device that has just shown that it is there.
///
/// # Errors
/// [`DeviceRefusal::Unavailable`] if nobody can tell.
pub async fn read_challenges(
    ctx: &Ctx,
    phone: &AuthenticatedDevice,
) -> Result<OpenChallenges, DeviceRefusal> {
    open(ctx, phone.device.id).await
}

/// The open challenges of a device that has been waiting, while everybody concerned may still take part.
async fn read_again(ctx: &Ctx, device: DeviceId) -> Result<OpenChallenges, DeviceRefusal> {
    let found = ctx.store.device(device).await?;
    owner(ctx, &found.ok_or(DeviceRefusal::Refused("unknown"))?).await?;
    open(ctx, device).await
}

async fn open(ctx: &Ctx, device: DeviceId) -> Result<OpenChallenges, DeviceRefusal> {
    let now = ctx.clock.now();
    let asked = ctx.store.open_questions(device).await?;
    let open = |asked: &OpenQuestion| {
        let question = &asked.question;
        question.challenge.state == ChallengeState::Open
            && question.read.login.clone().as_of(now).is_pending()
            && may_answer(question).is_ok()
    };
    let open: Vec<OpenQuestion> = asked.into_iter().filter(open).collect();
    let sign = |asked: &OpenQuestion| native::challenge(ctx, &asked.question, &asked.language);
    let challenges: Vec<String> = open.iter().map(sign).collect();
    let tag = TokenHash::of(challenges.join(" ").as_bytes());
    Ok(OpenChallenges {
        tag: BASE64URL_NOPAD.encode(&tag.as_bytes()[..12]),
        ends_at: open
            .iter()
            .map(|asked| asked.question.read.login.expires_at)
            .min(),
        challenges,
    })
}

/// The open challenges once they are not those of the tag `seen`, or as they are at `until`. Whenever something may have changed, it is
/// judged anew who waits.
///
/// # Errors
/// [`DeviceRefusal::Refused`] once the device, its authenticator or its user is set aside, [`DeviceRefusal::Removed`] once it was
/// removed (R4, R13).
pub async fn wait_for_challenges(
    ctx: &Ctx,
    device: DeviceId,
    seen: &str,
    until: Timestamp,
) -> Result<OpenChallenges, DeviceRefusal> {
    let read = || read_again(ctx, device);
    let settled = |open: &OpenChallenges| open.tag != seen;
    let ends = |open: &OpenChallenges| open.ends_at.unwrap_or(until);
    wait::until(ctx, Topic::Device(device), until, read, settled, ends).await
}
