//! Several of a kind: each logs in by itself, and goes on when another one is removed.

use countersign_tests::{CodeApp, PlainBrowser};

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
        let page = browser.get(begun.location()).await;
        let uri = page.between("id=\"open\" href=\"", "\"").replace("&#38;", "&");
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
