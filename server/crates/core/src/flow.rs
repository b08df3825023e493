//! The verbs: one use case per file. Each reads and verifies, commits one unit of work, then signals.

pub mod add_certificate;
pub mod answer_certificate;
pub mod answer_challenge;
pub mod ask_phones;
pub mod assert_login;
pub mod authenticate_client;
pub mod authenticate_device;
pub mod begin_epoch;
mod bind_phone;
pub mod cancel_enrollment;
pub mod cancel_login;
pub mod certificate_authority;
mod certificate_trust;
pub mod change_account;
pub mod change_address;
pub mod change_authenticator;
pub mod check_policy;
mod complete_enrollment;
pub mod confirm_authenticator;
pub mod delayed_recovery;
pub mod delegate;
mod ended;
pub mod enrollment_code;
pub mod enter_code;
pub mod expire;
mod guess;
pub mod idempotency;
pub mod journey;
pub mod known_browser;
pub mod last_method;
pub mod log_in_by_passkey;
pub mod log_out;
pub mod login_ways;
pub mod mail;
pub mod manage_clients;
pub mod manage_operators;
pub mod manage_policies;
pub mod manage_users;
mod message_budget;
mod new_password;
mod notice;
pub mod open_enrollment;
pub mod operate;
pub mod own_authenticators;
pub mod own_certificate;
pub mod place;
pub mod prove_enrollment;
pub mod read_challenges;
pub mod read_enrollment;
pub mod read_login;
pub(crate) mod record_decision;
pub mod refresh_device;
pub mod register_device;
pub mod register_native;
pub mod register_passkey;
pub mod remind_username;
pub mod renew_enrollment;
pub mod report_lost;
pub mod repudiate;
pub mod resend_login;
pub mod reset_password;
pub mod respond_to_challenge;
pub mod send_code;
pub mod session;
pub mod show_certificate;
pub mod sign_up;
pub mod start_enrollment;
pub mod start_login;
mod suspend;
pub mod temporary_code;
pub mod tend_certificates;
pub mod terms;
pub mod test_push;
pub mod text_notice;
pub mod transfer_device;
mod travel;
pub mod use_passkey;
pub mod verify_password;
mod wait;
pub mod way_back;
pub mod whole_number;
pub mod withdraw_device;

/// How often a flow reads again and decides anew after a conflict, before it gives up.
const ATTEMPTS: usize = 5;

/// What assertions name as their issuer: the public URL without a trailing slash.
pub fn issuer(ctx: &crate::Ctx) -> String {
    ctx.settings.public_url.as_str().trim_end_matches('/').to_owned()
}
