//! How native phones are woken: where their pushes go, what those say to whom, and logins without them.

use std::time::{Duration, Instant};

use countersign_fakes::Reply;
use countersign_mobile_sdk::native::{Address, Shown, Verdict, read_sealed};
use countersign_proto::{
    native::{request::NewAddress, sealed::SEALED_LEN, statement},
    push::PushToken,
};
use countersign_tests::{NativePhone, by_tap, native_push};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::scene;

#[tokio::test]
async fn a_push_is_sealed_and_has_one_size() {
    let (world, shop, _) = scene().await;
    let mut sizes = Vec::new();
    for (user, message) in [
        ("quagga-bob", None),
        ("quagga-carol", Some("Order 7 at the counter in the second hall")),
    ] {
        let address = Address::Fcm {
            token: PushToken::new(format!("native-{user}")),
        };
        let link = shop.enroll_as(user, native_push()).await;
        let phone = NativePhone::follow(link.uri(), Some(address), world.clock.clone())
            .await
            .unwrap();
        shop.login(json!({"username": user, "message": message, "number_matching": "pick"}))
            .await;
        let push = world
            .fakes
            .fcm
            .inbox()
            .of(&format!("native-{user}"))
            .recv()
            .await
            .unwrap();
        let data: Value = serde_json::from_slice(&push.payload).unwrap();
        sizes.push(push.payload.len());
        let text = data.to_string();
        for secret in [user, "Example Shop", "Order 7"] {
            assert!(!text.contains(secret), "{text}");
        }
        let sealed = BASE64URL_NOPAD
            .decode(data["sealed"].as_str().unwrap().as_bytes())
            .unwrap();
        assert_eq!(sealed.len(), SEALED_LEN);
        let question = read_sealed(&phone.account, &sealed, phone.moment().now_secs)
            .unwrap()
            .unwrap();
        assert_eq!(
            question,
            phone.question().await,
            "what is pushed is what is fetched"
        );
    }
    assert_eq!(sizes[0], sizes[1]);
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long it really takes is what is told"
)]
#[tokio::test]
async fn r9_with_every_vendor_down_a_native_login_finishes() {
    const ROUNDS: usize = 5;
    const LOGINS: usize = 4;
    let (world, shop, phone) = scene().await;
    let vendors = [
        ("up", None),
        ("refusing", Some(Reply::fcm(503, Some("UNAVAILABLE")))),
        ("silent", Some(Reply::Never)),
    ];
    let mut took = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        for ((vendor, reply), took) in vendors.iter().zip(&mut took) {
            // What an initiator may ask for in a minute.
            world.clock.advance(Duration::from_secs(60));
            let token = PushToken::new(*vendor);
            phone.change_address(Some(Address::Fcm { token })).await.unwrap();
            if let Some(reply) = reply {
                world.fakes.fcm.script(vendor, vec![reply.clone(); 50]);
            }
            let mut stream = phone.stream().await.unwrap();
            assert_eq!(phone.next(&mut stream).await.unwrap(), []);
            for _ in 0..LOGINS {
                let began = Instant::now();
                let login = shop.login(by_tap("alice")).await;
                let asked = phone.next(&mut stream).await.unwrap();
                let outcome = phone.answer(&asked[0], Verdict::Approve, Shown::Nothing).await;
                assert_eq!(outcome.unwrap().state, "approved");
                assert_eq!(shop.ended(&login).await["state"], "approved");
                took.push(began.elapsed());
                assert_eq!(phone.next(&mut stream).await.unwrap(), []);
            }
        }
    }
    let [up, refusing, silent] = took.map(|mut took| {
        took.sort();
        took[took.len() / 2].as_secs_f64() * 1000.0
    });
    println!(
        "the middle of {} native logins each: vendor up {up:.1} ms; added by one that refuses {:.1} ms, by one that is silent \
         {:.1} ms",
        ROUNDS * LOGINS,
        refusing - up,
        silent - up
    );
}

#[tokio::test]
async fn an_old_address_is_not_told_again_by_a_stranger() {
    let (world, _shop, phone) = scene().await;
    let tell = |token: &str| {
        let moment = phone.moment();
        let statement = NewAddress {
            iss: phone.account.device_id,
            aud: phone.account.server.clone(),
            iat: moment.now_secs,
            jti: moment.nonce.simple().to_string(),
            address: Some(Address::Fcm {
                token: PushToken::new(token),
            }),
            app: None,
        };
        statement::sign(&phone.account.signing_key, &statement)
    };
    let (old, new) = (tell("old"), tell("new"));
    let post = async |compact: &str| phone.post("/device/v1/addresses", compact).await.status;
    assert_eq!(post(&old).await, 200);
    assert_eq!(post(&old).await, 200, "the current one may come again");
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(post(&new).await, 200);
    assert_eq!(post(&old).await, 401);
}

#[tokio::test]
async fn a_browser_is_woken_and_one_that_is_gone_still_asks() {
    let (world, shop, phone) = scene().await;
    let browser = world.subscribed_browser();
    let address = Address::Webpush {
        endpoint: PushToken::new(&browser.endpoint),
        p256dh: browser.p256dh.clone(),
        auth: PushToken::new(&browser.auth),
    };
    phone.change_address(Some(address)).await.unwrap();
    let mut inbox = world.fakes.webpush.inbox().of(browser.token());
    shop.login(by_tap("alice")).await;
    let push = inbox.recv().await.unwrap();
    let data: Value = serde_json::from_slice(&push.payload).unwrap();
    assert_eq!(data["device"], json!(phone.account.device_id));
    let sealed = data["sealed"].as_str().unwrap().as_bytes();
    let sealed = BASE64URL_NOPAD.decode(sealed).unwrap();
    let question = read_sealed(&phone.account, &sealed, phone.moment().now_secs);
    assert_eq!(question.unwrap().unwrap(), phone.question().await);
    assert_eq!(phone.approve(Shown::Nothing).await, "approved");

    world.fakes.webpush.script(browser.token(), [Reply::status(410)]);
    shop.login(by_tap("alice")).await;
    world.settle().await;
    assert_eq!(phone.approve(Shown::Nothing).await, "approved");
    let login = shop.login(by_tap("alice")).await;
    assert_eq!(phone.approve(Shown::Nothing).await, "approved");
    assert_eq!(shop.ended(&login).await["state"], "approved");
    assert_eq!(world.fakes.webpush.accepted(), 1, "it is not woken any more");
}
