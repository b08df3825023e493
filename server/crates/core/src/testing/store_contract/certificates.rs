//! Certificates, requests for them, and what signs them.

use std::time::Duration;

use countersign_proto::ids::{CertificateAuthorityId, CertificateRequestId, UserId};
use uuid::Uuid;

use super::{commit, committed, scene};
use crate::{
    model::{
        AuthenticatorState, Certificate, CertificateAuthority, CertificateBytes, CertificateRequest,
        CertificateState, FirstApproval, RequestState, RevocationReason, Timestamp, TokenHash, UserState,
        Version,
    },
    port::{Commit, Store, UnitOfWork},
    secrets::Sealed,
    testing::sample,
};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn authority(n: u128) -> CertificateAuthority {
    CertificateAuthority {
        id: CertificateAuthorityId::new(Uuid::from_u128(n)),
        certificate: CertificateBytes(vec![0x30, 1, 2, 3]),
        key: Sealed::from_stored(vec![7; 60]),
        created_at: sample::NOW + DAY * u32::try_from(n).unwrap(),
        version: Version::FIRST,
    }
}

fn request(n: u128, user: UserId) -> CertificateRequest {
    CertificateRequest {
        id: CertificateRequestId::new(Uuid::from_u128(n)),
        user_id: user,
        created_at: sample::NOW + Duration::from_secs(u64::try_from(n).unwrap()),
        state: RequestState::Requested {
            expected_by: Some(sample::NOW + DAY),
            first: Some(FirstApproval {
                by: user,
                at: sample::NOW,
            }),
        },
        version: Version::FIRST,
    }
}

fn certificate(of: &str, user: &crate::model::User) -> Certificate {
    Certificate {
        fingerprint: TokenHash::of(of.as_bytes()),
        user_id: Some(user.id),
        authenticator_id: sample::authenticator_of(user).id,
        authority: Some(authority(1).id),
        serial: "0badcafe".to_owned(),
        not_after: sample::NOW + DAY * 365,
        state: CertificateState::Active { notices: 0 },
        version: Version::FIRST,
    }
}

/// Rows of the three tables, for whoever copies them.
pub(crate) fn rows() -> UnitOfWork {
    let zoe = sample::user_named("zoë");
    let bare = Certificate {
        user_id: None,
        authority: None,
        state: CertificateState::Revoked {
            at: sample::NOW,
            reason: RevocationReason::Superseded,
        },
        ..certificate("bare", &zoe)
    };
    UnitOfWork::new("certificates")
        .put(authority(1))
        .put(request(1, zoe.id))
        .put(certificate("first", &zoe))
        .put(bare)
}

pub async fn certificates_read_back_as_they_were_written(store: &dyn Store) {
    committed(store, UnitOfWork::new("add").put(sample::user_named("zoë"))).await;
    committed(store, rows()).await;
    committed(store, UnitOfWork::new("add").put(authority(2))).await;
    let zoe = sample::user_named("zoë");
    assert_eq!(
        store.certificate_authorities().await.unwrap(),
        [authority(1), authority(2)],
        "the newest last"
    );
    let first = certificate("first", &zoe);
    assert_eq!(
        store.certificate(&first.fingerprint).await.unwrap(),
        Some(first.clone())
    );
    assert_eq!(store.certificate(&TokenHash::of(b"none")).await.unwrap(), None);
    let told = first.clone().tended(first.not_after - DAY * 20);
    committed(store, UnitOfWork::new("tend").put(&told)).await;
    assert_eq!(
        store.certificate(&first.fingerprint).await.unwrap(),
        Some(told.clone())
    );
    let late = commit(store, UnitOfWork::new("tend").put(told)).await;
    assert_eq!(late, Commit::Conflict);
}

pub async fn an_account_has_one_open_request(store: &dyn Store) {
    let scene = scene(store).await;
    let first = request(1, scene.user.id);
    let ask = |request: &CertificateRequest| UnitOfWork::new("ask").put(request);
    committed(store, ask(&first)).await;
    let second = request(2, scene.user.id);
    assert_eq!(commit(store, ask(&second)).await, Commit::Conflict);
    let approved = first.clone().approve(sample::NOW, DAY * 7).unwrap();
    committed(store, ask(&approved)).await;
    assert_eq!(commit(store, ask(&second)).await, Commit::Conflict);
    let found = store.latest_certificate_request(scene.user.id).await.unwrap();
    assert_eq!(found.as_ref(), Some(&approved));
    assert_eq!(
        store.open_certificate_requests(9).await.unwrap(),
        [approved.clone()]
    );
    let due = async |at: Timestamp| store.due_certificate_requests(at, 9).await.unwrap();
    assert_eq!(due(sample::NOW + DAY * 6).await, []);
    assert_eq!(due(sample::NOW + DAY * 7).await, [approved.clone()]);
    committed(store, ask(&approved.as_of(sample::NOW + DAY * 7))).await;
    assert_eq!(due(sample::NOW + DAY * 99).await, []);
    committed(store, ask(&second)).await;
    let found = store.latest_certificate_request(scene.user.id).await.unwrap();
    assert_eq!(found, Some(second));
    committed(store, UnitOfWork::new("remove").remove_user(&scene.user)).await;
    assert_eq!(store.open_certificate_requests(9).await.unwrap(), []);
}

