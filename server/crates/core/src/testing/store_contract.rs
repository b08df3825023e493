//! What every store must do, as tests that each store runs unchanged.
//!
//! A store crate calls [`store_contract!`](crate::store_contract) in its test module with a function that opens an empty
//! store; the value it returns is kept until the test ends.

#![expect(missing_docs, reason = "the names of the cases say what is required")]
#![expect(clippy::unwrap_used, reason = "these are tests, whoever runs them")]
#![expect(
    clippy::cloned_ref_to_slice_refs,
    reason = "a list of one reads as what it is"
)]

mod audit;
pub(crate) mod certificates;
pub(crate) mod delegations;
mod jobs;
mod mail;
mod operators;
mod policies;
mod reads;
mod removal;
mod rows;
mod terms;
mod units;

use std::time::Duration;

use countersign_proto::ids::JobId;
use uuid::Uuid;

use super::sample;
use crate::{
    model::{
        Authenticator, BearerToken, Challenge, ClientId, Device, IdempotencyKey, IdempotentOutcome, Job,
        JobKind, KeyStorage, Login, Presence, Remembered, Session, Standing, StandingKey, Timestamp, User,
        Version,
    },
    port::{Commit, Store, UnitOfWork},
};

pub use self::{
    audit::*, certificates::*, delegations::*, jobs::*, mail::*, operators::*, policies::*, reads::*,
    removal::*, rows::*, terms::*, units::*,
};

/// Turns every case of the contract into a test of the calling crate.
#[macro_export]
macro_rules! store_contract {
    ($open:path) => {
        $crate::store_contract!(@cases $open;
            rows_read_back_as_they_were_written
            every_credential_reads_back_and_moves_on
            a_user_reads_back_as_changed
            an_enrolment_reads_back_at_every_stage
            what_kept_a_push_from_a_device_reads_back
            an_enrolment_that_is_begun_anew_reads_back
            a_change_needs_the_version_before_it
            a_guard_lets_a_unit_through_only_while_its_row_is_unchanged
            a_unit_is_applied_whole_or_not_at_all
            unique_keys_have_one_holder
            a_slot_passes_on_within_one_unit
            of_many_decisions_at_once_one_wins
            a_chain_of_changes_in_one_group_ends_with_the_last
            new_users_get_ascending_account_numbers
            a_party_is_all_that_starting_a_login_needs
            a_question_is_all_that_judging_an_answer_needs
            an_approval_tells_whether_what_gave_it_may_still_be_used
            approved_logins_are_found_until_their_person_logs_out
            pending_and_overdue_rows_are_found
            a_job_is_taken_once_until_its_lease_runs_out
            mails_messages_and_logouts_are_jobs_that_need_nothing_else
            operators_read_back_and_go_with_their_account
            policies_read_back_and_move_on
            users_are_found_by_their_address_in_any_case
            a_mailed_link_is_used_once
            mails_are_counted_by_one_at_a_time
            no_two_names_look_alike
            what_mails_leave_behind_is_swept
            terms_are_accepted_once_for_each_version
            certificates_read_back_as_they_were_written
            an_account_has_one_open_request
            one_certificate_is_of_one_account
            due_certificates_are_found
            what_nobody_can_use_is_listed
            delegations_read_back_and_move_on
            delegations_are_found_from_both_sides
            due_delegations_are_found_and_old_ones_swept
            delegations_go_with_their_owner_and_outlive_their_delegate
            removing_a_user_removes_what_is_theirs
            removing_a_client_keeps_its_logins_readable
            a_changed_client_is_read_as_changed
            forgiving_a_user_forgets_all_their_initiators
            the_audit_log_keeps_its_order
            a_statement_is_used_once
            audit_records_are_numbered_from_one_without_gaps
            personal_details_are_erased_and_nothing_else
            the_tree_of_the_audit_log_reads_back_and_moves_on
            of_two_who_seal_at_once_nobody_forks_the_log
            the_last_head_of_each_day_is_kept
            what_has_served_its_time_is_swept
            counters_are_swept_however_many_there_are
            what_moved_push_addresses_is_forgotten_in_its_time_or_never
            a_unit_may_rely_on_what_it_writes
        );
    };
    (@cases $open:path; $($case:ident)+) => {$(
        #[tokio::test]
        async fn $case() {
            let opened = $open().await;
            $crate::testing::store_contract::$case(&*opened.0).await;
        }
    )+};
}

async fn commit(store: &dyn Store, unit: UnitOfWork) -> Commit {
    store.commit(unit).await.expect("the store works")
}

async fn committed(store: &dyn Store, unit: UnitOfWork) {
    assert_eq!(commit(store, unit).await, Commit::Committed);
}

/// Alice with a phone, a client, a pending login and its challenge.
struct Scene {
    user: User,
    device: Device,
    authenticator: Authenticator,
    login: Login,
    challenge: Challenge,
}

async fn scene(store: &dyn Store) -> Scene {
    let user = sample::user();
    let scene = Scene {
        device: sample::device_of(&user),
        authenticator: sample::authenticator_of(&user),
        login: sample::login_of(&user, 4),
        challenge: sample::challenge_of(&sample::login_of(&user, 4)),
        user,
    };
    let unit = UnitOfWork::new("scene")
        .put(scene.user.clone())
        .put(sample::client())
        .put(scene.device.clone())
        .put(scene.authenticator.clone())
        .put(scene.login.clone())
        .put(scene.challenge.clone());
    committed(store, unit).await;
    scene
}

fn session_of(login: &Login) -> Session {
    Session {
        token: BearerToken::presented(login.id.to_string()).hash(),
        user_id: login.user_id,
        login_id: login.id,
        acr: "urn:countersign:acr:push".to_owned(),
        created_at: sample::NOW,
        expires_at: sample::NOW + Duration::from_secs(3600),
        version: Version::FIRST,
    }
}

fn remembered() -> Remembered {
    Remembered {
        key: IdempotencyKey::new(&ClientId::new("shop"), "POST /x", "key", b"body"),
        outcome: IdempotentOutcome::Touched(sample::login().id),
        expires_at: sample::NOW + Duration::from_secs(60),
        version: Version::FIRST,
    }
}

fn standing_of(user: &User, n: u8) -> Standing {
    Standing::new(StandingKey::from_bytes([n; 16]), user.id)
        .denied(sample::NOW, &crate::limits::Limits::default())
}

fn job_for(challenge: &Challenge, n: u128, run_at: Timestamp) -> Job {
    Job {
        id: JobId::new(Uuid::from_u128(n)),
        kind: JobKind::DeliverChallenge(challenge.id),
        run_at,
        deadline: run_at + Duration::from_secs(120),
    }
}

fn approve(login: &Login) -> Login {
    let approval = crate::model::Approval {
        at: sample::NOW,
        authenticator_id: sample::authenticator().id,
        device_id: Some(sample::device().id),
        method: crate::model::Method::Push,
        presence: Presence::Picked,
        storage: KeyStorage::Unknown,
        logged_out_at: None,
    };
    login.clone().approve(approval).expect("the sample is pending")
}
