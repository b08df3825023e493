//! A server and its relay as two processes: what goes through, what comes back, and what happens while the relay is dead.

use std::{collections::BTreeMap, path::Path};

use countersign::{admin::Command, settings::RelayMode};
use countersign_fakes::{Reply, Subscription};
use countersign_mobile_sdk::native::{Shown, Verdict};
use countersign_proto::{native::address::Address, push::PushToken};
use countersign_test_postgres::free_address;
use countersign_tests::{
    NativePhone, Phone, Provider, RelayProcess, RelyingParty, ServerProcess, World, by_tap, program, until,
};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A server process that sends through a relay process.
pub(crate) struct Scene {
    pub(crate) world: World,
    pub(crate) shop: RelyingParty,
    pub(crate) relay: RelayProcess,
    pub(crate) server: ServerProcess,
    pub(crate) dir: TempDir,
    /// One that has subscribed to pushes of the server.
    browser: Subscription,
}

impl Scene {
    /// Both run; the relay knows the server by the key that the server prints.
    pub(crate) async fn start() -> Self {
        let (dir, listen) = (TempDir::new().unwrap(), free_address().unwrap());
        let mut world = World::of(None, |settings| {
            settings.relay.mode = RelayMode::Remote;
            settings.relay.url = Some(format!("http://{listen}").parse().unwrap());
            settings.relay.apps = BTreeMap::new();
            settings.limits.trusted_networks = vec!["127.0.0.0/8".to_owned()];
            settings.limits.pushes_per_initiator_per_minute = 1_000_000;
            settings.login.resend_after_secs = 1;
        })
        .await;
        let shop = world.shop().await;
        let printed = world.operate(Command::KeysRelay).await;
        let key = dir.path().join("server.pem");
        std::fs::write(&key, printed["public_key"].as_str().unwrap()).unwrap();
        let mut relay = RelayProcess::new(dir.path(), listen, &world.fakes);
        relay.start().await;
        let browser = world.subscribed_browser();
        relay
            .operate(&[
                "sender",
                "add",
                "server",
                "--public-key",
                path(&key),
                "--per-minute",
                "1000000",
            ])
            .await;
        world.pause().await;
        let server = ServerProcess::start(&world.settings).await;
        Self {
            world,
            shop,
            relay,
            server,
            dir,
            browser,
        }
    }

    /// A phone for `alice`.
    async fn phone(&self) -> Phone {
        let enrollment = self.shop.enroll("alice").await;
        self.world.scan(enrollment.uri(), Provider::Fcm).await
    }

    /// Waits until the login says this of its push.
    async fn is_undelivered(&self, login: &countersign_tests::Login, undelivered: Value) {
        until("the login says so", async || {
            self.shop.read(login).await["undelivered"] == undelivered
        })
        .await;
    }
}

pub(crate) fn path(file: &Path) -> &str {
    file.to_str().unwrap()
}

