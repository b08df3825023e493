//! Passkeys: what browsers are asked to have signed, and what their answers prove (Web Authentication, Level 3, 7.1 and 7.2).
//!
//! `webauthn-rs-core` reads and verifies; here are this server's rules: the key verifies its person, attestation is not asked
//! for, and the challenge of a login is derived from the login's id, like all that crosses from its page, so it is kept nowhere
//! and ends with the login.

use std::time::Duration;

use countersign_proto::ids::{LoginId, UserId};
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;
/// What a browser sends once it has made a passkey, and once it has used one.
pub use webauthn_rs_core::proto::{PublicKeyCredential as Used, RegisterPublicKeyCredential as Made};
use webauthn_rs_core::{
    WebauthnCore,
    error::WebauthnError,
    proto::{
        AttestationFormat, AttestationMetadata, AuthenticationState, AuthenticatorTransport, COSEAlgorithm,
        COSEEC2Key, COSEKey, COSEKeyType, Credential, ECDSACurve, ParsedAttestation, ParsedAttestationData,
        RegisteredExtensions, RegistrationState, RequestRegistrationExtensions, UserVerificationPolicy,
    },
};

use super::transfer;
use crate::{
    Ctx,
    model::{
        Authenticator, ClientId, Credential as Kept, Enrollment, Login, Passkey, Purpose, Timestamp,
        UnprovenPasskey, User,
    },
    port::Holding,
};

/// How long a challenge is good for, even where the login or enrolment lasts longer.
pub const CHALLENGE_TTL: Duration = Duration::from_secs(5 * 60);
/// Kinds of key, the first choice first: ECDSA with P-256, and RSA for the platform that knows nothing else (COSE). What is not verified
/// here must not be offered: whoever set it up would log in with it never.
const ALGORITHMS: [(COSEAlgorithm, i64); 2] = [(COSEAlgorithm::ES256, -7), (COSEAlgorithm::RS256, -257)];

/// Why an answer of a browser is not accepted; a word for the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasskeyRefusal {
    /// It cannot be read, or is of another kind than was asked for.
    Malformed,
    /// It answers another challenge, or this one too late.
    Challenge,
    /// It was made on pages of another site.
    Origin,
    /// It was made for another site.
    RelyingParty,
    /// The person's finger, face or PIN was not asked for.
    Unverified,
    /// The key is none of the user's.
    Unknown,
    /// It is not signed by the key.
    Signature,
    /// The key has signed less often than before: there may be two of it.
    Counter,
    /// It says of whether it may be copied what the key did not say when it was made.
    Backup,
    /// The key is of a kind that cannot be checked.
    Key,
}

impl PasskeyRefusal {
    /// The word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Challenge => "challenge",
            Self::Origin => "origin",
            Self::RelyingParty => "relying_party",
            Self::Unverified => "unverified",
            Self::Unknown => "unknown",
            Self::Signature => "signature",
            Self::Counter => "counter",
            Self::Backup => "backup",
            Self::Key => "key",
        }
    }

    /// Whether it follows from what is kept of the key, before its signature is checked.
    const fn comes_before_the_signature(self) -> bool {
        matches!(self, Self::Backup | Self::Key)
    }
}

impl From<WebauthnError> for PasskeyRefusal {
    fn from(error: WebauthnError) -> Self {
        match error {
            WebauthnError::MismatchedChallenge => Self::Challenge,
            WebauthnError::InvalidRPOrigin | WebauthnError::CredentialCrossOrigin => Self::Origin,
            WebauthnError::InvalidRPIDHash => Self::RelyingParty,
            WebauthnError::UserNotPresent | WebauthnError::UserNotVerified => Self::Unverified,
            WebauthnError::CredentialNotFound => Self::Unknown,
            WebauthnError::AuthenticationFailure => Self::Signature,
            WebauthnError::CredentialPossibleCompromise => Self::Counter,
            WebauthnError::CredentialBackupEligibilityInconsistent
            | WebauthnError::CredentialMayNotBeHardwareBound => Self::Backup,
            WebauthnError::SshPublicKeyEDUnsupported
            | WebauthnError::EcdsaPointInvalid
            | WebauthnError::RsaParametersInvalid => Self::Key,
            _ => Self::Malformed,
        }
    }
}

/// Whether browsers make and use passkeys for this server: it has a domain, and nobody reads along on the way to it.
pub fn are_possible(ctx: &Ctx) -> bool {
    domain(&ctx.settings.public_url).is_some()
}

