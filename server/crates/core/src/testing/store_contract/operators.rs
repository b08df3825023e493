//! Who may do something for others.

use super::{commit, committed};
use crate::{
    model::{AccountNumber, Role},
    port::{Commit, Store, UnitOfWork},
    testing::sample,
};

pub async fn operators_read_back_and_go_with_their_account(store: &dyn Store) {
    let user = sample::user();
    committed(store, UnitOfWork::new("add").put(&user)).await;
    let found = store.user_by_name(&user.name).await.unwrap().unwrap();
    assert_eq!(
        store.user_by_number(found.number).await.unwrap(),
        Some(found.clone())
    );
    assert_eq!(store.user_by_number(AccountNumber(7)).await.unwrap(), None);
    let operator = sample::operator(&user);
    assert_eq!(store.operator(user.id).await.unwrap(), None);
    committed(store, UnitOfWork::new("appoint").put(&operator)).await;
    assert_eq!(store.operator(user.id).await.unwrap(), Some(operator.clone()));
    for role in Role::ALL.into_iter().chain([Role::Former]) {
        let before = store.operator(user.id).await.unwrap().unwrap();
        let changed = before.in_role(role);
        committed(store, UnitOfWork::new("appoint").put(&changed)).await;
        assert_eq!(store.operators().await.unwrap(), [changed]);
    }
    let relies = UnitOfWork::new("rely").unless_changed(&operator);
    assert_eq!(
        commit(store, relies).await,
        Commit::Conflict,
        "the role has changed since"
    );
    committed(store, UnitOfWork::new("remove").remove_user(&found)).await;
    assert_eq!(store.operators().await.unwrap(), []);
}