pub async fn one_certificate_is_of_one_account(store: &dyn Store) {
    let scene = scene(store).await;
    let other = sample::user_named("other");
    committed(store, UnitOfWork::new("add").put(&other)).await;
    let bind = |one: &Certificate| UnitOfWork::new("bind").put(one);
    let mine = certificate("first", &scene.user);
    committed(store, bind(&mine)).await;
    let theirs = certificate("first", &other);
    assert_eq!(
        commit(store, bind(&theirs)).await,
        Commit::Conflict,
        "it has an account"
    );
    let second = certificate("second", &scene.user);
    assert_eq!(
        commit(store, bind(&second)).await,
        Commit::Conflict,
        "the account has one"
    );
    committed(store, bind(&certificate("third", &other))).await;
    let replaced = mine.revoke(sample::NOW, RevocationReason::Superseded);
    committed(store, UnitOfWork::new("replace").put(&replaced).put(&second)).await;
    assert_eq!(
        store.certificate(&second.fingerprint).await.unwrap(),
        Some(second)
    );
    // What an account has given up can be another's, who has none.
    let third = sample::user_named("third");
    committed(store, UnitOfWork::new("add").put(&third)).await;
    let moved = Certificate {
        version: replaced.version.next(),
        ..certificate("first", &third)
    };
    committed(store, bind(&moved)).await;
    assert_eq!(
        commit(store, bind(&moved)).await,
        Commit::Conflict,
        "of two at once"
    );
    assert_eq!(store.certificate(&moved.fingerprint).await.unwrap(), Some(moved));
}

pub async fn due_certificates_are_found(store: &dyn Store) {
    let scene = scene(store).await;
    let one = certificate("first", &scene.user);
    committed(store, UnitOfWork::new("bind").put(&one)).await;
    let due = async |days: u32| store.due_certificates(sample::NOW + DAY * days, 9).await.unwrap();
    assert_eq!(due(334).await, []);
    assert_eq!(due(335).await, [one.clone()]);
    let told = one.tended(sample::NOW + DAY * 335);
    committed(store, UnitOfWork::new("tend").put(&told)).await;
    assert_eq!(due(350).await, []);
    let expired = told.tended(sample::NOW + DAY * 365);
    committed(store, UnitOfWork::new("tend").put(&expired)).await;
    assert_eq!(due(999).await, []);
    let swept = async |days: u32| store.sweep(sample::NOW + DAY * days).await.unwrap().certificates;
    assert_eq!((swept(365).await, swept(367).await), (0, 1));
}

pub async fn what_nobody_can_use_is_listed(store: &dyn Store) {
    let scene = scene(store).await;
    let one = certificate("first", &scene.user);
    committed(store, UnitOfWork::new("bind").put(&one)).await;
    let listed = async |days: u32| {
        let at = sample::NOW + DAY * days;
        let found = store.unusable_certificates(authority(1).id, at).await.unwrap();
        let states = found.into_iter().map(|listed| {
            assert_eq!(listed.certificate.fingerprint, one.fingerprint);
            (listed.authenticator_state, listed.user_state)
        });
        states.collect::<Vec<_>>()
    };
    assert_eq!(listed(1).await, [], "its owner can use it");
    let (active, suspended) = (scene.authenticator.clone(), AuthenticatorState::Suspended);
    let aside = active.in_state(suspended);
    committed(store, UnitOfWork::new("suspend").put(&aside)).await;
    assert_eq!(listed(1).await, [(Some(suspended), Some(UserState::Active))]);
    assert_eq!(listed(365).await, [], "it has expired");
    let other = store
        .unusable_certificates(authority(2).id, sample::NOW)
        .await
        .unwrap();
    assert_eq!(other, []);
    let back = aside.in_state(AuthenticatorState::Active);
    committed(store, UnitOfWork::new("resume").put(&back)).await;
    assert_eq!(listed(1).await, []);
    let revoked = one
        .clone()
        .revoke(sample::NOW, RevocationReason::PrivilegeWithdrawn);
    committed(store, UnitOfWork::new("revoke").put(revoked)).await;
    assert_eq!(
        listed(1).await,
        [(Some(AuthenticatorState::Active), Some(UserState::Active))]
    );
    committed(store, UnitOfWork::new("remove").remove_user(&scene.user)).await;
    assert_eq!(listed(1).await, [(None, None)], "it outlives its account");
    let left = store.certificate(&one.fingerprint).await.unwrap().unwrap();
    assert_eq!(left.user_id, None);
}