/// The authenticators among `holdings` whose passkeys `client` takes now (R4).
pub fn candidates<'a>(
    holdings: &'a [Holding],
    client: &ClientId,
    purpose: Purpose,
) -> impl Iterator<Item = &'a Authenticator> {
    let authenticators = holdings.iter().map(|holding| &holding.authenticator);
    authenticators
        .filter(|one| matches!(one.credential, Kept::Passkey(_)))
        .filter(move |one| one.serves(client, purpose))
}

/// What the browser is asked for to enrol a passkey (`PublicKeyCredentialCreationOptionsJSON`); nothing if none is expected.
pub fn creation_options(
    ctx: &Ctx,
    enrollment: &Enrollment,
    user: &User,
    holdings: &[Holding],
) -> Option<Value> {
    let now = ctx.clock.now();
    let expected = enrollment.unproven(now).ok()?.passkey.as_ref()?;
    let drawn_at = expected.drawn_at.unwrap_or(enrollment.created_at);
    let left = time_left(drawn_at, enrollment.expires_at, now)?;
    let kinds = ALGORITHMS.map(|(_, number)| json!({"type": "public-key", "alg": number}));
    Some(json!({
        "rp": {"id": domain(&ctx.settings.public_url)?, "name": ctx.settings.branding.issuer},
        "user": {"id": handle(user.id), "name": user.name.as_str(), "displayName": user.label()},
        "challenge": BASE64URL_NOPAD.encode(expected.challenge.as_bytes()),
        "pubKeyCredParams": kinds,
        "timeout": millis(left),
        "excludeCredentials": descriptors(passkeys(holdings)),
        "authenticatorSelection": {"residentKey": "preferred", "requireResidentKey": false, "userVerification": "required"},
        "attestation": "none",
    }))
}

/// The passkey that a browser has made.
///
/// # Errors
/// [`PasskeyRefusal`].
pub fn verify_made(
    ctx: &Ctx,
    enrollment: &Enrollment,
    expected: &UnprovenPasskey,
    holdings: &[Holding],
    made: &Made,
) -> Result<Passkey, PasskeyRefusal> {
    let now = ctx.clock.now();
    let drawn_at = expected.drawn_at.unwrap_or(enrollment.created_at);
    time_left(drawn_at, enrollment.expires_at, now).ok_or(PasskeyRefusal::Challenge)?;
    let excluded: Vec<&str> = passkeys(holdings).map(|passkey| passkey.id.as_str()).collect();
    let state: RegistrationState = state(json!({
        "policy": UserVerificationPolicy::Required,
        "exclude_credentials": excluded,
        "challenge": BASE64URL_NOPAD.encode(expected.challenge.as_bytes()),
        "credential_algorithms": ALGORITHMS.map(|(algorithm, _)| algorithm),
        "require_resident_key": false,
        "authenticator_attachment": null,
        "extensions": RequestRegistrationExtensions::default(),
        "allow_synchronised_authenticators": true,
    }))?;
    if made.type_ != KIND {
        return Err(PasskeyRefusal::Malformed);
    }
    let credential = relying_party(ctx)?.register_credential(made, &state, None)?;
    Ok(Passkey {
        id: BASE64URL_NOPAD.encode(&credential.cred_id),
        key: credential.cred,
        counter: credential.counter,
        transports: made.response.transports.clone().unwrap_or_default(),
        backup_eligible: credential.backup_eligible,
        backed_up: credential.backup_state,
    })
}

/// What the browser is asked for to decide a login (`PublicKeyCredentialRequestOptionsJSON`); nothing once it is too late for
/// that, or if no passkey can.
pub fn request_options(ctx: &Ctx, login: &Login, holdings: &[Holding]) -> Option<Value> {
    let left = time_left(login.created_at, login.expires_at, ctx.clock.now())?;
    let candidates = candidates(holdings, &login.client_id, login.request.purpose);
    let keys: Vec<Value> = descriptors(candidates.filter_map(passkey_of));
    if keys.is_empty() {
        return None;
    }
    asked(ctx, login.id, left, &keys)
}

/// What the browser is asked for while nobody has said who they are: whatever it keeps for this site. The login is one to come.
pub fn open_request_options(ctx: &Ctx, login: LoginId) -> Option<Value> {
    asked(ctx, login, CHALLENGE_TTL, &[])
}

