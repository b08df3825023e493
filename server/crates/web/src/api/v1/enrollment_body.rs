//! An enrolment as its client sees it.

use countersign_core::{
    flow::enrollment_code::EnrollmentCode,
    model::{self, BearerToken, Enrollment, EnrollmentState},
};
use countersign_proto::ids::{AuthenticatorId, DeviceId, EnrollmentId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::state::Doors;

/// An enrolment.
#[derive(Serialize, ToSchema)]
pub(super) struct EnrollmentBody {
    #[schema(value_type = uuid::Uuid)]
    id: EnrollmentId,
    /// `pending` (a phone is to register), `proving` (a code is to be typed), `completed`, `expired` or `cancelled`.
    state: &'static str,
    /// The code that the phone scans; only for clients with scope `enroll:raw`, and only when started.
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    /// Codes for the user to keep on paper, with kinds `recovery_code` and `combined`; only with scope `enroll:raw`, and
    /// only when started.
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_codes: Option<Vec<String>>,
    /// The end of the number that the code was sent to, with kind `phone`; only while `proving`.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// RFC 3339.
    expires_at: String,
    links: EnrollmentLinks,
    /// What was enrolled; only once it is completed. Whatever else came of it is among the user's authenticators.
    #[serde(skip_serializing_if = "Option::is_none")]
    authenticators: Option<Vec<Enrolled>>,
}

/// Where to go on.
#[derive(Serialize, ToSchema)]
struct EnrollmentLinks {
    #[serde(rename = "self")]
    this: String,
    /// The one-time link for the user; only when started.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    /// The code as a picture, as long as the enrolment is pending; only with `uri`.
    #[serde(skip_serializing_if = "Option::is_none")]
    qr_svg: Option<String>,
}

/// What was enrolled.
#[derive(Serialize, ToSchema)]
struct Enrolled {
    #[schema(value_type = uuid::Uuid)]
    id: AuthenticatorId,
    kind: &'static str,
    #[schema(value_type = Option<uuid::Uuid>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    device_id: Option<DeviceId>,
}

impl From<&model::Enrolled> for Enrolled {
    fn from(enrolled: &model::Enrolled) -> Self {
        Self {
            id: enrolled.authenticator_id,
            kind: enrolled.method.as_str(),
            device_id: enrolled.device_id,
        }
    }
}

impl EnrollmentBody {
    pub(super) fn new(doors: &Doors, enrollment: &Enrollment) -> Self {
        let is_completed = matches!(enrollment.state, EnrollmentState::Completed { .. });
        Self {
            id: enrollment.id,
            state: enrollment.state.as_str(),
            uri: None,
            recovery_codes: None,
            number: enrollment.telephone().map(|one| one.telephone.masked.clone()),
            expires_at: enrollment.expires_at.to_string(),
            links: EnrollmentLinks {
                this: format!("{}/api/v1/enrollments/{}", doors.base(), enrollment.id),
                page: None,
                qr_svg: None,
            },
            authenticators: is_completed.then(|| enrollment.enrolled.iter().map(Into::into).collect()),
        }
    }

    /// …with the one-time link, which only the answer to its start carries.
    pub(super) fn started(doors: &Doors, enrollment: &Enrollment, link: &BearerToken) -> Self {
        let mut body = Self::new(doors, enrollment);
        body.links.page = Some(format!("{}/enroll/{}", doors.base(), link.expose()));
        body
    }

    /// …with the code itself.
    pub(super) fn with_code(mut self, code: &EnrollmentCode, link: &BearerToken) -> Self {
        let this = &self.links.this;
        let qr_svg = || format!("{this}/qr.svg?link={}", link.expose());
        self.links.qr_svg = code.uri.as_ref().map(|_| qr_svg());
        self.uri = code.uri.as_ref().map(|uri| uri.to_string());
        self.recovery_codes = code.recovery_codes.as_ref().map(|codes| codes.to_vec());
        self
    }
}
