//! What was answered is durable: the program is killed again and again under load, and a ledger kept outside it is
//! compared with what it holds afterwards.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use countersign_tests::{Phone, RelyingParty, ServerProcess, Vendor, World};
use serde_json::json;

/// Logins under way at once.
const WORKERS: usize = 24;

/// What was acknowledged: login id and the state that the answer brought about.
type Ledger = Arc<Mutex<Vec<(String, &'static str)>>>;

#[tokio::test(flavor = "multi_thread")]
async fn r3_acknowledged_answers_survive_kills_under_load() {
    let (answers, kills) = crash(3, 300).await;
    assert!(answers >= 300 && kills == 3);
}

/// Kills the server `kills` times and goes on until `answers` answers were acknowledged; then every acknowledged answer
/// must be found. Returns how many answers and kills there were.
pub(crate) async fn crash(kills: usize, answers: usize) -> (usize, usize) {
    let mut world = World::with(|settings| {
        settings.limits.trusted_networks = vec!["127.0.0.0/8".to_owned()];
        settings.limits.pushes_per_initiator_per_minute = 1_000_000;
        settings.limits.denials_before_backoff = 1_000_000;
    })
    .await;
    let shop = world.shop().await;
    let mut phones = Vec::new();
    for n in 0..WORKERS {
        let vendor = if n % 2 == 0 { Vendor::Fcm } else { Vendor::Apns };
        phones.push((
            format!("user{n}"),
            world.phone(&shop, &format!("user{n}"), vendor).await,
        ));
    }
    world.pause().await;
    let mut server = ServerProcess::start(&world.settings).await;
    let (ledger, stop) = (Ledger::default(), Arc::new(AtomicBool::new(false)));
    let workers: Vec<_> = phones
        .into_iter()
        .map(|(user, phone)| work(user, phone, shop.clone(), Arc::clone(&ledger), Arc::clone(&stop)))
        .collect();
    let workers = workers.into_iter().map(|worker| {
        #[expect(clippy::disallowed_methods, reason = "joined below")]
        tokio::spawn(worker)
    });
    let workers: Vec<_> = workers.collect();
    let mut killed = 0;
    loop {
        tokio::time::sleep(Duration::from_millis(1200)).await;
        let enough = ledger.lock().unwrap().len() >= answers;
        if killed >= kills && enough {
            break;
        }
        if killed < kills {
            server.kill().await;
            killed += 1;
            server = ServerProcess::start(&world.settings).await;
        }
    }
    stop.store(true, Ordering::SeqCst);
    // The last kill comes while answers are still under way.
    server.kill().await;
    for worker in workers {
        worker.await.unwrap();
    }
    let server = ServerProcess::start(&world.settings).await;
    let ledger = ledger.lock().unwrap().clone();
    for (id, state) in &ledger {
        let read = shop.get(&format!("/api/v1/logins/{id}")).await;
        assert_eq!(
            (read.status, read.body["state"].as_str()),
            (200, Some(*state)),
            "login {id} was answered 200"
        );
    }
    server.kill().await;
    (ledger.len(), killed)
}

async fn work(user: String, mut phone: Phone, shop: RelyingParty, ledger: Ledger, stop: Arc<AtomicBool>) {
    // A push may arrive after its server was killed, so each question carries the turn that asked it.
    let mut started = HashMap::new();
    let mut turn = 0;
    while !stop.load(Ordering::SeqCst) {
        turn += 1;
        let request = json!({
            "username": user, "number_matching": "none", "parallel": true, "ttl_secs": 600, "message": format!("{turn}"),
        });
        match shop.try_post("/api/v1/logins", &request).await {
            Some(answer) if answer.status == 201 => {
                started.insert(
                    format!("Example Shop: {turn}"),
                    answer.body["id"].as_str().unwrap().to_owned(),
                );
            }
            _ => {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        }
        let Some(question) = phone.try_question(Duration::from_secs(3)).await else {
            continue;
        };
        let (claims, state) = if turn % 4 == 0 {
            (json!({"deny": true}), "denied")
        } else {
            (json!({}), "approved")
        };
        // Only what came back as 200 was acknowledged; a connection that broke promised nothing.
        let acknowledged = phone
            .try_post("authenticate", &phone.signed(&question, &claims))
            .await
            == Some(200);
        if let Some(id) = started.remove(&question.claims.message).filter(|_| acknowledged) {
            ledger.lock().unwrap().push((id, state));
        }
    }
}
