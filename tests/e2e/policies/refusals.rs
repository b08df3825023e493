//! What satisfies no policy, and what is refused because nobody can tell.

use std::time::Duration;

use countersign::admin::{Command, policy::PolicyCommand};
use countersign_core::model::Scope;
use countersign_tests::{Provider, World};
use serde_json::json;

use super::{check, demand};

#[tokio::test]
async fn r12_recovery_codes_and_weaker_methods_never_satisfy_a_policy() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    let phone = world.scan(started.uri(), Provider::Fcm).await;
    let mut app = phone.codes();
    shop.code(&started, &app.code()).await;
    let paper = started.recovery_codes();
    world.clock.advance(Duration::from_secs(30));

    demand(&world, "filing", "otp", 0).await;
    let login = shop
        .login(json!({"username": "alice", "number_matching": "none", "resource": "filing"}))
        .await;
    assert_eq!(
        login["methods"],
        json!(["totp"]),
        "a tap is worth less than a code, paper nothing"
    );
    world.settle().await;
    assert_eq!(
        world.pushes(),
        0,
        "nobody is asked whose answer would not be enough"
    );
    let refused = shop.code(&login, &paper[0]).await;
    assert_eq!(refused.problem(), "wrong-code");
    assert_eq!(
        shop.code(&login, &app.code()).await.body["demand"]["satisfied"],
        true
    );
    assert_eq!(check(&shop, "filing", Some(&login)).await.status, 200);

    // The code on paper was not spent; where nothing is demanded it still logs in, and is worth no more for that.
    let lost = shop.login(json!({"username": "alice"})).await;
    assert_eq!(shop.code(&lost, &paper[0]).await.body["state"], "approved");
    for (resource, least) in [("filing", "otp"), ("anything", "pwd")] {
        demand(&world, resource, least, 0).await;
        assert_eq!(
            check(&shop, resource, Some(&lost)).await.status,
            401,
            "{resource}"
        );
    }
}

#[tokio::test]
async fn r13_a_login_that_may_not_count_any_more_satisfies_nothing() {
    let (world, shop, mut phone) = World::enrolled().await;
    demand(&world, "reading", "push", 0).await;
    demand(&world, "later", "push", 3600).await;
    let wanted = json!({"username": "alice", "number_matching": "none", "resource": "reading"});
    let pending = shop.login(wanted).await;
    assert_eq!(
        check(&shop, "reading", Some(&pending)).await.status,
        401,
        "nobody has approved it"
    );
    phone.approve(None).await;
    assert_eq!(check(&shop, "reading", Some(&pending)).await.status, 200);
    let read = shop.read(&pending).await;
    assert_eq!(
        (&read["demand"]["satisfied"], &read["acr"]),
        (&json!(true), &json!("urn:countersign:acr:push"))
    );

    let bank = world.client(&[Scope::Login]).await;
    assert_eq!(
        check(&bank, "reading", Some(&pending)).await.status,
        401,
        "it is another client's"
    );
    let name = "alice".to_owned();
    world.operate(Command::UserSuspend { name }).await;
    for resource in ["reading", "later"] {
        assert_eq!(
            check(&shop, resource, Some(&pending)).await.status,
            401,
            "{resource}"
        );
    }
    let read = shop.read(&pending).await;
    assert_eq!(
        (&read["demand"]["satisfied"], &read["acr"]),
        (&json!(false), &json!(null)),
        "nor does the login itself say anything else"
    );
}

#[tokio::test]
async fn r18_what_nobody_can_tell_is_refused() {
    let (world, shop, _phone) = World::enrolled().await;
    assert_eq!(check(&shop, "filing", None).await.problem(), "not-found");
    let unknown = shop
        .attempt(json!({"username": "alice", "resource": "filing"}))
        .await;
    assert_eq!(unknown.problem(), "invalid-request");
    for resource in ["", "Filing", "a b"] {
        assert_eq!(
            check(&shop, resource, None).await.problem(),
            "invalid-request",
            "{resource:?}"
        );
    }
    demand(&world, "filing", "otp", 3600).await;
    let act = PolicyCommand::Remove {
        resource: "filing".to_owned(),
    };
    world.operate(Command::Policy { act }).await;
    assert_eq!(
        check(&shop, "filing", None).await.problem(),
        "not-found",
        "it was taken back"
    );
    let enroller = world.client(&[Scope::Enroll]).await;
    assert_eq!(
        check(&enroller, "filing", None).await.problem(),
        "insufficient-scope"
    );
    let nobody = shop.with_secret("wrong");
    assert_eq!(check(&nobody, "filing", None).await.problem(), "invalid-client");
}

#[tokio::test]
async fn r18_a_policy_that_cannot_be_read_refuses_everything_that_relies_on_it() {
    let mut world = World::of(None, |_| {}).await;
    world.user("alice").await;
    let shop = world.shop().await;
    world.phone(&shop, "alice", Provider::Fcm).await;
    demand(&world, "filing", "push", 0).await;
    let program = "import sqlite3, sys; base = sqlite3.connect(sys.argv[1]); \
                   base.execute(\"UPDATE policy SET terms = json_set(terms, '$.requirement', 'everything')\"); base.commit()";
    let database = world.settings.server.data_dir.join("countersign.db");
    world.pause().await;
    let done = std::process::Command::new("python3")
        .args(["-c", program])
        .arg(database)
        .status();
    assert!(done.unwrap().success());
    world.resume().await;

    assert_eq!(check(&shop, "filing", None).await.problem(), "unavailable");
    let login = shop
        .attempt(json!({"username": "alice", "resource": "filing"}))
        .await;
    assert_eq!(login.problem(), "unavailable");
    assert_eq!(world.browser().get("/login").await.status, 503);
}
