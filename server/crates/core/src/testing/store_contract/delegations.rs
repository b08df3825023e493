//! What people let others do for them.

use std::time::Duration;

use countersign_proto::ids::{DelegationId, UserId};
use uuid::Uuid;

use super::{commit, committed, scene};
use crate::{
    model::{Delegation, DelegationEnd, DelegationState, Resource, Timestamp, User, UserName, Version},
    port::{Commit, Store, UnitOfWork},
    testing::sample,
};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn at(day: u32) -> Timestamp {
    sample::NOW + DAY * day
}

/// An invitation by this owner, made so many seconds after the others.
fn invited(n: u128, owner: &User, delegate: Option<UserId>) -> Delegation {
    Delegation {
        id: DelegationId::new(Uuid::from_u128(n)),
        owner_id: owner.id,
        delegate_id: delegate,
        invited: UserName::parse("bob").unwrap(),
        resource: Resource::parse("filing").unwrap(),
        created_at: sample::NOW + Duration::from_secs(u64::try_from(n).unwrap()),
        expires_at: at(200),
        state: DelegationState::Invited {
            until: at(7),
            declined: false,
        },
        version: Version::FIRST,
    }
}

fn accepted(delegation: &Delegation) -> Delegation {
    delegation.clone().accept(at(1), DAY * 90).unwrap()
}

fn ended(delegation: &Delegation) -> Delegation {
    let reason = "left".to_owned();
    let end = DelegationEnd::Operator { reason };
    delegation.clone().end(at(2), end).unwrap()
}

/// Rows of the table, for whoever copies it.
pub(crate) fn rows() -> UnitOfWork {
    let zoe = sample::user_named("zoë");
    UnitOfWork::new("delegations")
        .put(invited(1, &zoe, None))
        .put(invited(2, &zoe, Some(zoe.id)))
}

/// Alice, who has invited bob.
async fn alice_and_bob(store: &dyn Store) -> (User, User, Delegation) {
    let (alice, bob) = (scene(store).await.user, sample::user_named("bob"));
    let first = invited(1, &alice, Some(bob.id));
    committed(store, UnitOfWork::new("invite").put(&bob).put(&first)).await;
    (alice, bob, first)
}

pub async fn delegations_read_back_and_move_on(store: &dyn Store) {
    let (alice, _, first) = alice_and_bob(store).await;
    let to_nobody = invited(2, &alice, None);
    committed(store, UnitOfWork::new("invite").put(&to_nobody)).await;
    assert_eq!(
        store.delegation(to_nobody.id).await.unwrap(),
        Some(to_nobody.clone())
    );
    let id = first.id;
    let mut now = first;
    for next in [
        accepted(&now),
        accepted(&now).confirm(at(50), at(300), DAY * 90).unwrap(),
    ] {
        let next = Delegation {
            version: now.version.next(),
            ..next
        };
        committed(store, UnitOfWork::new("move").put(&next)).await;
        assert_eq!(store.delegation(id).await.unwrap(), Some(next.clone()));
        now = next;
    }
    let over = ended(&now);
    committed(store, UnitOfWork::new("end").put(&over)).await;
    assert_eq!(store.delegation(id).await.unwrap(), Some(over));
    let late = now.end(at(3), DelegationEnd::Owner).unwrap();
    let late = commit(store, UnitOfWork::new("end").put(late)).await;
    assert_eq!(late, Commit::Conflict, "it has ended");
}

pub async fn delegations_are_found_from_both_sides(store: &dyn Store) {
    let (alice, bob, first) = alice_and_bob(store).await;
    let [second, third] = [2, 3].map(|n| invited(n, &alice, Some(bob.id)));
    let of = async |user: &User, limit| store.delegations_of(user.id, limit).await.unwrap();
    let held = async |user: &User, limit| store.delegations_held(user.id, limit).await.unwrap();
    let offered = async |user: &User, limit| store.delegations_offered(user.id, limit).await.unwrap();
    let between = async |owner: &User, delegate: &User| {
        let found = store.delegations_between(owner.id, delegate.id).await;
        found.unwrap()
    };
    committed(store, UnitOfWork::new("invite").put(&second).put(&third)).await;
    assert_eq!(
        of(&alice, 9).await,
        [third.clone(), second.clone(), first.clone()],
        "the latest first"
    );
    assert_eq!(between(&alice, &bob).await, [], "nobody has accepted");
    let (taken, over) = (accepted(&first), ended(&third));
    committed(store, UnitOfWork::new("move").put(&taken).put(&over)).await;
    assert_eq!(
        of(&alice, 9).await,
        [second.clone(), taken.clone(), over],
        "what has ended comes last"
    );
    assert_eq!(of(&alice, 1).await, [second.clone()]);
    assert_eq!(held(&bob, 9).await, [taken.clone()]);
    assert_eq!(offered(&bob, 9).await, [second.clone()]);
    assert_eq!(between(&alice, &bob).await, [taken.clone()]);
    assert_eq!(between(&bob, &alice).await, []);
    let fourth = invited(4, &alice, Some(bob.id));
    let (also, declined) = (accepted(&fourth), second.decline(at(0)).unwrap());
    committed(store, UnitOfWork::new("invite").put(&fourth)).await;
    committed(store, UnitOfWork::new("answer").put(&also).put(&declined)).await;
    assert_eq!(held(&bob, 9).await, [also.clone(), taken], "the latest first");
    assert_eq!(held(&bob, 1).await, [also]);
    assert_eq!(offered(&bob, 9).await, [], "it was answered");
    assert_eq!(store.delegation(declined.id).await.unwrap(), Some(declined));
    assert_eq!(of(&bob, 9).await, []);
    assert_eq!(
        (held(&alice, 9).await, offered(&alice, 9).await),
        (vec![], vec![])
    );
}

pub async fn due_delegations_are_found_and_old_ones_swept(store: &dyn Store) {
    let (_, _, first) = alice_and_bob(store).await;
    let due = async |day| store.due_delegations(at(day), 9).await.unwrap();
    assert_eq!(due(6).await, []);
    assert_eq!(due(7).await, [first.clone()], "it lapses");
    let taken = accepted(&first);
    committed(store, UnitOfWork::new("accept").put(&taken)).await;
    assert_eq!(due(76).await, []);
    assert_eq!(due(77).await, [taken.clone()], "its owner is to be reminded");
    let over = ended(&taken);
    committed(store, UnitOfWork::new("end").put(&over)).await;
    assert_eq!(due(999).await, []);
    let swept = async |day| store.sweep(at(day)).await.unwrap().delegations;
    assert_eq!((swept(366).await, swept(367).await), (0, 1));
    assert_eq!(store.delegation(over.id).await.unwrap(), None);
}

pub async fn delegations_go_with_their_owner_and_outlive_their_delegate(store: &dyn Store) {
    let (alice, bob, first) = alice_and_bob(store).await;
    let taken = accepted(&first);
    committed(store, UnitOfWork::new("accept").put(&taken)).await;
    // Whoever removes an account ends what it holds in the same unit.
    let over = ended(&taken);
    committed(store, UnitOfWork::new("remove").put(&over).remove_user(&bob)).await;
    let left = Delegation {
        delegate_id: None,
        ..over
    };
    assert_eq!(store.delegation(left.id).await.unwrap(), Some(left.clone()));
    let alice = store.user(alice.id).await.unwrap().unwrap();
    committed(store, UnitOfWork::new("remove").remove_user(&alice)).await;
    assert_eq!(store.delegation(left.id).await.unwrap(), None);
}
