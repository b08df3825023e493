//! `GET …/serverinfo/*`: what programs ask before anybody logs in. It says what this server does, and that it does no more.

use serde_json::json;

use super::{Realm, reply::Reply, sessions::SESSION_NAME};
use crate::{request::Address, state::Doors};

pub(super) fn server_info(doors: &Doors, from: Address, realm: &Realm) -> Reply {
    if let Err(problem) = from.knock(doors) {
        return problem.into();
    }
    Reply::ok(json!({
        "_id": "*",
        "domains": [],
        "protectedUserAttributes": [],
        "cookieName": SESSION_NAME,
        "secureCookie": doors.is_https(),
        "forgotPassword": "false",
        "forgotUsername": "false",
        "kbaEnabled": "false",
        "selfRegistration": "false",
        "socialImplementations": [],
        "referralsEnabled": "false",
        "zeroPageLogin": {"enabled": false, "refererWhitelist": [], "allowedWithoutReferer": false},
        "realm": realm.as_str(),
        "xuiUserSessionValidationEnabled": true,
        "userIdAttributes": [],
    }))
}
