//! What services demand.

use super::{commit, committed};
use crate::{
    model::{PolicyTerms, Resource},
    port::{Commit, Store, UnitOfWork},
    testing::sample,
};

pub async fn policies_read_back_and_move_on(store: &dyn Store) {
    let (filing, upload) = (sample::policy("filing"), sample::policy("documents:upload"));
    assert_eq!(store.policy(&filing.resource).await.unwrap(), None);
    committed(store, UnitOfWork::new("set").put(&filing).put(&upload)).await;
    assert_eq!(
        store.policy(&filing.resource).await.unwrap(),
        Some(filing.clone())
    );
    assert_eq!(store.policies().await.unwrap(), [upload.clone(), filing.clone()]);
    let removed = filing.clone().with_terms(PolicyTerms {
        removed: true,
        ..filing.terms.clone()
    });
    committed(store, UnitOfWork::new("remove").put(&removed)).await;
    let late = commit(store, UnitOfWork::new("remove").put(&removed)).await;
    assert_eq!(late, Commit::Conflict);
    let relies = UnitOfWork::new("rely").unless_changed(&filing);
    assert_eq!(
        commit(store, relies).await,
        Commit::Conflict,
        "it has changed since"
    );
    assert_eq!(store.policy(&filing.resource).await.unwrap(), Some(removed));
    let other = Resource::parse("renewal").unwrap();
    assert_eq!(store.policy(&other).await.unwrap(), None);
}
