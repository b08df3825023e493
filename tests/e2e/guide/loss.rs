//! The phone is lost, and its owner comes back with the codes on paper and sets up another phone.

use countersign_tests::Provider;

use super::person::Person;

#[tokio::test]
async fn a_person_loses_the_phone_comes_back_by_paper_and_sets_up_another() {
    let mut alice = Person::new().await;
    alice.create_account().await;
    alice.set_up_phone().await;
    alice.log_in_by("push").await;
    let paper = alice.add_paper().await;
    alice.log_out().await;

    // Whoever has found the phone sees the question, and gets nobody in any more.
    alice.type_password().await;
    let question = alice.phone.question().await;
    let tab = &alice.tab;
    let number = tab.number().await;
    tab.click("details:has(a[href$='/lost']) > summary").await;
    tab.click("a[href$='/lost']").await;
    tab.wait_for("What is lost?").await;
    tab.click("li:has-text('Pixel 8') button[name=authenticator]")
        .await;
    tab.wait_for("It is out of use").await;
    alice.mail("was reported lost").await;
    let picked = countersign_tests::pick(number.unwrap());
    assert_eq!(alice.phone.answer(&question, picked).await, 400);

    // The same login goes on by the paper, without another word about the password.
    tab.click("a.button").await;
    tab.wait_for("It has been set aside").await;
    tab.click("input[value=recovery]").await;
    tab.submit().await;
    alice.type_code(&paper[1]).await;
    alice.tab.wait_for("You are logged in as alice.").await;
    alice.add("app").await;
    alice.tab.submit().await;
    let lost = std::mem::replace(&mut alice.phone, alice.world.new_phone(Provider::Apns));
    alice.scan("Alice's iPhone").await;

    alice.log_in_by("push").await;
    alice.delete("Pixel 8").await;
    alice.tab.wait_for("Alice's iPhone").await;
    assert!(!alice.tab.html().await.contains("Pixel 8"));
    assert_eq!(lost.answer(&question, picked).await, 400);
    assert_eq!(alice.ways_offered().await, ["push", "recovery"]);
    alice.phone.question().await;
    alice.tab.assert_quiet().await;
}
