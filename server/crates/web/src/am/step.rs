//! Where somebody stands in a journey, as their program carries it from one step to the next: sealed, for one realm and one journey.

use countersign_core::{
    flow::journey::{self, StepRefusal},
    model::{BearerToken, Timestamp},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Realm, enroll::InEnrollment, journey::Journey, login::InLogin, terms::Owed};
use crate::state::Doors;

/// What an `authId` holds.
#[derive(Serialize, Deserialize)]
pub(super) struct Step {
    realm: String,
    pub(super) journey: Journey,
    pub(super) at: At,
}

/// Where somebody stands.
#[derive(Serialize, Deserialize)]
pub(super) enum At {
    /// Before name and password.
    Credentials,
    /// In a login that has begun.
    Login(InLogin),
    /// Before terms of use.
    Terms(Owed),
    /// In front of a code to scan, or a field for one.
    Enrollment(InEnrollment),
}

impl Step {
    pub(super) fn new(realm: &Realm, journey: Journey, at: At) -> Self {
        Self {
            realm: realm.as_str().to_owned(),
            journey,
            at,
        }
    }

    /// The `authId`, good until `end`.
    pub(super) fn seal(&self, doors: &Doors, end: Timestamp) -> String {
        journey::seal(doors.ctx(), self, end)
    }

    /// What a program presents.
    ///
    /// # Errors
    /// [`StepRefusal`], also for a step of another realm, or of another journey than the one that is asked for, if one is.
    pub(super) fn open(
        doors: &Doors,
        realm: &Realm,
        journey: Option<Journey>,
        auth_id: &str,
    ) -> Result<Self, StepRefusal> {
        let step: Self = journey::open(doors.ctx(), auth_id)?;
        let is_here = step.realm == realm.as_str() && journey.is_none_or(|asked| asked == step.journey);
        if is_here {
            Ok(step)
        } else {
            Err(StepRefusal::Forged)
        }
    }
}

/// A token that is written down nowhere but in a sealed step.
#[derive(Clone)]
pub(super) struct Kept(pub(super) BearerToken);

impl Serialize for Kept {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

impl<'de> Deserialize<'de> for Kept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(BearerToken::presented(text)))
    }
}
