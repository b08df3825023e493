//! Who sees a telephone number whole: the person who has just typed it, and its owner after a fresh login. Everybody else, and every
//! other page, sees its country and its end (R7).

use countersign_proto::ids::AuthenticatorId;

use super::own_authenticators;
use crate::{
    Ctx, FlowError,
    method::telephone,
    model::{ClientId, Credential, Enrollment, PhoneNumber, Session},
    secrets::Unsealable,
};

/// What the page of an enrolment shows of the number that it sets up: all of it where it was typed on our own pages, so that a wrong
/// digit is seen; a number that a service gave was not typed by whoever looks at the page.
///
/// # Errors
/// [`Unsealable`] if the number does not open.
pub fn number_on_page(ctx: &Ctx, enrollment: &Enrollment) -> Result<Option<String>, Unsealable> {
    let Some(unproven) = enrollment.telephone() else {
        return Ok(None);
    };
    if enrollment.client_id != ClientId::own_pages() {
        return Ok(Some(unproven.telephone.masked.clone()));
    }
    let number = telephone::number(ctx, unproven.authenticator_id, &unproven.telephone)?;
    Ok(Some(number.expose_spaced().to_owned()))
}

/// The number of one of the user's own telephones.
///
/// # Errors
/// [`FlowError::NotFound`] if they have no such telephone, [`FlowError::FreshLoginRequired`] unless the session is fresh and was
/// opened by something stronger than a recovery (R12).
pub async fn whole_number(
    ctx: &Ctx,
    session: &Session,
    id: AuthenticatorId,
) -> Result<PhoneNumber, FlowError> {
    let found = own_authenticators::find(ctx, session, id).await?.authenticator;
    let Credential::Telephone(kept) = &found.credential else {
        return Err(FlowError::NotFound);
    };
    if session.is_by_recovery() || !session.is_fresh(ctx.clock.now()) {
        return Err(FlowError::FreshLoginRequired);
    }
    Ok(telephone::number(ctx, id, kept)?)
}
