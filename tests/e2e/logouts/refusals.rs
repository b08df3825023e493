//! Whom nobody calls: what is inside, what is not https, and whither a service would send on.

use countersign::admin::{Command, execute};
use countersign_fakes::Reply;
use countersign_tests::{Provider, World, by_tap};
use serde_json::json;

use super::{Town, says_out};

/// Logs out at a service after `changed` let it be called or not; how often any service was called then.
async fn calls(world: &World, uri: &str) -> u64 {
    world.user("alice").await;
    let shop = world.told_client("Shop", uri).await;
    let other = world.told_client("Other", uri).await;
    let mut phone = world.phone(&shop, "alice", Provider::Fcm).await;
    let login = shop.login(by_tap("alice")).await;
    assert_eq!(phone.approve(None).await, 200);
    let second = shop
        .login(json!({"username": "alice", "number_matching": "none", "parallel": true}))
        .await;
    assert_eq!(phone.approve(None).await, 200);
    assert_eq!(says_out(&shop, &login).await.status, 200);
    world.settle().await;
    assert!(shop.read(&second).await["logged_out_at"].is_string());
    let _ = other;
    world.fakes.services.calls()
}

#[tokio::test]
async fn r16_a_service_inside_the_network_is_called_only_where_that_is_allowed() {
    let open = World::start().await;
    let uri = open.fakes.services.uri("shop");
    assert_eq!(calls(&open, &uri).await, 1);
    for named in [false, true] {
        let closed = World::with(|settings| settings.outgoing.allow_networks = Vec::new()).await;
        let mut uri = closed.fakes.services.uri("shop");
        if named {
            uri = uri.replace("127.0.0.1", "localhost");
        }
        assert_eq!(calls(&closed, &uri).await, 0, "{uri}");
    }
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let mut town = Town::new().await;
    let shop = town.shop.clone();
    town.log_in_at(&shop).await;
    let elsewhere = town.world.fakes.services.uri("elsewhere");
    let redirect = Reply::Status {
        status: 307,
        body: String::new(),
        headers: vec![("location", elsewhere)],
    };
    town.world.fakes.services.script("shop", [redirect]);
    town.log_out_here().await;
    assert!(town.is_silent("elsewhere").await);
    assert_eq!(town.world.fakes.services.calls(), 1);
    town.pass(10);
    town.told("shop", &shop, 1).await;
    assert!(town.is_silent("elsewhere").await);
}

#[tokio::test]
async fn only_addresses_of_https_are_registered() {
    let town = Town::new().await;
    let opened = &town.world.server().opened;
    for uri in [
        "http://shop.example.org/logout",
        "https://alice:secret@shop.example.org/",
        "ftp://shop.example.org",
        "shop",
    ] {
        let id = town.shop.id.clone();
        let uri = Some(uri.to_owned());
        let refused = execute(opened, Command::ClientLogoutUri { id, uri: uri.clone() }).await;
        assert!(refused.unwrap_err().0.contains("is not https"), "{uri:?}");
        let add = Command::ClientAdd {
            name: "Shop".to_owned(),
            scopes: Vec::new(),
            role: None,
            origins: Vec::new(),
            redirect_uris: Vec::new(),
            number_matching: None,
            logout_uri: uri.clone(),
        };
        assert!(execute(opened, add).await.is_err(), "{uri:?}");
    }
    let listed = town.world.operate(Command::ClientList).await;
    let of_shop = listed
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["client_id"] == *town.shop.id);
    assert_eq!(
        of_shop.unwrap()["logout_uri"],
        town.world.fakes.services.uri("shop")
    );
}
