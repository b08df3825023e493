//! One believable row of each kind, for tests that change the one field they are about.

use std::{sync::Arc, time::Duration};

use countersign_proto::{
    ids::{AuthenticatorId, ChallengeId, DeviceId, EnrollmentId, LoginId, UserId},
    keys::ChallengeNonce,
    push::Provider,
};
use uuid::Uuid;
use webauthn_rs_core::proto::{
    AuthenticatorTransport, COSEAlgorithm, COSEEC2Key, COSEKey, COSEKeyType, ECDSACurve,
};

use crate::{
    assurance::{Acr, Requirement},
    model::{
        AccountNumber, AppVersion, Authenticator, AuthenticatorState, BearerToken, Challenge, ChallengeState,
        Client, ClientId, ClientState, Confirmation, Credential, Device, DeviceKey, DeviceRef, DeviceState,
        DisplayText, Enrollment, EnrollmentKind, EnrollmentState, Exempt, Exemption, FirstFactor, Initiator,
        Login, LoginRequest, LoginState, Method, Moment, NumberChoice, NumberPrompt, Operator, Passkey,
        Platform, Policy, PolicyTerms, Purpose, PushAddress, RequestContext, Resource, Role, Scopes, Slot,
        StandingKey, Timestamp, Unproven, UnprovenPush, User, UserName, UserState, Version, Waiting,
    },
    secrets::Sealed,
};

/// When every sample begins.
pub const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

/// The user `alice`.
pub fn user() -> User {
    user_named("alice")
}

/// A user of this name; the id follows from it.
pub fn user_named(name: &str) -> User {
    User {
        id: UserId::new(id_of(name, 1)),
        number: AccountNumber::UNASSIGNED,
        name: UserName::parse(name).expect("samples have proper names"),
        display_name: None,
        email: None,
        second_email: None,
        language: "en".to_owned(),
        state: UserState::Active,
        password_hash: None,
        password_set_at: None,
        created_at: NOW,
        version: Version::FIRST,
    }
}

/// The client `shop`, whose secret is `shop-secret`.
pub fn client() -> Client {
    Client {
        id: ClientId::new("shop"),
        name: DisplayText::parse("Example Shop", 60).expect("the name is short"),
        scopes: Scopes::default(),
        role: None,
        origins: Vec::new(),
        redirect_uris: Vec::new(),
        number_matching: None,
        logout_uri: None,
        state: ClientState::Active,
        secret: BearerToken::presented("shop-secret").hash(),
        created_at: NOW,
        version: Version::FIRST,
    }
}

/// Alice's push authenticator.
pub fn authenticator() -> Authenticator {
    authenticator_of(&user())
}

/// A user's push authenticator.
pub fn authenticator_of(user: &User) -> Authenticator {
    Authenticator {
        id: AuthenticatorId::new(id_of(user.name.as_str(), 2)),
        user_id: user.id,
        credential: Credential::Push(device_of(user).id),
        label: "Pixel 8".to_owned(),
        state: AuthenticatorState::Active,
        confirmation: Confirmation::ByUser,
        failures: 0,
        created_at: NOW,
        version: Version::FIRST,
    }
}

/// A passkey that is bound to its device.
pub fn passkey() -> Passkey {
    let point = COSEEC2Key {
        curve: ECDSACurve::SECP256R1,
        x: vec![1; 32],
        y: vec![2; 32],
    };
    Passkey {
        id: "AQID".to_owned(),
        key: COSEKey {
            type_: COSEAlgorithm::ES256,
            key: COSEKeyType::EC_EC2(point),
        },
        counter: 7,
        transports: vec![AuthenticatorTransport::Usb],
        backup_eligible: false,
        backed_up: false,
    }
}

/// Alice's phone. Its sealed values open nowhere.
pub fn device() -> Device {
    device_of(&user())
}

/// A user's phone.
pub fn device_of(user: &User) -> Device {
    let id = id_of(user.name.as_str(), 3);
    Device {
        id: DeviceId::new(id),
        user_id: user.id,
        name: "Pixel 8".to_owned(),
        key_name: id.to_string(),
        platform: Platform::Android,
        key: DeviceKey::Shared(Sealed::from_stored(vec![2; 60])),
        app: "default".to_owned(),
        app_version: Some(AppVersion {
            name: "Example Authenticator".to_owned(),
            version: "2.1.0".to_owned(),
        }),
        address: Some(PushAddress {
            provider: Provider::Fcm,
            environment: None,
            token: Sealed::from_stored(vec![1; 60]),
        }),
        state: DeviceState::Active,
        created_at: NOW,
        address_at: NOW,
        push_trouble: None,
        version: Version::FIRST,
    }
}

