//! How somebody becomes an operator.

use std::time::Duration;

use countersign_tests::{Browser, PASSWORD, Provider};

use super::{appoint, logged_in, world};
use crate::admin::{countersign, json, said};

#[tokio::test]
async fn an_operator_begins_with_a_link_that_works_once_and_sets_up_the_rest() {
    let world = world().await;
    let appointed = appoint(&world, "olga", "owner").await;
    let link = appointed["link"].as_str().unwrap().to_owned();
    let mut browser = world.browser();
    let password = [("password", PASSWORD)];
    assert_eq!(browser.get(&link).await.status, 200, "a look takes nothing");
    assert!(browser.post(&link, &password).await.status < 400);
    assert!(
        browser.post(&link, &[("password", "another horse")]).await.status >= 400,
        "once"
    );

    let set_up = browser.log_in("olga").await;
    assert!(set_up.starts_with("/enroll/"), "{set_up}");
    let code = browser.past_terms(&set_up).await.enrollment_code();
    let mut phone = world.scan(&code, Provider::Fcm).await;
    browser.log_in_by_phone("olga", &mut phone).await;
    assert!(browser.get("/admin").await.text.contains("Your role: owner"));

    let late = appoint(&world, "paul", "auditor").await;
    world.clock.advance(Duration::from_secs(1800));
    let late = late["link"].as_str().unwrap();
    assert!(browser.post(late, &password).await.status >= 400, "half an hour");
    assert!(
        appoint(&world, "paul", "auditor").await["link"].is_string(),
        "another one"
    );
    assert_eq!(
        appoint(&world, "olga", "auditor").await["link"],
        serde_json::Value::Null
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn operators_are_added_listed_and_removed_by_command() {
    let world = world().await;
    let dir = world.data_dir();
    let run = |args: &[&str]| countersign(&[&["operator"], args].concat(), &dir, "");
    let added = json(&run(&[
        "add",
        "Olga",
        "--role",
        "owner",
        "--email",
        "olga@example.org",
        "--json",
    ]));
    assert_eq!(
        (&added["name"], &added["role"]),
        (&"olga".into(), &"owner".into())
    );
    json(&run(&["add", "olga", "--role", "helpdesk", "--json"]));
    let listed = json(&run(&["list", "--json"]));
    assert_eq!(
        (&listed[0]["role"], listed.as_array().unwrap().len()),
        (&"helpdesk".into(), 1)
    );
    json(&run(&["remove", "olga", "--json"]));
    assert_eq!(json(&run(&["list", "--json"])).as_array().unwrap().len(), 0);
    let again = run(&["remove", "olga"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(said(&again).contains("there is no operator of this name"));
    let misused = run(&["add", "olga", "--role", "root"]);
    assert_eq!(misused.status.code(), Some(2));
    assert!(said(&misused).contains("roles are helpdesk, registrar, security, auditor, owner"));
}

#[tokio::test]
async fn the_desk_is_for_everybody_in_three_scripts() {
    let world = world().await;
    let browser = Browser::start().await;
    let (_, mut phone) = logged_in(&world, "alice").await;
    appoint(&world, "alice", "owner").await;
    world.user("bob").await;
    for language in ["en", "ja", "ar"] {
        let tab = browser.tab_in(language).await;
        tab.log_in_by_phone(&world, &mut phone).await;
        tab.text("a[href='/account/methods']").await;
        tab.goto(&world.url("/admin")).await;
        tab.fill("#query", "bob").await;
        tab.submit().await;
        tab.text("a[href^='/admin/users/']").await;
        for page in ["desk", "user", "policies"] {
            match page {
                "user" => tab.click("a[href^='/admin/users/']").await,
                "policies" => {
                    tab.goto(&world.url("/admin/policies")).await;
                }
                _ => {}
            }
            for scheme in ["dark", "light"] {
                tab.colours(scheme).await;
                assert_eq!(tab.barriers().await, [""; 0], "{page}, {language}, {scheme}");
            }
            tab.picture(&format!("operators-{page}-{language}")).await;
            tab.resize(320, 640).await;
            assert_eq!(tab.cut_off().await, [""; 0], "{page}, {language}");
            tab.resize(480, 800).await;
        }
        tab.assert_quiet().await;
    }
}