fn asked(ctx: &Ctx, login: LoginId, left: Duration, keys: &[Value]) -> Option<Value> {
    Some(json!({
        "rpId": domain(&ctx.settings.public_url)?,
        "challenge": BASE64URL_NOPAD.encode(&challenge(ctx, login)),
        "timeout": millis(left),
        "allowCredentials": keys,
        "userVerification": "required",
    }))
}

/// What a passkey is after it has rightly answered the challenge of `login`.
///
/// # Errors
/// [`PasskeyRefusal`].
pub fn verify_used(
    ctx: &Ctx,
    login: &Login,
    passkey: &Passkey,
    used: &Used,
    now: Timestamp,
) -> Result<Passkey, PasskeyRefusal> {
    time_left(login.created_at, login.expires_at, now).ok_or(PasskeyRefusal::Challenge)?;
    // A key that may name somebody must name its own user (7.2, step 6).
    let named = used.response.user_handle.as_deref();
    if named.is_some_and(|named| !named.is_empty() && named != login.user_id.as_uuid().as_bytes()) {
        return Err(PasskeyRefusal::Unknown);
    }
    verify(ctx, login.id, passkey, used)
}

/// Whether a passkey has rightly answered the challenge of a login to come, and has itself said that it is this user's: nobody else
/// has (7.2, step 6).
///
/// # Errors
/// [`PasskeyRefusal`], always after the work of [`verify_nobodys`] (R7).
pub fn verify_open(
    ctx: &Ctx,
    login: LoginId,
    user: UserId,
    passkey: &Passkey,
    used: &Used,
) -> Result<(), PasskeyRefusal> {
    if let Err(refusal) = verify(ctx, login, passkey, used) {
        // What else the library refuses before it comes to the signature, it refuses whichever key is kept.
        if refusal.comes_before_the_signature() {
            let _ = verify_nobodys(ctx, login, used);
        }
        return Err(refusal);
    }
    let named = used.response.user_handle.as_deref();
    if named != Some(user.as_uuid().as_bytes()) {
        return Err(PasskeyRefusal::Unknown);
    }
    Ok(())
}

/// As much work as [`verify_open`], for an answer by a passkey that nobody has (R7).
pub fn verify_nobodys(ctx: &Ctx, login: LoginId, used: &Used) -> PasskeyRefusal {
    let stand_in = Passkey {
        id: BASE64URL_NOPAD.encode(&used.raw_id),
        key: COSEKey {
            type_: COSEAlgorithm::ES256,
            key: COSEKeyType::EC_EC2(base_point()),
        },
        counter: 0,
        transports: Vec::new(),
        // As it says itself, else it would be refused before its signature is checked.
        backup_eligible: may_be_copied(used),
        backed_up: false,
    };
    // Everybody can sign for the base point.
    verify(ctx, login, &stand_in, used)
        .err()
        .unwrap_or(PasskeyRefusal::Unknown)
}

/// Whether an answer says that its passkey may be copied: bit 3 of the flags behind the hash of the site (6.1).
fn may_be_copied(used: &Used) -> bool {
    let flags = used.response.authenticator_data.get(32);
    flags.is_some_and(|flags| flags & (1 << 3) != 0)
}

/// The base point of P-256 (SEC 2, 2.4.2).
fn base_point() -> COSEEC2Key {
    let [x, y] = [
        b"axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
        b"T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
    ]
    .map(|number| BASE64URL_NOPAD.decode(number).expect("it is base64url"));
    COSEEC2Key {
        curve: ECDSACurve::SECP256R1,
        x,
        y,
    }
}

/// What a passkey is after it has rightly answered the challenge of `login`.
fn verify(ctx: &Ctx, login: LoginId, passkey: &Passkey, used: &Used) -> Result<Passkey, PasskeyRefusal> {
    let state: AuthenticationState = state(json!({
        "credentials": [],
        "policy": UserVerificationPolicy::Required,
        "challenge": BASE64URL_NOPAD.encode(&challenge(ctx, login)),
        "appid": null,
        "allow_backup_eligible_upgrade": true,
    }))?;
    if used.type_ != KIND {
        return Err(PasskeyRefusal::Malformed);
    }
    refuse_embedded(&used.response.client_data_json)?;
    let result = relying_party(ctx)?.authenticate_single_credential(used, &state, &credential(passkey)?)?;
    Ok(Passkey {
        counter: result.counter(),
        backup_eligible: result.backup_eligible(),
        backed_up: result.backup_state(),
        ..passkey.clone()
    })
}

/// The only type of credential that there is.
const KIND: &str = "public-key";

