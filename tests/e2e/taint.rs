//! What native logins, mails and codes leave behind where others can look: at vendors, in logs, in the database.

use std::{
    io::{self, Write},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use countersign_fakes::{Delivered, Reply};
use countersign_mobile_sdk::native::{Address, Shown, Verdict};
use countersign_proto::push::PushToken;
use countersign_tests::{NativePhone, RelyingParty, World, native_push};
use serde_json::json;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

const PEOPLE: usize = 20;
const LOGINS_EACH: usize = 50;
/// What must not be seen at a vendor, beside the numbers.
const WORDS: [&str; 4] = ["zebulon", "Quagga", "Example Shop", "198.51.100.77"];

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Everything that our own code has to say, without the time of day: its fractions look like numbers.
fn listen() -> Log {
    let log = Log::default();
    let crates = [
        "",
        "_core",
        "_web",
        "_relay",
        "_service",
        "_store_sqlite",
        "_sqlite_batch",
    ];
    let filter = crates.map(|name| format!("countersign{name}=trace")).join(",");
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(log.clone())
        .with_ansi(false)
        .without_time()
        .init();
    log
}

/// The numbers that stand in `bytes` by themselves, not as a part of something longer.
fn found<'n>(bytes: &[u8], numbers: &'n [String]) -> Vec<&'n String> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'+' | b'/');
    let known: std::collections::HashMap<&[u8], &String> =
        numbers.iter().map(|number| (number.as_bytes(), number)).collect();
    let windows = bytes.windows(6).enumerate();
    windows
        .filter(|(at, _)| *at == 0 || !is_part(bytes[at - 1]))
        .filter(|(at, _)| bytes.get(at + 6).is_none_or(|byte| !is_part(*byte)))
        .filter_map(|(_, window)| known.get(window).copied())
        .collect()
}

fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.is_file());
    files
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect()
}

/// The logins of one person, whose phone is woken by Google or as a browser; returns the numbers that were shown.
async fn logins(world: &World, shop: &RelyingParty, person: usize) -> Vec<String> {
    let name = format!("zebulon-{person}");
    let address = if person.is_multiple_of(2) {
        Address::Fcm {
            token: PushToken::new(format!("token-{person:02}")),
        }
    } else {
        let browser = world.subscribed_browser();
        Address::Webpush {
            endpoint: PushToken::new(&browser.endpoint),
            p256dh: browser.p256dh,
            auth: PushToken::new(&browser.auth),
        }
    };
    let link = shop.enroll_as(&name, native_push()).await;
    let phone = NativePhone::follow(link.uri(), Some(address), world.clock.clone())
        .await
        .unwrap();
    let mut numbers = Vec::new();
    for login in 0..LOGINS_EACH {
        let message = format!("Quagga no. {}", "7".repeat(1 + login));
        let login = shop
            .login(json!({
                "username": name,
                "message": message,
                "number_matching": "type",
                "context": {"ip": "198.51.100.77"},
            }))
            .await;
        let number = login["number"].as_str().unwrap().to_owned();
        let question = phone.question().await;
        let told = format!("{question:?}");
        assert!(
            found(told.as_bytes(), std::slice::from_ref(&number)).is_empty(),
            "{told}"
        );
        let shown = Shown::Number(number.clone());
        let outcome = phone.answer(&question, Verdict::Approve, shown).await.unwrap();
        assert_eq!(outcome.state, "approved");
        numbers.push(number);
    }
    numbers
}

