//! A person logs out in a real browser, with two services that keep sessions by the logins that opened them.

use countersign_tests::Browser;

use super::{Town, ids};

#[tokio::test]
async fn in_a_browser_log_out_ends_both_services_and_says_so() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    town.pass(61);
    tab.log_in_by_phone(&town.world, &mut town.phone).await;
    tab.wait_for("You are logged in as alice.").await;
    let at_shop = town.log_in_at(&shop).await;
    let at_bank = town.log_in_at(&bank).await;
    tab.click("a[href='/account/sessions']").await;
    assert!(tab.text("#services").await.contains("Bank"));
    tab.goto(&town.world.url("/account")).await;
    tab.click("form[action='/account/logout'] button").await;
    tab.wait_for("These services were told to end your session there as well:")
        .await;
    let told = tab.text("#told").await;
    assert!(told.contains("Shop") && told.contains("Bank"), "{told}");
    assert_eq!(town.sids("shop", &shop, 1).await, ids([&at_shop]));
    assert_eq!(town.sids("bank", &bank, 1).await, ids([&at_bank]));
    tab.click("a[href='/login']").await;
    assert_eq!(tab.path().await, "/login");
    tab.goto(&town.world.url("/account")).await;
    assert_eq!(tab.path().await, "/login", "the session here has ended too");
    tab.assert_quiet().await;
}
