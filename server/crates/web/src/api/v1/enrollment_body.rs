//! An enrolment as its client sees it.

use countersign_core::model::{BearerToken, Enrollment, EnrollmentState};
use countersign_proto::ids::{AuthenticatorId, DeviceId, EnrollmentId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::state::Doors;

/// An enrolment.
#[derive(Serialize, ToSchema)]
pub(super) struct EnrollmentBody {
    #[schema(value_type = uuid::Uuid)]
    id: EnrollmentId,
    /// `pending`, `completed`, `expired` or `cancelled`.
    state: &'static str,
    /// The code that the phone scans; only for clients with scope `enroll:raw`, and only when started.
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    /// RFC 3339.
    expires_at: String,
    links: EnrollmentLinks,
    /// What was enrolled, once it is completed.
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
    #[schema(value_type = uuid::Uuid)]
    device_id: DeviceId,
}

impl EnrollmentBody {
    pub(super) fn new(doors: &Doors, enrollment: &Enrollment) -> Self {
        let authenticators = match &enrollment.state {
            EnrollmentState::Completed(completed) => Some(vec![Enrolled {
                id: completed.authenticator_id,
                kind: "push",
                device_id: completed.device_id,
            }]),
            _ => None,
        };
        Self {
            id: enrollment.id,
            state: enrollment.state.as_str(),
            uri: None,
            expires_at: enrollment.expires_at.to_string(),
            links: EnrollmentLinks {
                this: format!("{}/api/v1/enrollments/{}", doors.base(), enrollment.id),
                page: None,
                qr_svg: None,
            },
            authenticators,
        }
    }

    /// …with the one-time link, which only the answer to its start carries.
    pub(super) fn started(doors: &Doors, enrollment: &Enrollment, link: &BearerToken) -> Self {
        let mut body = Self::new(doors, enrollment);
        body.links.page = Some(format!("{}/enroll/{}", doors.base(), link.expose()));
        body
    }

    /// …with the code itself.
    pub(super) fn with_code(mut self, uri: String, link: &BearerToken) -> Self {
        self.uri = Some(uri);
        self.links.qr_svg = Some(format!("{}/qr.svg?link={}", self.links.this, link.expose()));
        self
    }
}
