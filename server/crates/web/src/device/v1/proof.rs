//! Which device reads, by what it has signed for this one request.

use axum::extract::FromRequestParts;
use countersign_core::{
    DeviceRefusal,
    flow::authenticate_device::{AuthenticatedDevice, authenticate_device},
};
use countersign_proto::native::request::{Fresh, Request};
use countersign_service::problem::Problem;
use http::{header::AUTHORIZATION, request::Parts};

use crate::{problems, request::Address, state::Doors};

/// The device that has signed this request. Wrong ones count against the address.
pub(super) struct Reader(pub(super) AuthenticatedDevice);

impl FromRequestParts<Doors> for Reader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        let from = Address::from_request_parts(parts, doors).await?;
        let proof = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let compact = proof.and_then(|value| value.split_once(' '));
        let compact = compact.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("countersign"));
        let read = match compact {
            Some((_, compact)) => authenticate_device::<Request>(doors.ctx(), compact.trim()).await,
            None => Err(DeviceRefusal::Refused("proof")),
        };
        match read {
            Ok((phone, request))
                if request.htm == parts.method.as_str() && request.htu == parts.uri.path() =>
            {
                Ok(Self(phone))
            }
            Ok(_) => Err(refused(doors, from, DeviceRefusal::Refused("request"))),
            Err(refusal) => Err(refused(doors, from, refusal)),
        }
    }
}

/// What `compact` states, and the device that has signed it.
///
/// # Errors
/// `invalid-device`, or `device-removed` for a device that was; both count against the address.
pub(super) async fn signer<S: Fresh>(
    doors: &Doors,
    from: Address,
    compact: &str,
) -> Result<(AuthenticatedDevice, S), Problem> {
    authenticate_device(doors.ctx(), compact)
        .await
        .map_err(|refusal| refused(doors, from, refusal))
}

/// Counts a refusal against whoever sent the request.
pub(super) fn refused(doors: &Doors, from: Address, refusal: DeviceRefusal) -> Problem {
    if matches!(refusal, DeviceRefusal::Refused(_) | DeviceRefusal::Removed(_))
        && let Err(problem) = from.knock(doors)
    {
        return problem;
    }
    problems::from_device(doors, refusal)
}
