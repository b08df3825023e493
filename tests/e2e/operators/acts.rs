//! What each role may do, and to whom.

use countersign::admin::{Command, policy::PolicyCommand};
use countersign_tests::World;
use serde_json::json;

use super::{act, appoint, logged_in, number, on_duty, records, world};
use crate::policies::demand;

const ACTS: [&str; 4] = ["unlock", "end-sessions", "suspend", "resume"];

pub(super) async fn state(world: &World, name: &str) -> String {
    let name = name.to_owned();
    let shown = world.operate(Command::UserShow { name }).await;
    shown["state"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn each_role_does_what_it_may_and_is_refused_the_rest() {
    let world = world().await;
    let (mut alice, _phone) = logged_in(&world, "alice").await;
    let target = number(&world, "alice").await;
    for (role, allowed) in [
        ("helpdesk", &ACTS[..2]),
        ("registrar", &[]),
        ("auditor", &[]),
        ("security", &ACTS[..]),
        ("owner", &ACTS[..]),
    ] {
        let mut browser = on_duty(&world, role, role).await;
        let page = browser.get(&format!("/admin/users/{target}")).await;
        assert_eq!(page.status, 200, "{role}");
        for name in ACTS {
            let offered = page.text.contains(&format!("/admin/users/{target}/{name}\""));
            // An open account is not opened again, so that button is not there.
            assert_eq!(
                offered,
                allowed.contains(&name) && name != "resume",
                "{role}: {name}"
            );
            let done = act(&mut browser, &target, name, "Asked for by telephone").await;
            if allowed.contains(&name) {
                assert_eq!(
                    done.location(),
                    format!("/admin/users/{target}?done=true"),
                    "{role}: {name}"
                );
            } else {
                assert_eq!(done.status, 403, "{role}: {name}");
                assert!(
                    done.text.contains("Your role does not include this"),
                    "{role}: {name}"
                );
            }
        }
        let policies = browser.get("/admin/policies").await.status;
        let reads = ["security", "auditor", "owner"].contains(&role);
        assert_eq!(policies, if reads { 200 } else { 403 }, "{role}");
    }
    assert!(!alice.is_logged_in().await, "her sessions were ended");
    assert_eq!(state(&world, "alice").await, "active");
}

#[tokio::test]
async fn s34_an_account_shows_what_an_app_calls_itself_if_it_does() {
    let world = world().await;
    let shop = world.shop().await;
    world.native_phone(&shop, "alice").await;
    let mut browser = on_duty(&world, "otto", "security").await;
    let (target, own) = (number(&world, "alice").await, number(&world, "otto").await);
    let page = browser.get(&format!("/admin/users/{target}")).await.text;
    assert!(
        page.contains("The app calls itself <bdi translate=\"no\">Example Authenticator 1.0</bdi>"),
        "{page}"
    );
    let page = browser.get(&format!("/admin/users/{own}")).await.text;
    assert!(
        !page.contains("The app calls itself"),
        "compatible apps do not say"
    );
}

#[tokio::test]
async fn each_act_is_kept_with_its_operator_and_reason() {
    let world = world().await;
    logged_in(&world, "alice").await;
    let target = number(&world, "alice").await;
    let mut browser = on_duty(&world, "otto", "security").await;
    for reason in ["", "  ", "\u{202e}\u{7}"] {
        let refused = act(&mut browser, &target, "suspend", reason).await;
        assert_eq!(refused.status, 422, "{reason:?}");
        assert!(refused.text.contains("Say why you do this."), "{}", refused.text);
    }
    assert_eq!(state(&world, "alice").await, "active");
    act(&mut browser, &target, "suspend", "Left the company").await;
    assert_eq!(state(&world, "alice").await, "suspended");
    let kept = &records(&world, "user_suspended").await[0];
    assert_eq!(kept["reason"], "Left the company");
    let appointed = &records(&world, "operator_appointed").await[0];
    assert_eq!(kept["operator_id"], appointed["user_id"], "{kept}");
    assert_ne!(kept["user_id"], kept["operator_id"]);
    let page = browser.get(&format!("/admin/users/{target}")).await;
    assert!(page.text.contains("user_suspended"), "{}", page.text);
    act(&mut browser, &target, "resume", "Came back").await;
    assert_eq!(state(&world, "alice").await, "active");
    assert_eq!(act(&mut browser, &target, "delete", "x").await.status, 404);
    assert_eq!(act(&mut browser, "999999", "suspend", "x").await.status, 404);
}

#[tokio::test]
async fn operators_are_for_owners_alone_and_nobody_acts_on_themselves() {
    let world = world().await;
    let mut otto = on_duty(&world, "otto", "security").await;
    let mut olga = on_duty(&world, "olga", "owner").await;
    let (ottos, olgas) = (number(&world, "otto").await, number(&world, "olga").await);
    for name in ACTS {
        assert_eq!(
            act(&mut otto, &olgas, name, "Out of spite").await.status,
            403,
            "{name}"
        );
        assert_eq!(
            act(&mut otto, &ottos, name, "For myself").await.status,
            403,
            "{name}"
        );
        assert_eq!(
            act(&mut olga, &olgas, name, "For myself").await.status,
            403,
            "{name}"
        );
    }
    let page = otto.get(&format!("/admin/users/{olgas}")).await;
    assert!(!page.text.contains("name=\"reason\""), "{}", page.text);
    assert_eq!(
        act(&mut olga, &ottos, "end-sessions", "Lost a laptop")
            .await
            .status,
        303
    );
    assert_eq!(otto.get("/admin").await.location(), "/login?next=/admin");

    // A role that is taken ends at once, within an open session.
    appoint(&world, "olga", "auditor").await;
    assert_eq!(act(&mut olga, &ottos, "suspend", "Late").await.status, 403);
}

#[tokio::test]
async fn accounts_are_found_by_name_number_and_mailbox_and_no_secret_is_shown() {
    let world = world().await;
    world.user_with_mail("carol", "carol@example.org").await;
    let mut browser = on_duty(&world, "otto", "helpdesk").await;
    let carols = number(&world, "carol").await;
    let headline = format!("{carols}-carol");
    for query in [
        "carol",
        "CAROL",
        &carols,
        &format!("u{carols}"),
        &headline,
        "Carol@example.org",
    ] {
        let page = browser
            .get(&format!("/admin?query={}", query.replace('@', "%40")))
            .await;
        assert!(
            page.text.contains(&format!("/admin/users/{carols}")),
            "{query}: {}",
            page.text
        );
    }
    for query in ["nobody", "1", "nobody%40example.org", "%3Cscript%3E"] {
        let page = browser.get(&format!("/admin?query={query}")).await;
        assert_eq!(page.status, 200, "{query}");
        assert!(page.text.contains("Nobody was found."), "{query}");
        assert!(!page.text.contains("<script>"));
    }
    let page = browser.get(&format!("/admin/users/{carols}")).await;
    for secret in ["argon2", "secret", "$argon"] {
        assert!(!page.text.contains(secret), "{}", page.text);
    }
}

#[tokio::test]
async fn readiness_counts_whoever_could_log_in_well_enough_and_nobody_who_is_suspended() {
    let world = world().await;
    for name in ["alice", "bob", "carol"] {
        logged_in(&world, name).await;
    }
    world.user("dave").await;
    world
        .operate(Command::UserSuspend {
            name: "carol".to_owned(),
        })
        .await;
    for (at_least, ready, not_ready) in [("push", 2, 1), ("passkey", 0, 3)] {
        demand(&world, at_least, at_least, 3600).await;
        let act = PolicyCommand::Check {
            resource: at_least.to_owned(),
            user: None,
        };
        let counted = world.operate(Command::Policy { act }).await;
        assert_eq!(
            counted,
            json!({"ready": ready, "not_ready": not_ready}),
            "{at_least}"
        );
    }
}

#[tokio::test]
async fn an_announcement_is_the_operators_own_and_reaches_the_login_page() {
    let world = world().await;
    let act = PolicyCommand::Add {
        resource: "filing".to_owned(),
        one_of: vec!["passkey".to_owned()],
        at_least: None,
        from: "2099-06-28T00:00[Europe/Berlin]".to_owned(),
        grace_secs: 0,
        max_age_secs: None,
    };
    world.operate(Command::Policy { act }).await;
    let form = [
        ("resource", "filing"),
        ("language", "en"),
        ("text", "Passkeys from June on."),
    ];
    let mut auditor = on_duty(&world, "ada", "auditor").await;
    assert_eq!(auditor.post("/admin/policies/announce", &form).await.status, 403);
    let mut otto = on_duty(&world, "otto", "security").await;
    assert_eq!(
        otto.post("/admin/policies/announce", &form).await.location(),
        "/admin/policies"
    );
    let page = otto.get("/admin/policies").await;
    // Both operators have a phone alone.
    assert!(page.text.contains("Passkeys from June on."), "{}", page.text);
    let not_ready = page.between("Accounts that are not", "</div>");
    assert!(not_ready.contains(">2<"), "{not_ready}");
    assert!(
        world
            .browser()
            .get("/login")
            .await
            .text
            .contains("Passkeys from June on.")
    );
    let kept = &records(&world, "policy_set").await[0];
    assert!(kept["operator_id"].is_string(), "{kept}");
    for wrong in [("language", "nl"), ("resource", "Filing"), ("resource", "other")] {
        let mut form = form;
        form.iter_mut()
            .filter(|(name, _)| *name == wrong.0)
            .for_each(|(_, value)| *value = wrong.1);
        assert!(
            otto.post("/admin/policies/announce", &form).await.status >= 400,
            "{wrong:?}"
        );
    }
}
