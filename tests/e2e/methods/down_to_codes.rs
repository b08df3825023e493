//! The last everyday authenticator: it goes only if recovery codes are left and its owner says that they will do.

use super::*;

/// Alice with a phone and recovery codes, freshly logged in; the codes.
async fn with_codes() -> (Desk, Vec<String>) {
    let mut desk = Desk::new().await;
    let begun = desk.browser.post("/account/methods/add/paper", &[]).await;
    let page = desk.browser.get(begun.location()).await;
    let list = page.between("<ul class=\"paper\">", "</ul>");
    let codes = list.split("<code translate=\"no\" dir=\"ltr\">").skip(1);
    let codes: Vec<String> = codes
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect();
    let form = [("code", codes[0].as_str())];
    let typed = desk.browser.post(begun.location(), &form).await;
    let done = desk.browser.get(typed.location()).await;
    assert!(done.text.contains("You can now log in with"), "{}", done.text);
    desk.log_in("").await;
    (desk, codes)
}

async fn remove_knowingly(desk: &mut Desk, method: &str) -> Page {
    let form = [("codes_will_do", "true")];
    desk.browser.post(&format!("{method}/remove"), &form).await
}

#[tokio::test]
async fn s4_whoever_would_have_recovery_codes_alone_is_asked_first() {
    let (mut desk, codes) = with_codes().await;
    let methods = desk.browser.methods().await;
    let [phone, _] = &methods[..] else {
        panic!("a phone and codes")
    };
    let page = desk.browser.get(phone).await.text;
    assert!(
        page.contains("After this only recovery codes are left."),
        "{page}"
    );
    for _ in 0..2 {
        let asked = desk.remove(phone).await;
        assert_eq!(asked.status, 200);
        assert!(
            asked.text.contains("Keep nothing but recovery codes?"),
            "{}",
            asked.text
        );
        assert!(
            asked.text.contains("<bdi>Pixel 8</bdi>") && asked.text.contains(&format!("href=\"{phone}\""))
        );
    }
    assert_eq!(desk.browser.methods().await, methods, "nothing has happened");
    assert!(desk.browser.is_logged_in().await);

    assert_eq!(
        remove_knowingly(&mut desk, phone).await.location(),
        "/account/methods"
    );
    let mut again = desk.world.browser();
    let waiting = again.log_in("alice").await;
    again
        .post(&format!("{waiting}/code"), &[("code", &codes[1])])
        .await;
    again.get(&waiting).await;
    let list = again.get("/account/methods").await.text;
    assert!(list.contains("Nothing but recovery codes is left."), "{list}");
    assert!(!list.contains("Pixel 8"), "{list}");
}

#[tokio::test]
async fn r11_the_answer_opens_nothing_else() {
    let (mut desk, _) = with_codes().await;
    let methods = desk.browser.methods().await;
    let [phone, paper] = &methods[..] else {
        panic!("a phone and codes")
    };
    desk.world.clock.advance(Duration::from_secs(6 * 60));
    let to_login = format!("/login?next={phone}");
    assert_eq!(remove_knowingly(&mut desk, phone).await.location(), to_login);
    desk.log_in("").await;
    assert_eq!(
        desk.remove(paper).await.location(),
        "/account/methods",
        "no question"
    );
    let kept = remove_knowingly(&mut desk, phone).await;
    assert!(
        kept.text.contains("You could not log in without it."),
        "{}",
        kept.text
    );
    assert_eq!(desk.browser.methods().await, methods[..1]);
}
