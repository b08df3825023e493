//! From no account to four methods, a login by each of them, and back to one.

use super::person::Person;

#[tokio::test]
async fn a_person_goes_from_no_account_to_every_method_and_takes_them_away_again() {
    go(Person::new().await).await;
}

#[tokio::test]
async fn so_does_a_person_without_scripts() {
    go(Person::with_scripts(false).await).await;
}

async fn go(mut alice: Person) {
    alice.create_account().await;
    alice.set_up_phone().await;

    // Each login allows one more, so what was added last is used at once.
    alice.log_in_by("push").await;
    alice.tab.wait_for("You have one.").await;
    alice.add_codes().await;
    alice.log_in_by("code").await;
    alice.add_telephone().await;
    alice.log_in_by("telephone").await;
    alice.ask_for_certificate().await;
    alice.is_approved().await;
    alice.log_in_by("push").await;
    alice.pick_up_certificate().await;

    let mut left = vec!["push", "code", "telephone", "certificate"];
    alice.log_out().await;
    assert_eq!(alice.ways_offered().await, left);
    alice.phone.question().await;
    for way in ["code", "telephone", "certificate", "push"] {
        alice.log_in_by(way).await;
        alice.log_out().await;
    }

    // A session rests on what decided its login: whoever deletes that is logged out.
    for (way, name) in [
        ("certificate", "Digital certificate"),
        ("telephone", "+44"),
        ("push", "Pixel 8"),
    ] {
        alice.log_in_by(way).await;
        alice.delete(name).await;
        assert_eq!(alice.tab.path().await, "/login", "{way}");
        left.retain(|kept| *kept != way);
        assert_eq!(alice.ways_offered().await, left, "what is gone is not offered");
    }
    let pushes = alice.world.pushes();
    alice.type_password().await;
    alice.type_code(&alice.code()).await;
    alice.tab.wait_for("You are logged in as alice.").await;
    alice.look_at("Laptop").await;
    alice.tab.wait_for("You could not log in without it.").await;
    alice.world.settle().await;
    assert_eq!(alice.world.pushes(), pushes, "the phone is asked no more");
    alice.tab.assert_quiet().await;
}