/// The domain that passkeys are bound to: the host of the public URL, unless browsers would refuse it.
fn domain(public_url: &Url) -> Option<&str> {
    let domain = public_url.domain()?;
    let is_here = domain == "localhost" || domain.ends_with(".localhost");
    (public_url.scheme() == "https" || is_here).then_some(domain)
}

fn relying_party(ctx: &Ctx) -> Result<WebauthnCore, PasskeyRefusal> {
    let settings = &ctx.settings;
    let id = domain(&settings.public_url).ok_or(PasskeyRefusal::RelyingParty)?;
    let origins = vec![settings.public_url.clone()];
    let (subdomains, any_port) = (Some(false), Some(false));
    Ok(WebauthnCore::new_unsafe_experts_only(
        &settings.branding.issuer,
        id,
        origins,
        CHALLENGE_TTL,
        subdomains,
        any_port,
    ))
}

/// What the library keeps between question and answer, which is here derived or kept in rows.
fn state<S: serde::de::DeserializeOwned>(state: Value) -> Result<S, PasskeyRefusal> {
    serde_json::from_value(state).map_err(|error| {
        tracing::error!(%error, "the state of a passkey's ceremony is not as the library expects it");
        PasskeyRefusal::Malformed
    })
}

/// The passkey as the library has it.
fn credential(passkey: &Passkey) -> Result<Credential, PasskeyRefusal> {
    Ok(Credential {
        cred_id: BASE64URL_NOPAD
            .decode(passkey.id.as_bytes())
            .map_err(|_| PasskeyRefusal::Malformed)?,
        cred: passkey.key.clone(),
        counter: passkey.counter,
        transports: None,
        user_verified: true,
        backup_eligible: passkey.backup_eligible,
        backup_state: passkey.backed_up,
        registration_policy: UserVerificationPolicy::Required,
        extensions: RegisteredExtensions::none(),
        attestation: ParsedAttestation {
            data: ParsedAttestationData::None,
            metadata: AttestationMetadata::None,
        },
        attestation_format: AttestationFormat::None,
    })
}

/// Refuses what was signed on a page of ours inside a page of another site, which the library lets pass.
fn refuse_embedded(client_data: &[u8]) -> Result<(), PasskeyRefusal> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct ClientData {
        #[serde(default)]
        cross_origin: bool,
    }
    let said: ClientData = serde_json::from_slice(client_data).map_err(|_| PasskeyRefusal::Malformed)?;
    if said.cross_origin {
        return Err(PasskeyRefusal::Origin);
    }
    Ok(())
}

fn challenge(ctx: &Ctx, login: LoginId) -> [u8; 32] {
    transfer::derive(ctx, "passkey", login)
}

/// The time for which a challenge is still good.
fn time_left(created_at: Timestamp, expires_at: Timestamp, now: Timestamp) -> Option<Duration> {
    let end = expires_at.min(created_at + CHALLENGE_TTL);
    (now < end).then(|| end.since(now))
}

fn millis(duration: Duration) -> u64 {
    duration.as_secs() * 1000
}

/// What passkeys know their user by: it says nothing of the person.
fn handle(user: UserId) -> String {
    BASE64URL_NOPAD.encode(user.as_uuid().as_bytes())
}

fn passkey_of(authenticator: &Authenticator) -> Option<&Passkey> {
    match &authenticator.credential {
        Kept::Passkey(passkey) => Some(passkey),
        _ => None,
    }
}

fn passkeys(holdings: &[Holding]) -> impl Iterator<Item = &Passkey> {
    holdings
        .iter()
        .filter_map(|holding| passkey_of(&holding.authenticator))
}

fn descriptors<'a>(passkeys: impl Iterator<Item = &'a Passkey>) -> Vec<Value> {
    let known = |transport: &&AuthenticatorTransport| **transport != AuthenticatorTransport::Unknown;
    let descriptor = |passkey: &Passkey| {
        let transports: Vec<&AuthenticatorTransport> = passkey.transports.iter().filter(known).collect();
        json!({"type": KIND, "id": passkey.id, "transports": transports})
    };
    passkeys.map(descriptor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_a_domain_and_a_safe_way_to_it() {
        for (url, expected) in [
            ("https://login.example.org", Some("login.example.org")),
            ("https://login.example.org:8443/path", Some("login.example.org")),
            ("http://localhost:8080", Some("localhost")),
            ("http://login.example.org", None),
            ("https://192.0.2.1", None),
            ("http://127.0.0.1:8080", None),
        ] {
            assert_eq!(domain(&url.parse().unwrap()), expected, "{url}");
        }
    }
}
