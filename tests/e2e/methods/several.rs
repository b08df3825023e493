//! Several of a kind: each logs in by itself, and goes on when another one is removed.

use countersign_core::model::Scope;
use countersign_tests::{CodeApp, PlainBrowser, by_tap};
use serde_json::json;

use super::*;

/// Logs in by a typed code; whether that let somebody in.
async fn types(world: &World, app: &mut CodeApp) -> bool {
    world.clock.advance(Duration::from_secs(30));
    let mut browser: PlainBrowser = world.browser();
    let waiting = browser.log_in("alice").await;
    let code = app.code();
    browser.post(&format!("{waiting}/code"), &[("code", &code)]).await;
    browser.get(&waiting).await;
    browser.is_logged_in().await
}

/// Logs in by one of the phones, all of which are asked; whether that let somebody in.
async fn approves(world: &World, browser: &mut PlainBrowser, phones: &mut [Phone], which: usize) -> bool {
    // So many logins in a row are above a limit.
    world.clock.advance(Duration::from_secs(30));
    let waiting = browser.log_in("alice").await;
    let mut page = browser.get(&waiting).await;
    if page.location().ends_with("/ways") {
        browser.choose(&waiting, "push").await;
        page = browser.get(&waiting).await;
    }
    let mut questions = Vec::new();
    for phone in phones.iter_mut() {
        questions.push(phone.question().await);
    }
    let verdict = countersign_tests::pick(page.number().expect("one of three numbers"));
    assert_eq!(phones[which].answer(&questions[which], verdict).await, 200);
    browser.get(&waiting).await;
    browser.is_logged_in().await
}

#[tokio::test]
async fn s53_each_of_two_code_apps_logs_in_and_one_goes_on_without_the_other() {
    let mut desk = Desk::new().await;
    let mut laptop = desk.add_codes("Laptop").await.unwrap();
    desk.log_in("").await;
    let mut desktop = desk.add_codes("Desktop").await.unwrap();
    assert!(types(&desk.world, &mut laptop).await);
    assert!(types(&desk.world, &mut desktop).await);
    let methods = desk.browser.methods().await;
    let [_, first, _] = &methods[..] else {
        panic!("a phone and two apps")
    };
    assert!(desk.browser.get(first).await.text.contains("Laptop"));
    assert_eq!(desk.remove(first).await.location(), "/account/methods");
    assert!(!types(&desk.world, &mut laptop).await, "it is gone");
    assert!(types(&desk.world, &mut desktop).await);
}

#[tokio::test]
async fn s35_each_of_three_phones_logs_in_and_the_others_go_on_without_one() {
    let desk = Desk::new().await;
    let Desk {
        world,
        mut browser,
        phone,
    } = desk;
    let mut phones = vec![phone];
    for label in ["Second", "Third"] {
        let begun = browser
            .post("/account/methods/add/app", &[("label", label)])
            .await;
        let uri = browser.get(begun.location()).await.enrollment_code();
        phones.push(world.scan(&uri, Provider::Fcm).await);
        assert!(approves(&world, &mut browser, &mut phones, 0).await, "{label}");
    }
    for which in 0..3 {
        assert!(
            approves(&world, &mut world.browser(), &mut phones, which).await,
            "{which}"
        );
    }
    let methods = browser.methods().await;
    let [_, second, _] = &methods[..] else {
        panic!("three phones")
    };
    let removed = browser.post(&format!("{second}/remove"), &[]).await;
    assert_eq!(removed.location(), "/account/methods", "{}", removed.text);
    let mut gone = phones.remove(1);
    for which in 0..2 {
        assert!(
            approves(&world, &mut world.browser(), &mut phones, which).await,
            "{which}"
        );
    }
    assert!(gone.try_question(Duration::from_millis(300)).await.is_none());
}

#[tokio::test]
async fn s35_there_are_so_many_of_a_kind_and_no_more() {
    let desk = Desk::with(|settings| settings.limits.authenticators_of_a_kind = 1);
    let mut desk = desk.await;
    desk.add_codes("Laptop").await.unwrap();
    let add = async |desk: &mut Desk, what: &str| {
        let to_login = format!("/login?next=/account/methods/add/{what}");
        desk.world.clock.advance(Duration::from_secs(61));
        desk.log_in(&to_login).await;
        desk.browser
            .post(&format!("/account/methods/add/{what}"), &[])
            .await
    };
    for what in ["codes", "app", "phone", "both"] {
        let refused = add(&mut desk, what).await;
        assert_eq!((refused.status, refused.location()), (200, ""), "{what}");
        assert!(
            refused.text.contains("You have as many of these as you can"),
            "{what}"
        );
    }
    assert_eq!(desk.browser.methods().await.len(), 2);
    let other = add(&mut desk, "paper").await;
    assert!(
        other.location().starts_with("/enroll/code/"),
        "it is another kind"
    );

    // A service is told as well; of what only another one relies on it learns nothing.
    let shop = desk.world.client(&[Scope::Login, Scope::Enroll]).await;
    let bank = desk.world.client(&[Scope::Login, Scope::EnrollRaw]).await;
    for (service, kind) in [(&shop, "push"), (&shop, "totp")] {
        let login = service.login(by_tap("alice")).await;
        assert_eq!(desk.phone.approve(None).await, 200);
        let more = json!({"kind": kind, "approved_login": login["id"]});
        let refused = service.post("/api/v1/users/alice/enrollments", &more).await;
        assert_eq!(refused.problem(), "too-many-authenticators", "{kind}");
        assert_eq!(refused.status, 409);
    }
    desk.world.user("bob").await;
    let raw = bank.enroll_as("bob", json!({"kind": "totp"})).await;
    let mut app = CodeApp::scan(raw.uri(), desk.world.clock.clone()).await;
    assert_eq!(bank.code(&raw, &app.code()).await.status, 200);
    let own = json!({"kind": "totp"});
    let own = shop.post("/api/v1/users/bob/enrollments", &own).await;
    assert_eq!(own.status, 201, "{}", own.body);

    let methods = desk.browser.methods().await;
    desk.remove(&methods[1]).await;
    let begun = add(&mut desk, "codes").await;
    assert!(
        begun.location().starts_with("/enroll/code/"),
        "there is room again"
    );
}
