//! A login as clients and browsers see it.

use countersign_core::{
    flow::{
        assert_login::assert_login,
        read_login::{LoginOwner, in_good_standing},
    },
    method::transfer,
    model::{BearerToken, Login, LoginState, Method, SentCode},
    port::LoginRead,
};
use countersign_proto::ids::{AuthenticatorId, DeviceId, LoginId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::state::Doors;

/// A login.
#[derive(Serialize, ToSchema)]
pub(crate) struct LoginBody {
    /// Random; worth nothing without credentials.
    #[schema(value_type = uuid::Uuid)]
    id: LoginId,
    /// `pending`, `approved`, `denied`, `expired`, `cancelled` or `failed`.
    state: &'static str,
    /// `wrong_number`, `missing_number`, `too_many_codes`, `locked`, `superseded`, `suspended`,
    /// `restored`, `reported`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// How it was approved, else the first of `methods`: `push`, `totp`, `hotp`, `passkey`, `sms`, `voice`, `certificate`, `recovery_code` or `temporary_code`.
    method: &'static str,
    /// What can decide it. A code of any of these is sent to `…/code`; those of `sms` and `voice` are asked for at `…/codes`.
    methods: Vec<&'static str>,
    /// Whom it was sent to.
    devices: Vec<DeviceBody>,
    /// What to show to the person, who picks it on the phone. Only while pending.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// Present and true while a push is late or was refused: offer another of `methods`, or say that the phone must be opened.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    undelivered: bool,
    /// The code that was sent to a telephone last. Only while pending.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<CodeBody>,
    /// What it was worth, once it is approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    acr: Option<String>,
    /// What its resource demands.
    #[serde(skip_serializing_if = "Option::is_none")]
    demand: Option<DemandBody>,
    /// RFC 3339.
    created_at: String,
    /// RFC 3339.
    expires_at: String,
    /// When its person logged out again, here or at another service, or was logged out: from then on it is worth nothing. RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    logged_out_at: Option<String>,
    links: LoginLinks,
    /// Lets the starting browser read, cancel and resend. Only when started.
    #[serde(skip_serializing_if = "Option::is_none")]
    wait_token: Option<String>,
    /// The signed proof, for a minute after the approval and for the client alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    assertion: Option<String>,
}

/// A code that was sent to a telephone.
#[derive(Serialize, ToSchema)]
struct CodeBody {
    /// To whose telephone.
    #[schema(value_type = uuid::Uuid)]
    authenticator_id: AuthenticatorId,
    /// `sms` or `voice`.
    method: &'static str,
    /// `under_way`, `undelivered` (nobody takes it so far), `taken` (by whoever carries it) or `delivered` (as they say).
    state: &'static str,
    /// When another one may be asked for, RFC 3339.
    next_at: String,
}

impl From<&SentCode> for CodeBody {
    fn from(code: &SentCode) -> Self {
        Self {
            authenticator_id: code.authenticator_id,
            method: code.channel.as_str(),
            state: code.progress.as_str(),
            next_at: code.next_at().to_string(),
        }
    }
}

/// What a policy demands of a login.
#[derive(Serialize, ToSchema)]
struct DemandBody {
    resource: String,
    /// Every `acr` that satisfies it, separated by spaces.
    acr_values: String,
    /// Whether nothing less is taken; else it is announced, or somebody is exempt.
    enforced: bool,
    /// Whether the login satisfies it, once it is approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    satisfied: Option<bool>,
}

/// A device that was asked.
#[derive(Serialize, ToSchema)]
struct DeviceBody {
    #[schema(value_type = uuid::Uuid)]
    id: DeviceId,
    name: String,
}

/// Where to go on; no link carries a token.
#[derive(Serialize, ToSchema)]
struct LoginLinks {
    #[serde(rename = "self")]
    this: String,
    events: String,
    page: String,
}

fn method(login: &Login) -> Method {
    match &login.state {
        LoginState::Approved(approval) => approval.method,
        _ => login.request.first_method(),
    }
}

impl LoginBody {
    /// What the browser that started it may see.
    pub(crate) fn for_browser(doors: &Doors, login: &Login) -> Self {
        let base = doors.base();
        let id = login.id;
        Self {
            id,
            state: login.state.tag().as_str(),
            reason: login.state.reason(),
            method: method(login).as_str(),
            methods: login
                .request
                .methods
                .iter()
                .map(|method| method.as_str())
                .collect(),
            devices: login
                .request
                .devices
                .iter()
                .map(|d| DeviceBody {
                    id: d.id,
                    name: d.name.clone(),
                })
                .collect(),
            number: transfer::shown_number(doors.ctx(), login).filter(|_| login.is_pending()),
            undelivered: login.is_undelivered(),
            code: login.sent_code().map(Into::into),
            acr: login.assurance().map(|assurance| assurance.acr),
            demand: login.request.demand.as_ref().map(|demand| DemandBody {
                resource: demand.resource.to_string(),
                acr_values: demand.requirement.acr_values(),
                enforced: demand.enforced,
                satisfied: login.meets_demand(),
            }),
            created_at: login.created_at.to_string(),
            expires_at: login.expires_at.to_string(),
            logged_out_at: None,
            links: LoginLinks {
                this: format!("{base}/api/v1/logins/{id}"),
                events: format!("{base}/api/v1/logins/{id}/events"),
                page: format!("{base}/login/wait/{id}"),
            },
            wait_token: None,
            assertion: None,
        }
    }

    /// What its client may see: the proof too. What somebody is suspended for meanwhile is worth nothing any more (R13).
    pub(crate) fn for_client(doors: &Doors, read: &LoginRead) -> Self {
        let mut body = Self::for_browser(doors, &read.login);
        body.assertion = assert_login(doors.ctx(), read);
        body.logged_out_at = read.login.logged_out_at().map(|at| at.to_string());
        if !in_good_standing(read) {
            body.acr = None;
            if let Some(demand) = &mut body.demand {
                demand.satisfied = demand.satisfied.map(|_| false);
            }
        }
        body
    }

    /// What this owner may see.
    pub(crate) fn for_owner(doors: &Doors, read: &LoginRead, owner: &LoginOwner) -> Self {
        match owner {
            LoginOwner::Client(_) => Self::for_client(doors, read),
            LoginOwner::Browser(_) => Self::for_browser(doors, &read.login),
        }
    }

    /// …with the token that only the answer to its start carries.
    pub(crate) fn started(doors: &Doors, login: &Login, wait_token: &BearerToken) -> Self {
        Self {
            wait_token: Some(wait_token.expose().to_owned()),
            ..Self::for_browser(doors, login)
        }
    }
}