#[tokio::test(flavor = "multi_thread")]
async fn r7_mailboxes_and_links_reach_no_log_and_lie_open_in_no_file() {
    let log = listen();
    let mut world = World::with(|settings| settings.accounts.sign_up = true).await;
    world.user_with_mail("quagga", "quagga@zebulon.example").await;
    // What a mail server says may name the mailbox.
    world
        .fakes
        .smtp
        .answer_next("451 4.2.0 <newcomer@zebulon.example> is busy");
    let mut browser = world.browser();
    let password = "teapot wedding gorilla 7";
    let form = [
        ("username", "newcomer"),
        ("email", "newcomer@zebulon.example"),
        ("password", password),
    ];
    browser.post("/signup", &form).await;
    let data_dir = world.settings.server.data_dir.clone();
    let waiting = files(&data_dir);
    let mail = world
        .clock
        .fly_until(world.mail_to("newcomer@zebulon.example"))
        .await;
    let link = mail.link().rsplit('/').next().unwrap().to_owned();
    world
        .fakes
        .smtp
        .answer_next("550 5.1.1 <quagga@zebulon.example> is gone");
    browser.post("/forgot/password", &[("username", "quagga")]).await;
    browser
        .post("/forgot/username", &[("email", "quagga@zebulon.example")])
        .await;
    browser.get(mail.link()).await;
    browser.get("/reset/guess").await;
    world.settle().await;
    world.pause().await;
    let contains =
        |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    let log = log.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert!(contains(&log, "a mail has to wait"), "something was said");
    for word in ["zebulon", link.as_str(), password] {
        assert!(!contains(&log, word), "{word}: {}", String::from_utf8_lossy(&log));
    }
    // The address of an account is no secret of the database; that of whoever has none yet, and every link, is.
    for (name, bytes) in waiting.into_iter().chain(files(&data_dir)) {
        for word in ["newcomer@zebulon", link.as_str(), password] {
            assert!(!contains(&bytes, word), "{word} in {name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r7_a_thousand_native_logins_tell_nobody_anything() {
    let log = listen();
    let mut world = World::with(|settings| {
        settings.limits.pushes_per_initiator_per_minute = 1_000;
        settings.limits.trusted_networks = vec!["127.0.0.0/8".to_owned()];
    })
    .await;
    let shop = world.shop().await;
    let (mut google, mut browsers) = (world.fakes.fcm.inbox().all(), world.fakes.webpush.inbox().all());
    let people = (0..PEOPLE).map(|person| logins(&world, &shop, person));
    let numbers: Vec<String> = futures_util::future::join_all(people).await.concat();
    assert_eq!(numbers.len(), PEOPLE * LOGINS_EACH);
    let page = format!("<p>{}</p>", numbers[0]);
    assert_eq!(
        found(page.as_bytes(), &numbers),
        [&numbers[0]],
        "what is there is found"
    );
    world.settle().await;

    let mut sent = Vec::new();
    for inbox in [&mut google, &mut browsers] {
        let mut pushes: Vec<Delivered> = Vec::new();
        while let Ok(push) = inbox.try_recv() {
            pushes.push(push);
        }
        let length = |push: &Delivered| (push.payload.len(), push.headers.get("content-length").cloned());
        let first = length(&pushes[0]);
        assert!(pushes.iter().all(|push| length(push) == first), "all are alike");
        sent.extend(pushes);
    }
    // A push that was still under way when its login was decided is not sent any more.
    assert!(sent.len() * 2 > numbers.len(), "{} pushes", sent.len());
    for push in sent {
        let seen = [&push.payload[..], format!("{:?}", push.headers).as_bytes()].concat();
        let text = String::from_utf8_lossy(&seen);
        assert!(!WORDS.iter().any(|word| text.contains(word)), "{text}");
        assert_eq!(found(&seen, &numbers), Vec::<&String>::new(), "{text}");
    }

    let data_dir = world.settings.server.data_dir.clone();
    let running = files(&data_dir);
    world.pause().await;
    for (name, bytes) in running.into_iter().chain(files(&data_dir)) {
        assert_eq!(found(&bytes, &numbers), Vec::<&String>::new(), "{name}");
    }
    let log = log.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert!(!log.is_empty(), "something was said");
    assert_eq!(found(&log, &numbers), Vec::<&String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn r7_numbers_and_their_codes_reach_no_log_and_lie_open_in_no_file() {
    let log = listen();
    let mut world = World::with_telephones(|settings, _| {
        settings.phone.codes_per_number_per_hour = 100;
        settings.phone.codes_per_initiator_per_hour = 100;
    })
    .await;
    let shop = world.shop().await;
    let messages = &world.fakes.messages;
    let (number, mut codes) = ("+447400123456", Vec::new());
    // Each kind of answer that says something of the message.
    let refusals = [
        Reply::status(503),
        Reply::Status {
            status: 200,
            body: json!({"status": format!("no route to {number}")}).to_string(),
            headers: Vec::new(),
        },
        Reply::status(401),
    ];
    let started = shop
        .enroll_as("alice", json!({"kind": "phone", "number": number}))
        .await;
    codes.push(messages.nth(0).await.code());
    assert_eq!(shop.code(&started, &codes[0]).await.status, 200);
    for (place, refusal) in (1..).zip(refusals) {
        let ip = format!("198.51.100.{place}");
        let login = shop
            .login(json!({"username": "alice", "parallel": true, "context": {"ip": ip}}))
            .await;
        let sent = |method: &str| json!({"method": method});
        let path = format!("{}/codes", login.path());
        let taken = messages.taken().len();
        assert_eq!(shop.post(&path, &sent("voice")).await.status, 200);
        codes.push(messages.nth(taken).await.code());
        assert_eq!(shop.code(&login, codes.last().unwrap()).await.status, 200);
        let login = shop
            .login(json!({"username": "alice", "parallel": true, "context": {"ip": ip}}))
            .await;
        messages.script(number, [refusal]);
        shop.post(&format!("{}/codes", login.path()), &sent("sms")).await;
        world.settle().await;
    }
    let metrics = world.metrics().await;
    let data_dir = world.settings.server.data_dir.clone();
    let running = files(&data_dir);
    world.pause().await;
    let log = log.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let contains =
        |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    assert!(
        contains(&log, "a code"),
        "something was said: {}",
        String::from_utf8_lossy(&log)
    );
    let log = ("the log".to_owned(), log);
    let metrics = ("the metrics".to_owned(), metrics.into_bytes());
    for (name, bytes) in running.into_iter().chain(files(&data_dir)).chain([log, metrics]) {
        assert!(!contains(&bytes, "7400123456"), "the number in {name}");
        assert_eq!(found(&bytes, &codes), Vec::<&String>::new(), "{name}");
    }
}
