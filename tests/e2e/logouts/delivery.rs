//! Each service is told until it has heard, without holding up another, and nobody is called whom the guard keeps out.

use countersign::admin::Command;
use countersign_fakes::Reply;
use countersign_tests::until;

use super::{Town, ids};

#[tokio::test]
async fn a_service_that_is_down_is_told_when_it_is_back_and_holds_up_no_other() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    let at_shop = town.log_in_at(&shop).await;
    let at_bank = town.log_in_at(&bank).await;
    town.world
        .fakes
        .services
        .script("shop", [Reply::Reset, Reply::status(503)]);
    town.log_out_here().await;
    assert_eq!(town.sids("bank", &bank, 1).await, ids([&at_bank]));
    assert!(town.is_silent("shop").await);
    for _ in 0..3 {
        town.pass(10);
        town.world.settle().await;
    }
    assert_eq!(town.sids("shop", &shop, 1).await, ids([&at_shop]));
}

#[tokio::test]
async fn a_server_that_was_stopped_meanwhile_tells_after_its_start() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    let at_shop = town.log_in_at(&shop).await;
    let at_bank = town.log_in_at(&bank).await;
    town.world.fakes.services.script("shop", [Reply::status(500)]);
    town.log_out_here().await;
    town.told("bank", &bank, 1).await;
    town.world.pause().await;
    town.pass(3600);
    town.world.resume().await;
    assert_eq!(town.sids("shop", &shop, 1).await, ids([&at_shop]));
    assert_eq!(
        town.sids("bank", &bank, 1).await,
        ids([&at_bank]),
        "and nobody twice"
    );
}

#[tokio::test]
async fn what_no_service_hears_in_a_day_is_recorded_and_over() {
    let mut town = Town::new().await;
    let shop = town.shop.clone();
    let login = town.log_in_at(&shop).await;
    town.world
        .fakes
        .services
        .script("shop", (0..500).map(|_| Reply::status(400)));
    town.log_out_here().await;
    for _ in 0..4 {
        town.world.settle().await;
        town.pass(6 * 3600);
    }
    until("it is given up", async || {
        !town.records("logout_undelivered").await.is_empty()
    })
    .await;
    let [record] = &town.records("logout_undelivered").await[..] else {
        panic!("one record")
    };
    assert_eq!(
        (&record["client_id"], &record["login_id"]),
        (&shop.id.as_str().into(), &login["id"])
    );
    town.world.settle().await;
    let calls = town.world.fakes.services.calls();
    town.pass(6 * 3600);
    town.world.settle().await;
    assert_eq!(town.world.fakes.services.calls(), calls);
    assert!(town.is_silent("shop").await);
}

#[tokio::test]
async fn a_service_that_is_closed_or_wants_to_know_no_longer_is_not_called() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    town.log_in_at(&shop).await;
    town.log_in_at(&bank).await;
    town.suspend(&shop).await;
    let id = bank.id.clone();
    town.world
        .operate(Command::ClientLogoutUri { id, uri: None })
        .await;
    let page = town.log_out_here().await;
    let untold = page.between("<ul id=\"untold\">", "</ul>");
    assert!(untold.contains("Shop") && untold.contains("Bank"), "{untold}");
    assert!(town.is_silent("shop").await && town.is_silent("bank").await);
    assert_eq!(town.world.fakes.services.calls(), 0);

    // The same between a logout and its telling.
    town.pass(61);
    town.log_in_here().await;
    let uri = Some(town.world.fakes.services.uri("bank"));
    let id = bank.id.clone();
    town.world.operate(Command::ClientLogoutUri { id, uri }).await;
    town.log_in_at(&bank).await;
    town.world.fakes.services.script("bank", [Reply::status(503)]);
    town.log_out_here().await;
    town.world.settle().await;
    assert_eq!(town.world.fakes.services.calls(), 1);
    town.suspend(&bank).await;
    town.pass(3600);
    town.world.settle().await;
    assert_eq!(town.world.fakes.services.calls(), 1);
}
