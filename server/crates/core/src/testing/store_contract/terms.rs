//! Who has accepted which terms.

use std::time::Duration;

use super::{commit, committed, scene};
use crate::{
    model::{Acceptance, TextHash, Version},
    port::{Commit, Store, UnitOfWork},
    testing::sample,
};

pub async fn terms_are_accepted_once_for_each_version(store: &dyn Store) {
    let scene = scene(store).await;
    let first = Acceptance {
        user_id: scene.user.id,
        terms: "2026-01".to_owned(),
        language: "pt".to_owned(),
        text: TextHash::of("texto"),
        at: sample::NOW,
        network: Some("192.0.2.0/24".to_owned()),
        version: Version::FIRST,
    };
    let second = Acceptance {
        terms: "2026-02".to_owned(),
        at: sample::NOW + Duration::from_secs(1),
        network: None,
        ..first.clone()
    };
    let key = |one: &Acceptance| Acceptance::key(one.user_id, &one.terms);
    assert_eq!(store.acceptance(key(&first)).await.unwrap(), None);
    let accept = |one: &Acceptance| UnitOfWork::new("accept").put(one).unless_changed(&scene.user);
    committed(store, accept(&second)).await;
    committed(store, accept(&first)).await;
    assert_eq!(commit(store, accept(&first)).await, Commit::Conflict);
    assert_eq!(
        store.acceptance(key(&first)).await.unwrap().as_ref(),
        Some(&first)
    );
    let all = store.acceptances(scene.user.id).await.unwrap();
    assert_eq!(all, [first.clone(), second]);
    committed(store, UnitOfWork::new("remove").remove_user(&scene.user)).await;
    assert_eq!(store.acceptance(key(&first)).await.unwrap(), None);
    assert!(store.acceptances(scene.user.id).await.unwrap().is_empty());
}
