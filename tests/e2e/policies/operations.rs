//! A service gates its operations.

use std::time::Duration;

use countersign::admin::{Command, policy::PolicyCommand};
use countersign_core::port::Clock;
use countersign_tests::{World, by_tap};
use serde_json::{Value, json};

use super::{check, demand, demand_with, header};

const OTP_OR_MORE: &str = "urn:countersign:acr:otp urn:countersign:acr:otp+pwd urn:countersign:acr:push-number \
     urn:countersign:acr:push-number+pwd urn:countersign:acr:oob urn:countersign:acr:oob+pwd \
     urn:countersign:acr:certificate urn:countersign:acr:certificate+pwd urn:countersign:acr:passkey \
     urn:countersign:acr:passkey+pwd";

#[tokio::test]
async fn a_policy_warns_before_its_time_and_refuses_from_then_on() {
    let (world, shop, mut phone) = World::enrolled().await;
    demand_with(&world, "filing", "otp", 3600, 1800, None).await;
    let weak = shop.login(by_tap("alice")).await;
    phone.approve(None).await;
    for (phase, later) in [("announced", 3500), ("announced", 110), ("grace", 1800)] {
        for login in [None, Some(&weak)] {
            let early = check(&shop, "filing", login).await;
            assert_eq!(early.status, 200, "{}", early.body);
            assert_eq!(
                (&early.body["phase"], &early.body["satisfied"]),
                (&json!(phase), &json!(false))
            );
            assert!(
                header(&early, "warning").starts_with("299 countersign "),
                "{:?}",
                early.headers
            );
        }
        world.clock.advance(Duration::from_secs(later));
    }
    for login in [None, Some(&weak)] {
        let refused = check(&shop, "filing", login).await;
        assert_eq!(refused.refusal(), (401, "insufficient-user-authentication"));
        assert_eq!(refused.body["acr_values"], OTP_OR_MORE);
        let challenge = header(&refused, "www-authenticate");
        assert!(
            challenge.starts_with("Bearer error=\"insufficient_user_authentication\", "),
            "{challenge}"
        );
        assert!(
            challenge.contains(&format!("acr_values=\"{OTP_OR_MORE}\"")),
            "{challenge}"
        );
        assert_eq!(header(&refused, "warning"), "");
    }
}

#[tokio::test]
async fn each_operation_asks_for_its_own_step_up_and_goes_on_after_it() {
    let (world, shop, mut phone) = World::enrolled().await;
    demand(&world, "reading", "push", 0).await;
    for operation in ["filing", "renewal", "representative:change"] {
        demand(&world, operation, "push-number", 0).await;
    }
    demand_with(&world, "documents:upload", "push-number", 0, 0, Some(300)).await;
    let gated = ["filing", "renewal", "representative:change", "documents:upload"];

    let read = shop
        .login(json!({"username": "alice", "number_matching": "none", "resource": "reading"}))
        .await;
    assert_eq!(read["demand"]["enforced"], true);
    phone.approve(None).await;
    let read_after = shop.ended(&read).await;
    assert_eq!(read_after["demand"]["satisfied"], true);
    assert_eq!(read_after["acr"], "urn:countersign:acr:push");
    assert_eq!(check(&shop, "reading", Some(&read)).await.status, 200);
    for operation in gated {
        assert_eq!(
            check(&shop, operation, Some(&read)).await.status,
            401,
            "{operation}"
        );
    }

    // The page may say that no number is matched: the policy asks for one all the same.
    let step_up = shop
        .login(json!({"username": "alice", "resource": "filing", "parallel": true}))
        .await;
    assert!(step_up.number().is_some());
    assert_eq!(phone.approve(step_up.number()).await, 200);
    let ended = shop.ended(&step_up).await;
    assert_eq!(
        (&ended["state"], &ended["demand"]["satisfied"]),
        (&json!("approved"), &json!(true))
    );
    for operation in gated {
        let allowed = check(&shop, operation, Some(&step_up)).await;
        assert_eq!(allowed.status, 200, "{operation}: {}", allowed.body);
        assert_eq!(allowed.body["acr"], "urn:countersign:acr:push-number");
        assert!(allowed.body["auth_time"].is_i64());
        assert_eq!(header(&allowed, "warning"), "");
    }
    // Before anything is uploaded the service learns that the login has grown too old for that.
    world.clock.advance(Duration::from_secs(301));
    let old = check(&shop, "documents:upload", Some(&step_up)).await;
    assert_eq!((old.status, &old.body["max_age"]), (401, &json!(300)));
    assert!(header(&old, "www-authenticate").ends_with(", max_age=\"300\""));
    assert_eq!(check(&shop, "filing", Some(&step_up)).await.status, 200);
}

#[tokio::test]
async fn whoever_is_exempt_is_let_through_until_then() {
    let (world, shop, _phone) = World::enrolled().await;
    demand(&world, "filing", "passkey", 0).await;
    assert_eq!(check(&shop, "filing", None).await.status, 401);
    let unreachable = shop
        .attempt(json!({"username": "alice", "resource": "filing"}))
        .await;
    assert_eq!(unreachable.problem(), "no-usable-authenticator");

    let until = world.clock.now() + Duration::from_secs(600);
    let act = PolicyCommand::Exempt {
        resource: "filing".to_owned(),
        client: Some(shop.id.clone()),
        user: None,
        until: until.to_string(),
        reason: "Moves to passkeys in June".to_owned(),
    };
    world.operate(Command::Policy { act }).await;
    let exempt = check(&shop, "filing", None).await;
    assert_eq!((exempt.status, &exempt.body["satisfied"]), (200, &json!(false)));
    assert_eq!(exempt.body["exempt_until"], Value::String(until.to_string()));
    let login = shop
        .login(json!({"username": "alice", "resource": "filing"}))
        .await;
    assert_eq!(login["demand"]["enforced"], false);
    let bank = world.client(&[countersign_core::model::Scope::Login]).await;
    assert_eq!(check(&bank, "filing", None).await.status, 401);
    world.clock.advance(Duration::from_secs(600));
    assert_eq!(check(&shop, "filing", None).await.status, 401);
}

#[tokio::test]
async fn the_login_page_announces_what_will_be_demanded() {
    let world = World::start().await;
    demand(&world, "filing", "otp", 3600).await;
    let mut browser = world.browser();
    let page = browser.get("/login").await;
    assert!(
        page.text.contains("will ask for a stronger login"),
        "{}",
        page.text
    );
    for (language, text) in [
        ("de", "Ab Juni nur mit <Code>."),
        ("en", "From June on: codes only."),
    ] {
        let (resource, language, text) = ("filing".to_owned(), language.to_owned(), text.to_owned());
        let act = PolicyCommand::Announce {
            resource,
            language,
            text,
        };
        world.operate(Command::Policy { act }).await;
    }
    assert!(
        browser
            .get("/login")
            .await
            .text
            .contains("From June on: codes only.")
    );
    let german = world.browser().reading("de").get("/login").await;
    assert!(
        german.text.contains("Ab Juni nur mit &#60;Code&#62;."),
        "{}",
        german.text
    );
    world.clock.advance(Duration::from_secs(3600));
    assert!(!browser.get("/login").await.text.contains("From June on"));
}
