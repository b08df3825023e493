//! What stands behind mails: addresses, links, counters, and what names look like.

use std::time::Duration;

use super::{commit, committed, scene};
use crate::{
    model::{Allowance, BearerToken, MailAddress, MailedLink, NameClaim, Version},
    port::{Commit, Store, UnitOfWork},
    secrets::Sealed,
    testing::sample,
};

fn link(token: &str) -> MailedLink {
    MailedLink {
        token: BearerToken::presented(token).hash(),
        user_id: None,
        purpose: Sealed::from_stored(vec![6; 200]),
        created_at: sample::NOW,
        expires_at: sample::NOW + MailedLink::TTL,
        version: Version::FIRST,
    }
}

pub async fn users_are_found_by_their_address_in_any_case(store: &dyn Store) {
    let address = |text: &str| MailAddress::parse(text).unwrap();
    let mut users = ["carol", "alice", "bob"].map(sample::user_named);
    users[0].email = Some(address("Both@Example.org"));
    users[1].email = Some(address("both@example.org"));
    committed(store, UnitOfWork::new("add").put_all(users.clone())).await;
    let named = async |email: &str, limit| {
        let found = store.users_by_email(&address(email), limit).await.unwrap();
        let names = found.iter().map(|user| user.name.to_string());
        names.collect::<Vec<_>>()
    };
    assert_eq!(named("BOTH@example.org", 9).await, ["alice", "carol"]);
    assert_eq!(named("both@example.org", 1).await, ["alice"]);
    assert!(named("nobody@example.org", 9).await.is_empty());
    let found = store.user(users[0].id).await.unwrap().unwrap();
    assert_eq!(found.email, users[0].email, "as it was written");
}

pub async fn a_mailed_link_is_used_once(store: &dyn Store) {
    let scene = scene(store).await;
    let theirs = MailedLink {
        user_id: Some(scene.user.id),
        ..link("theirs")
    };
    let unit = UnitOfWork::new("mail").put(link("new")).put(&theirs);
    committed(store, unit).await;
    let found = store.mailed_link(&theirs.token).await.unwrap();
    assert_eq!(found.as_ref(), Some(&theirs));
    assert_eq!(
        store.mailed_link(&link("new").token).await.unwrap(),
        Some(link("new"))
    );
    let used = theirs.clone().used(sample::NOW);
    committed(store, UnitOfWork::new("use").put(&used)).await;
    let again = commit(store, UnitOfWork::new("use").put(&used)).await;
    assert_eq!(again, Commit::Conflict);
    assert_eq!(store.mailed_link(&theirs.token).await.unwrap(), Some(used));
    committed(store, UnitOfWork::new("remove").remove_user(&scene.user)).await;
    assert_eq!(store.mailed_link(&theirs.token).await.unwrap(), None);
    assert!(store.mailed_link(&link("new").token).await.unwrap().is_some());
}

pub async fn mails_are_counted_by_one_at_a_time(store: &dyn Store) {
    let first = Allowance::found(None, [3; 16]).spend(sample::NOW, 9).unwrap();
    assert_eq!(store.allowance(first.key).await.unwrap(), None);
    committed(store, UnitOfWork::new("count").put(first)).await;
    assert_eq!(store.allowance(first.key).await.unwrap(), Some(first));
    let second = first.spend(sample::NOW, 9).unwrap();
    committed(store, UnitOfWork::new("count").put(second)).await;
    let late = commit(store, UnitOfWork::new("count").put(second)).await;
    assert_eq!(late, Commit::Conflict);
    assert_eq!(store.allowance(first.key).await.unwrap(), Some(second));
    let day = std::time::Duration::from_secs(24 * 3600);
    let of_a_day = second.spend_within(day, 5, sample::NOW, 9).unwrap();
    committed(store, UnitOfWork::new("count").put(of_a_day)).await;
    assert_eq!(store.allowance(first.key).await.unwrap(), Some(of_a_day));
}

pub async fn no_two_names_look_alike(store: &dyn Store) {
    let (modern, modem) = (sample::user_named("modern"), sample::user_named("modem"));
    let claim = |user: &crate::model::User| NameClaim::new(&user.name, user.id);
    let add = |user: &crate::model::User| UnitOfWork::new("add").put(user).put(claim(user));
    committed(store, add(&modern)).await;
    assert_eq!(commit(store, add(&modem)).await, Commit::Conflict);
    let found = store.name_claim(&modem.name.skeleton()).await.unwrap();
    assert_eq!(found, Some(claim(&modern)));
    committed(store, UnitOfWork::new("remove").remove_user(&modern)).await;
    committed(store, add(&modem)).await;
}

pub async fn what_mails_leave_behind_is_swept(store: &dyn Store) {
    let spent = Allowance::found(None, [3; 16]).spend(sample::NOW, 9).unwrap();
    committed(store, UnitOfWork::new("mail").put(link("new")).put(spent)).await;
    let soon = store.sweep(sample::NOW + Duration::from_secs(60)).await.unwrap();
    assert_eq!((soon.mailed_links, soon.allowances), (0, 0));
    // Who opens a link too late is told that it has ended.
    let later = store
        .sweep(sample::NOW + Duration::from_secs(7200))
        .await
        .unwrap();
    assert_eq!((later.mailed_links, later.allowances), (0, 1));
    let at_last = store
        .sweep(sample::NOW + Duration::from_secs(48 * 3600))
        .await
        .unwrap();
    assert_eq!(at_last.mailed_links, 1);
    assert_eq!(store.allowance(spent.key).await.unwrap(), None);
}
