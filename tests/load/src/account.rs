//! What a phone of the load knows.

use anyhow::{Context, bail, ensure};
use bytes::Bytes;
use countersign_proto::{
    forgerock::{
        jwt,
        push_claims::PushClaims,
        register::{CommunicationType, DeviceRequest, RegisterClaims},
        uri::{Scanned, ScannedPush, scan},
    },
    keys::SharedSecret,
    push::PushToken,
    signed,
};
use http::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::http::Connection;

/// One user with one phone. Everything but the key follows from its number, and for the bare server the key too.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) user: String,
    pub(crate) push_token: String,
    pub(crate) mechanism_uid: String,
    pub(crate) secret: SharedSecret,
}

/// Where devices register and answer.
pub(crate) const DEVICE_DOOR: &str = "/json/push/sns/message";

impl Account {
    /// The account of this number, as the bare server knows it. Half of the phones are woken by each vendor.
    pub(crate) fn numbered(number: usize) -> Self {
        let digest: [u8; 32] = Sha256::digest(number.to_be_bytes()).into();
        let id = Uuid::from_bytes(digest[..16].try_into().expect("it has 32 bytes"));
        let push_token = if is_apple(number) {
            format!("{:016x}", number + 0xa000_0000)
        } else {
            format!("fcm-{number}")
        };
        Self {
            user: format!("user{number}"),
            push_token,
            mechanism_uid: id.to_string(),
            secret: SharedSecret::from_bytes(digest),
        }
    }

    /// Enrols the account of this number through the API.
    pub(crate) async fn enroll(
        number: usize,
        connection: &mut Connection,
        authorization: &str,
    ) -> anyhow::Result<Self> {
        let open = OpenEnrollment::start(number, connection, authorization).await?;
        open.register(connection).await
    }

    /// Reads a push as the phone does: nothing that is not signed by this account's server.
    pub(crate) fn read(&self, compact: &str) -> anyhow::Result<PushClaims> {
        let claims = PushClaims::from_claims(&jwt::verify(&self.secret, compact)?)?;
        ensure!(
            claims.mechanism_uid == self.mechanism_uid,
            "the push is for another phone"
        );
        Ok(claims)
    }

    /// The body of an approval with this number.
    pub(crate) fn approve(&self, message_id: &str, claims: &PushClaims, number: &str) -> Bytes {
        self.answer(message_id, claims, ("challengeResponse", number.into()))
    }

    /// The body of a denial.
    pub(crate) fn deny(&self, message_id: &str, claims: &PushClaims) -> Bytes {
        self.answer(message_id, claims, ("deny", true.into()))
    }

    fn answer(&self, message_id: &str, claims: &PushClaims, (claim, said): (&str, Value)) -> Bytes {
        let response = signed::challenge_response(&self.secret, &claims.challenge);
        let answer = json!({"response": data_encoding::BASE64.encode(&response), claim: said});
        json!({"messageId": message_id, "jwt": jwt::sign(&self.secret, &answer)})
            .to_string()
            .into()
    }
}

/// An enrolment whose phone has not registered yet.
pub(crate) struct OpenEnrollment {
    number: usize,
    account: Account,
    scanned: ScannedPush,
    /// Its id.
    pub(crate) id: String,
    /// Where its page is, behind a link that serves once.
    pub(crate) link: String,
}

impl OpenEnrollment {
    /// Starts the enrolment of the account of this number.
    pub(crate) async fn start(
        number: usize,
        connection: &mut Connection,
        authorization: &str,
    ) -> anyhow::Result<Self> {
        let account = Account::numbered(number);
        let path = format!("/api/v1/users/{}/enrollments", account.user);
        let body = json!({"kind": "push"}).to_string().into();
        let started = connection
            .json(Method::POST, &path, authorization, body, 201)
            .await?;
        let code = started["uri"].as_str().context("the answer has no code")?;
        let Scanned::Push(scanned) = scan(code)? else {
            bail!("it is not a push code")
        };
        let id = started["id"].as_str().context("the answer has no id")?;
        let link = started["links"]["page"].as_str();
        let link = link.and_then(|link| link.find("/enroll/").map(|at| &link[at..]));
        Ok(Self {
            number,
            account,
            scanned,
            id: id.to_owned(),
            link: link.context("the answer has no page")?.to_owned(),
        })
    }

    /// Registers the phone.
    pub(crate) async fn register(self, connection: &mut Connection) -> anyhow::Result<Account> {
        let Self {
            number,
            account,
            scanned,
            ..
        } = self;
        let claims = RegisterClaims {
            device_id: PushToken::new(&account.push_token),
            device_name: "Load phone".to_owned(),
            mechanism_uid: account.mechanism_uid.clone(),
            communication_type: if is_apple(number) {
                CommunicationType::Apns
            } else {
                CommunicationType::Gcm
            },
            response: signed::challenge_response(&scanned.secret, &scanned.challenge),
        };
        let request = DeviceRequest {
            message_id: scanned.message_id,
            jwt: jwt::sign(&scanned.secret, &claims.to_claims()),
        };
        let path = format!("{DEVICE_DOOR}?_action=register");
        let (status, _) = connection
            .send(Method::POST, &path, None, json!(request).to_string().into())
            .await?;
        ensure!(status == 200, "the registration was answered {status}");
        Ok(Account {
            secret: scanned.secret,
            ..account
        })
    }
}

/// Whether Apple wakes the phone of this number.
pub(crate) const fn is_apple(number: usize) -> bool {
    number.is_multiple_of(2)
}
