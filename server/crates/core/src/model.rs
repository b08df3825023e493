//! The nouns: values that the flows move from state to state, each carrying the facts of its state.

mod allowance;
mod audit;
mod authenticator;
mod calendar;
mod certificate;
mod certificate_request;
mod challenge;
mod client;
mod code;
mod delegation;
mod device;
mod enrollment;
mod idempotency;
mod initiator;
mod job;
mod login;
mod logout;
mod mail;
mod mail_address;
mod mailed_link;
mod method;
mod name_claim;
mod number;
mod oath;
mod operator;
mod passkey;
mod phone;
mod place;
mod policy;
mod recovery;
mod sent_code;
mod session;
mod standing;
mod support;
mod temporary_code;
mod terms;
mod text;
mod timestamp;
mod token;
mod user;
mod user_name;
mod version;
mod words;

pub use allowance::Allowance;
pub use audit::{Audit, AuditEntry, AuditEvent, AuditRecord, Personal, PersonalDetails, Salt};
pub use authenticator::{Authenticator, AuthenticatorState, Confirmation, Credential};
pub use calendar::BusinessCalendar;
pub use certificate::{
    Certificate, CertificateAuthority, CertificateBytes, CertificateState, ClientCertificate, Organisation,
    RevocationReason, serial_bytes, serial_text,
};
pub use certificate_request::{CertificateRequest, FirstApproval, RequestState};
pub use challenge::{Challenge, ChallengeState};
pub use client::{Client, ClientId, ClientState, Scope, Scopes, UnknownScope};
pub use code::TypedCode;
pub use delegation::{Delegation, DelegationEnd, DelegationState, Reminder};
pub use device::{
    AppVersion, Device, DeviceKey, DeviceRefresh, DeviceState, OwnKeys, Platform, PushAddress, PushTrouble,
    SuspendReason, Undelivered,
};
pub use enrollment::{
    Enrolled, Enrollment, EnrollmentKind, EnrollmentState, PhoneProtocol, Unproven, UnprovenOath,
    UnprovenPasskey, UnprovenPush, UnprovenRecovery, UnprovenTelephone,
};
pub use idempotency::{IdempotencyKey, IdempotentOutcome, Remembered};
pub use initiator::{Initiator, StandingKey, Subscriber};
pub use job::{Job, JobKind};
pub use login::{
    Approval, CancelReason, Denial, DenyReason, DeviceRef, FailReason, FirstFactor, Login, LoginRequest,
    LoginState, NotPending, Purpose, RequestContext, Slot, StateTag, Waiting,
};
pub use logout::{Logout, LogoutCause};
pub use mail::{Delegated, Mail, MailKind};
pub use mail_address::{MailAddress, MailAddressError};
pub use mailed_link::{Applicant, Fingerprint, LinkPurpose, MailedLink};
pub use method::{KeyStorage, Method, Presence};
pub use name_claim::NameClaim;
pub use number::{NumberChoice, NumberMatching, NumberPrompt};
pub use oath::{MovingFactor, Oath};
pub use operator::{Act, Operator, Role};
pub use passkey::Passkey;
pub use phone::{
    Channel, Country, Line, PhoneNumber, PhoneNumberError, PhoneSettings, Telephone, TypedNumber,
};
pub use place::{Place, Position, Travel, first_address, network_of};
pub use policy::{
    Demand, Exempt, Exemption, Moment, NoMoment, NoResource, Phase, Policy, PolicyTerms, Resource,
};
pub use recovery::RecoveryCodes;
pub use sent_code::{CodeProgress, SentCode, SentFor};
pub use session::Session;
pub use standing::{Refusal, Standing};
pub use support::{Hours, Office, Opening};
pub use temporary_code::{CodeOrigin, TemporaryCode};
pub use terms::{Acceptance, NoHash, Terms, TermsText, TextHash};
pub use text::{DisplayText, TextError, clean};
pub use timestamp::Timestamp;
pub use token::{BearerToken, TokenHash};
pub use user::{AccountNumber, User, UserState};
pub use user_name::{UserName, UserNameError};
pub use version::Version;