/// What the vendor answers for this phone.
fn script(scene: &Scene, phone: &Phone, replies: Vec<Reply>) {
    let token: PushToken = phone.device().push_token;
    scene.world.fakes.fcm.script(token.expose(), replies);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_goes_through_a_relay_of_its_own() {
    let scene = Scene::start().await;
    let mut phone = scene.phone().await;
    for _ in 0..3 {
        let login = scene.shop.login(by_tap("alice")).await;
        assert_eq!(phone.approve(None).await, 200);
        assert_eq!(scene.shop.ended(&login).await["state"], "approved");
    }
    let senders = scene.relay.operate(&["sender", "list"]).await;
    assert_eq!(
        (&senders[0]["name"], &senders[0]["queued"]),
        (&json!("server"), &json!(0))
    );
    scene.server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resent_push_is_another_notification() {
    let scene = Scene::start().await;
    let mut phone = scene.phone().await;
    let login = scene.shop.login(by_tap("alice")).await;
    let first = phone.question().await;
    let resend = format!("/api/v1/logins/{}/resend", login.id());
    until("it may be sent again", async || {
        scene.shop.post(&resend, &json!({})).await.status == 200
    })
    .await;
    let second = phone.question().await;
    assert_eq!(
        first.claims.challenge, second.claims.challenge,
        "the same question"
    );
    scene.server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn r9_with_a_dead_relay_people_are_told_and_logins_end_by_other_ways() {
    let mut scene = Scene::start().await;
    let mut phone = scene.phone().await;
    let enrollment = scene
        .shop
        .enroll_as("bob", countersign_tests::native_push())
        .await;
    let clock = scene.world.clock.clone();
    let native = NativePhone::follow(enrollment.uri(), None, clock).await.unwrap();
    scene.relay.kill().await;

    let of_bob = scene.shop.login(by_tap("bob")).await;
    let question = native.question().await;
    native
        .answer(&question, Verdict::Approve, Shown::Nothing)
        .await
        .unwrap();
    assert_eq!(
        scene.shop.ended(&of_bob).await["state"],
        "approved",
        "no relay is needed"
    );

    let of_alice = scene.shop.login(by_tap("alice")).await;
    scene.is_undelivered(&of_alice, json!(true)).await;
    scene.relay.start().await;
    scene.is_undelivered(&of_alice, Value::Null).await;
    assert_eq!(phone.approve(None).await, 200, "the push came after all");
    assert_eq!(scene.shop.ended(&of_alice).await["state"], "approved");
    scene.server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn r9_a_vendor_in_trouble_is_told_of_through_the_relay() {
    let scene = Scene::start().await;
    let mut phone = scene.phone().await;
    let busy = Reply::fcm(503, Some("UNAVAILABLE")).retry_after(3);
    script(&scene, &phone, vec![busy]);
    let login = scene.shop.login(by_tap("alice")).await;
    scene.is_undelivered(&login, json!(true)).await;
    assert_eq!(scene.shop.read(&login).await["state"], "pending");
    scene.is_undelivered(&login, Value::Null).await;
    assert_eq!(phone.approve(None).await, 200);
    scene.server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn r8_a_push_that_waits_at_the_relay_is_taken_back_once_its_login_has_ended() {
    let scene = Scene::start().await;
    let mut phone = scene.phone().await;
    let busy = Reply::fcm(503, Some("UNAVAILABLE")).retry_after(6);
    script(&scene, &phone, vec![busy]);
    let login = scene.shop.login(by_tap("alice")).await;
    scene.is_undelivered(&login, json!(true)).await;
    assert_eq!(scene.shop.delete(&login.path()).await.status, 200);
    until("nothing waits at the relay", async || {
        scene.relay.operate(&["sender", "list"]).await[0]["queued"] == 0
    })
    .await;
    assert_eq!(scene.world.pushes(), 0, "it was taken back, not sent");
    // The phone is as well as it was.
    scene.shop.login(by_tap("alice")).await;
    assert_eq!(phone.approve(None).await, 200);
    assert_eq!(scene.world.pushes(), 1);
    scene.server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_its_vendor_calls_gone_is_set_aside_and_a_later_address_is_not() {
    let scene = Scene::start().await;
    let mut phone = scene.phone().await;
    script(&scene, &phone, vec![Reply::fcm(404, Some("UNREGISTERED")); 100]);
    until("the phone is set aside", async || {
        let refused = scene.shop.attempt(by_tap("alice")).await;
        refused.problem() == "no-usable-authenticator"
    })
    .await;
    let fakes = &scene.world.fakes;
    phone.move_to(fakes, "another-token").await.unwrap();
    let login = scene.shop.login(by_tap("alice")).await;
    assert_eq!(phone.approve(None).await, 200, "it is back with a new address");
    assert_eq!(scene.shop.ended(&login).await["state"], "approved");
    scene.server.kill().await;
    // Whatever was reported before is reported once more, and is out of date.
    let data_dir = &scene.world.settings.server.data_dir;
    let place = json!({"url": scene.world.settings.relay.url, "after": 0});
    std::fs::write(data_dir.join("relay-events.json"), place.to_string()).unwrap();
    let server = ServerProcess::start(&scene.world.settings).await;
    until("it is reported once more", async || {
        let place = std::fs::read(data_dir.join("relay-events.json")).unwrap();
        serde_json::from_slice::<Value>(&place).unwrap()["after"] != 0
    })
    .await;
    let login = scene.shop.login(by_tap("alice")).await;
    assert_eq!(phone.approve(None).await, 200);
    assert_eq!(scene.shop.ended(&login).await["state"], "approved");
    server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_woken_through_the_relay_until_it_is_gone() {
    let scene = Scene::start().await;
    let link = scene
        .shop
        .enroll_as("alice", countersign_tests::native_push())
        .await;
    let phone = NativePhone::follow(link.uri(), None, scene.world.clock.clone())
        .await
        .unwrap();
    let pushes = &scene.world.fakes.webpush;
    let browser = &scene.browser;
    let address = Address::Webpush {
        endpoint: PushToken::new(&browser.endpoint),
        p256dh: browser.p256dh.clone(),
        auth: PushToken::new(&browser.auth),
    };
    phone.change_address(Some(address)).await.unwrap();
    let mut inbox = pushes.inbox().of(browser.token());
    let login = scene.shop.login(by_tap("alice")).await;
    let push = inbox.recv().await.unwrap();
    let data: Value = serde_json::from_slice(&push.payload).unwrap();
    assert_eq!(data["device"], json!(phone.account.device_id));
    assert_eq!(phone.approve(Shown::Nothing).await, "approved");
    assert_eq!(scene.shop.ended(&login).await["state"], "approved");

    let usage = scene.relay.operate(&["sender", "usage"]).await;
    assert_eq!(usage[0]["what"], "accepted", "it went through: {usage}");
    pushes.script(browser.token(), [Reply::status(410)]);
    let login = scene.shop.login(by_tap("alice")).await;
    scene.is_undelivered(&login, json!(true)).await;
    let asked = phone.approve(Shown::Nothing).await;
    assert_eq!(asked, "approved", "it asks by itself");
    let data_dir = &scene.world.settings.server.data_dir;
    until("its address is forgotten", async || {
        let listed = crate::admin::countersign(&["device", "list", "alice", "--json"], data_dir, "");
        let device = &crate::admin::json(&listed)[0]["device"];
        device.is_object() && device["provider"].is_null()
    })
    .await;
    let login = scene.shop.login(by_tap("alice")).await;
    assert_eq!(phone.approve(Shown::Nothing).await, "approved");
    assert_eq!(scene.shop.ended(&login).await["state"], "approved");
    assert_eq!(pushes.accepted(), 1, "it is not woken any more");
    scene.server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_relay_accepted_survives_its_death() {
    let mut scene = Scene::start().await;
    let mut phone = scene.phone().await;
    let busy = Reply::fcm(503, Some("UNAVAILABLE")).retry_after(3);
    script(&scene, &phone, vec![busy]);
    let login = scene.shop.login(by_tap("alice")).await;
    scene.is_undelivered(&login, json!(true)).await;
    scene.relay.kill().await;
    scene.relay.start().await;
    assert_eq!(phone.approve(None).await, 200, "the next process sent it");
    scene.server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_servers_key_is_rotated_without_a_gap() {
    let mut scene = Scene::start().await;
    let mut phone = scene.phone().await;
    // RFC 9421, appendix B.1.4.
    let key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n\
        -----END PRIVATE KEY-----\n";
    let file = scene.dir.path().join("next.pem");
    std::fs::write(&file, key).unwrap();
    let mut next = scene.world.settings.clone();
    next.relay.signing_key_file = Some(file);
    scene.server.kill().await;
    let settings = next.server.data_dir.with_extension("next.toml");
    std::fs::write(&settings, toml::to_string(&next).unwrap()).unwrap();
    let printed = std::process::Command::new(program("countersign"))
        .args(["keys", "relay", "--config", path(&settings)])
        .output()
        .unwrap();
    let public = scene.dir.path().join("next.pub.pem");
    std::fs::write(&public, &printed.stdout).unwrap();
    scene
        .relay
        .operate(&["sender", "rotate", "server", "--public-key", path(&public)])
        .await;
    for settings in [&scene.world.settings, &next] {
        let server = ServerProcess::start(settings).await;
        let login = scene.shop.login(by_tap("alice")).await;
        assert_eq!(phone.approve(None).await, 200, "by the old key as by the new");
        assert_eq!(scene.shop.ended(&login).await["state"], "approved");
        server.kill().await;
    }
    scene.relay.kill().await;
}

/// What a relay exports that has sent something and refused something.
pub(crate) async fn metrics_of_an_experienced_relay() -> String {
    let scene = Scene::start().await;
    let mut phone = scene.phone().await;
    scene.shop.login(by_tap("alice")).await;
    assert_eq!(phone.approve(None).await, 200);
    let get = async |url: String| countersign_tests::http().get(url).send().await.unwrap();
    let relay = scene.world.settings.relay.url.clone().unwrap();
    assert_eq!(get(format!("{relay}v1/events")).await.status(), 401);
    let metrics = get(format!("http://{}/metrics", scene.relay.ops_address())).await;
    let metrics = metrics.text().await.unwrap();
    // Prometheus itself says which of its targets are up.
    scene.server.kill().await;
    format!("{metrics}\nup 1\n")
}
