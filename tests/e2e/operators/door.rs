//! Who gets in.

use countersign::admin::{Command, operator::OperatorCommand};
use countersign_tests::World;

use super::{act, appoint, logged_in, number, world};

#[tokio::test]
async fn only_operators_get_in_and_others_learn_nothing() {
    let world = world().await;
    let mut stranger = world.browser();
    for path in ["/admin", "/admin/policies", "/admin/users/100001"] {
        assert_eq!(stranger.get(path).await.location(), format!("/login?next={path}"));
    }
    let sent = act(&mut stranger, "100001", "suspend", "x").await;
    assert_eq!(sent.location(), "/login?next=/admin");
    let (mut alice, _phone) = logged_in(&world, "alice").await;
    let alices = number(&world, "alice").await;
    for path in [
        "/admin",
        "/admin/policies",
        &format!("/admin/users/{alices}"),
        "/admin/nothing",
    ] {
        assert_eq!(alice.get(path).await.status, 404, "{path}");
    }
    assert_eq!(act(&mut alice, &alices, "unlock", "x").await.status, 404);

    appoint(&world, "alice", "helpdesk").await;
    assert_eq!(alice.get("/admin").await.status, 200);
    let name = "alice".to_owned();
    let removed = OperatorCommand::Remove { name };
    world.operate(Command::Operator { act: removed }).await;
    assert_eq!(alice.get("/admin").await.status, 404, "at once");
}

#[tokio::test]
async fn r12_a_login_that_is_too_weak_for_operators_stays_outside() {
    let world = World::start().await;
    let (mut alice, _phone) = logged_in(&world, "alice").await;
    appoint(&world, "alice", "owner").await;
    let alices = number(&world, "alice").await;
    for path in ["/admin", "/admin/policies", &format!("/admin/users/{alices}")] {
        let page = alice.get(path).await;
        assert_eq!(page.status, 403, "{path}");
        assert!(
            page.text.contains("Operators log in with passkey or stronger."),
            "{}",
            page.text
        );
    }
    assert_eq!(act(&mut alice, &alices, "suspend", "x").await.status, 403);
}

#[tokio::test]
async fn r4_a_suspended_operator_is_outside_at_once() {
    let world = world().await;
    let (mut alice, _phone) = logged_in(&world, "alice").await;
    appoint(&world, "alice", "owner").await;
    let name = "alice".to_owned();
    world.operate(Command::UserSuspend { name }).await;
    assert_eq!(alice.get("/admin").await.location(), "/login?next=/admin");
}

#[tokio::test]
async fn another_site_cannot_have_an_operator_act() {
    let world = world().await;
    let (mut alice, _phone) = logged_in(&world, "alice").await;
    appoint(&world, "alice", "owner").await;
    world.user("bob").await;
    let path = format!("/admin/users/{}/suspend", number(&world, "bob").await);
    let sent = alice
        .post_with(&path, &[("reason", "x")], ("sec-fetch-site", "cross-site"))
        .await;
    assert_eq!(sent.status, 403);
    let name = "bob".to_owned();
    assert_eq!(world.operate(Command::UserShow { name }).await["state"], "active");
}