/// A login of alice at the shop, with a number to pick.
pub fn login() -> Login {
    login_of(&user(), 4)
}

/// A login of a user; `n` makes its id.
pub fn login_of(user: &User, n: u128) -> Login {
    let client = client();
    let context = RequestContext::default();
    Login {
        id: LoginId::new(id_of(user.name.as_str(), n)),
        user_id: user.id,
        client_id: client.id.clone(),
        request: Arc::new(LoginRequest {
            username: user.name.clone(),
            purpose: Purpose::LogIn,
            service: client.name,
            number: NumberPrompt::Pick(NumberChoice {
                offered: [21, 43, 65],
                answer: 43,
            }),
            message: None,
            context: context.clone(),
            first_factor: FirstFactor::None,
            nonce: None,
            initiator: StandingKey::derive(&user.name, &Initiator::Client(client.id.clone())),
            slot: Some(Slot::derive(&user.name, &client.id, &context)),
            wait_token: BearerToken::presented("wait-token").hash(),
            devices: vec![DeviceRef {
                id: device_of(user).id,
                name: "Pixel 8".to_owned(),
                fetches: false,
            }],
            only: None,
            demand: None,
            methods: vec![Method::Push],
            told: true,
        }),
        created_at: NOW,
        expires_at: NOW + Duration::from_secs(120),
        state: LoginState::Pending(Waiting::since(NOW)),
        version: Version::FIRST,
    }
}

/// The challenge of a login to its user's phone.
pub fn challenge_of(login: &Login) -> Challenge {
    let device_id = login.request.devices.first().expect("samples have a device").id;
    Challenge {
        id: ChallengeId::new(Uuid::from_u128(login.id.as_uuid().as_u128() ^ (5 << 64))),
        login_id: login.id,
        device_id,
        authenticator_id: AuthenticatorId::new(id_of(login.request.username.as_str(), 2)),
        nonce: ChallengeNonce::from_bytes([7; 32]),
        state: ChallengeState::Open,
        created_at: login.created_at,
        version: Version::FIRST,
    }
}

/// A pending enrolment of a user.
pub fn enrollment_of(user: &User) -> Enrollment {
    Enrollment {
        id: EnrollmentId::new(id_of(user.name.as_str(), 6)),
        user_id: user.id,
        client_id: client().id,
        kind: EnrollmentKind::Push,
        confirmation: Confirmation::ByUser,
        label: None,
        app: "default".to_owned(),
        approved_login: None,
        replaces: None,
        link: BearerToken::presented(format!("link-of-{}", user.name)).hash(),
        created_at: NOW,
        expires_at: NOW + Duration::from_secs(300),
        browser: None,
        registration: None,
        enrolled: Vec::new(),
        state: EnrollmentState::Open(Unproven {
            push: Some(UnprovenPush::Compatible {
                secret: Sealed::from_stored(vec![3; 60]),
                nonce: Sealed::from_stored(vec![4; 60]),
            }),
            ..Unproven::default()
        }),
        version: Version::FIRST,
    }
}

fn id_of(name: &str, n: u128) -> Uuid {
    let name = name
        .bytes()
        .fold(0_u128, |hash, byte| (hash << 5) ^ (hash >> 91) ^ u128::from(byte));
    Uuid::from_u128((name << 32) | n)
}

/// What `resource` demands, with all that is optional.
pub fn policy(resource: &str) -> Policy {
    let moment = |text: &str| Moment::parse(text).expect("it is a time");
    let otp = Acr::parse("otp+pwd").expect("it is an acr");
    Policy {
        resource: Resource::parse(resource).expect("it is a resource"),
        terms: PolicyTerms {
            requirement: Requirement::AtLeast(otp),
            effective_from: moment("2027-06-28T00:00[Europe/Berlin]"),
            grace: Duration::from_secs(3600),
            max_age: Some(Duration::from_secs(300)),
            exemptions: vec![Exemption {
                subject: Exempt::User(user().id, user().name),
                until: moment("2027-08-01T00:00:00Z"),
                reason: "waits for a phone".to_owned(),
            }],
            announcement: [("ja".to_owned(), "お知らせ".to_owned())].into(),
            removed: false,
        },
        version: Version::FIRST,
    }
}

/// `user` at the helpdesk.
pub fn operator(user: &User) -> Operator {
    Operator {
        user_id: user.id,
        role: Role::Helpdesk,
        created_at: NOW,
        version: Version::FIRST,
    }
}
