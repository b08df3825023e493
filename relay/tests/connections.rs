//! Connections that are new, that grow old, and that go dead without a word.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use countersign_fakes::{Fakes, Line};
use countersign_proto::push::Provider;
use countersign_relay::Outcome;
use fcm::{Connector, Pool, PoolError};
use futures_util::future::join_all;
use http::Request;
use hyper_rustls::HttpsConnectorBuilder;
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::Scene;

/// How long an answer may take that comes.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long one that does not come is waited for.
const SILENCE: Duration = Duration::from_millis(300);
/// When the first of two connections is old.
const OLD: Duration = Duration::from_secs(6 * 60 * 60);

/// Connections to Apple, by a line that can go dead.
struct Way {
    pool: Pool,
    line: Line,
    fakes: Fakes,
    _dir: TempDir,
}

impl Way {
    async fn of(connections: usize) -> Self {
        let dir = TempDir::new().unwrap();
        let fakes = Fakes::start(dir.path()).await.unwrap();
        Self {
            pool: Pool::new(&connector(&fakes), connections),
            line: Line::to(&fakes.apns.base_url()).await.unwrap(),
            fakes,
            _dir: dir,
        }
    }

    /// The status of the answer to a question that Apple does not allow, which is an answer.
    async fn ask(&self, patience: Duration) -> Result<u16, PoolError> {
        let request = Request::get(self.line.url()).body(Bytes::new()).unwrap();
        let answer = self.pool.send(request, patience).await;
        answer.map(|answer| answer.status().as_u16())
    }
}

/// What every relay trusts here.
fn connector(fakes: &Fakes) -> Connector {
    let mut roots = RootCertStore::empty();
    for anchor in CertificateDer::pem_file_iter(&fakes.credentials.ca_file).unwrap() {
        roots.add(anchor.unwrap()).unwrap();
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let builder = HttpsConnectorBuilder::new().with_tls_config(tls).https_only();
    builder.enable_http2().build()
}

#[expect(
    clippy::disallowed_methods,
    reason = "how much of it has passed is the question"
)]
fn timer() -> tokio::time::Instant {
    tokio::time::Instant::now()
}

#[tokio::test]
async fn after_one_silence_a_dead_connection_is_used_no_more() {
    let way = Way::of(1).await;
    assert_eq!(way.ask(PATIENCE).await, Ok(405));
    for dead in 1..=2 {
        match dead {
            1 => way.line.go_dead(),
            _ => way.line.lose_answers(),
        }
        assert_eq!(way.ask(SILENCE).await, Err(PoolError::TimedOut));
        assert_eq!(way.ask(PATIENCE).await, Ok(405), "over a new one");
        assert_eq!(way.line.opened(), dead + 1);
    }
}

#[tokio::test]
async fn a_connection_that_dies_while_nobody_uses_it_is_found_dead_by_a_ping() {
    let way = Way::of(1).await;
    assert_eq!(way.ask(PATIENCE).await, Ok(405));
    way.line.go_dead();
    tokio::time::pause();
    let before = timer();
    way.line.open(0).await;
    let noticed = timer() - before;
    assert!(
        noticed > Duration::from_secs(60) && noticed <= Duration::from_secs(71),
        "after {noticed:?}"
    );
    tokio::time::resume();
    assert_eq!(
        way.ask(SILENCE * 10).await,
        Ok(405),
        "nobody waits for what is dead"
    );
    assert_eq!(way.line.opened(), 2);
}

#[tokio::test]
async fn a_new_connection_carries_one_request_until_its_vendor_says_how_many() {
    let way = Way::of(1).await;
    way.fakes.apns.limit_streams(1);
    let answers = join_all((0..40).map(|_| way.ask(PATIENCE))).await;
    assert!(
        answers.iter().all(|answer| *answer == Ok(405)),
        "none is refused: {answers:?}"
    );
    assert_eq!(way.line.opened(), 1);
}

#[tokio::test]
async fn a_connection_is_made_for_whoever_waits_even_if_the_first_gives_up() {
    let way = Way::of(1).await;
    way.line.hold();
    assert_eq!(way.ask(SILENCE).await, Err(PoolError::TimedOut));
    let (second, third, ()) = tokio::join!(way.ask(PATIENCE), way.ask(PATIENCE), async {
        tokio::task::yield_now().await;
        way.line.release();
    });
    assert_eq!([second, third], [Ok(405), Ok(405)]);
    assert_eq!(way.line.opened(), 1, "it is the one that the first has asked for");
}

#[tokio::test]
async fn an_old_connection_ends_what_it_has_begun_and_another_takes_its_place() {
    let mut scene = Scene::new().await;
    let line = Line::to(&scene.fakes.apns.base_url()).await.unwrap();
    scene.reach(Provider::Apns, &line).await;
    let send = async |token: &str| scene.send(Provider::Apns, token).await;
    for token in ["ab01", "ab02"] {
        assert_eq!(send(token).await, Outcome::Accepted);
    }
    let pass = async |time: Duration| {
        tokio::time::pause();
        tokio::time::advance(time).await;
        tokio::time::resume();
    };
    pass(OLD - Duration::from_secs(3)).await;
    scene.fakes.apns.hold();
    let old = async { send("ab03").await };
    let others = async {
        scene.fakes.apns.asked(3).await;
        pass(Duration::from_secs(4)).await;
        tokio::join!(send("ab04"), send("ab05"))
    };
    let release = async {
        scene.fakes.apns.asked(5).await;
        assert_eq!(line.opened(), 3, "one is new");
        scene.fakes.apns.release();
    };
    let (old, (second, new), ()) = tokio::join!(old, others, release);
    assert_eq!(
        (old, second, new),
        (Outcome::Accepted, Outcome::Accepted, Outcome::Accepted)
    );
    line.open(2).await;
    assert_eq!(scene.fakes.apns.accepted(), 5, "each once");
}

#[tokio::test]
async fn a_dead_connection_to_the_token_host_costs_nothing() {
    let mut scene = Scene::new().await;
    let line = Line::to(&scene.fakes.fcm.base_url()).await.unwrap();
    let account = &scene.fakes.credentials.service_account_file;
    let mut told: Value = serde_json::from_slice(&std::fs::read(account).unwrap()).unwrap();
    told["token_uri"] = json!(format!("{}/token", line.url()));
    std::fs::write(account, told.to_string()).unwrap();
    scene.start_anew().await;
    assert_eq!(scene.send(Provider::Fcm, "token-1").await, Outcome::Accepted);
    line.go_dead();
    scene.fakes.fcm.revoke_token();
    let sent = tokio::time::timeout(PATIENCE / 2, scene.send(Provider::Fcm, "token-2")).await;
    assert_eq!(sent, Ok(Outcome::Accepted), "before anything timed out");
    assert_eq!(line.opened(), 2);
}

impl Scene {
    /// A relay that reaches one vendor by this line.
    async fn reach(&mut self, provider: Provider, line: &Line) {
        let mut app = crate::app(&self.fakes);
        match (provider, &mut app.apns, &mut app.fcm) {
            (Provider::Apns, Some(apns), _) => apns.base_url = Some(line.url()),
            (_, _, Some(fcm)) => fcm.base_url = Some(line.url()),
            _ => {}
        }
        self.relay = crate::relay(app, &self.fakes, &self.time).await;
    }
}
