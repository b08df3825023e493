//! The bare server: the same requests in and out, the same push client and signatures, no store and no rules.

use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use anyhow::Context;
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Path, State},
    http::StatusCode,
    routing::{get, post},
};
use clap::Args;
use countersign_proto::{
    forgerock::{
        authenticate::Answer,
        jwt,
        message_id::{MessageId, MessageKind},
        push_claims::{PushClaims, PushKind},
        register::DeviceRequest,
    },
    keys::{ChallengeNonce, ServerKey},
    push::{AmPush, Body, Category, Class, Notification, Provider, PushToken, Target},
    signed,
};
use countersign_relay::{Ambient, AppSettings, Outcome, Relay};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot};
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::{
    account::{Account, is_apple},
    clock::RealTime,
};

/// The bare server.
#[derive(Args)]
pub(crate) struct Bare {
    /// The relay's apps, as JSON
    #[arg(long)]
    apps: PathBuf,
    /// How many accounts there are
    #[arg(long)]
    accounts: usize,
}

struct Server {
    accounts: HashMap<String, (usize, Account)>,
    pending: Mutex<HashMap<Uuid, Pending>>,
    relay: Relay,
    key: ServerKey,
    tasks: TaskTracker,
}

struct Pending {
    user: String,
    nonce: ChallengeNonce,
    approved: Option<oneshot::Sender<()>>,
    waiting: Option<oneshot::Receiver<()>>,
}

impl Bare {
    #[expect(clippy::print_stdout, reason = "the tool reads the address from here")]
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let apps: BTreeMap<String, AppSettings> = serde_json::from_slice(&std::fs::read(&self.apps)?)?;
        let accounts = (0..self.accounts).map(|number| (number, Account::numbered(number)));
        let server = Arc::new(Server {
            accounts: accounts
                .map(|(number, account)| (account.user.clone(), (number, account)))
                .collect(),
            pending: Mutex::default(),
            relay: Relay::new(&apps, None, Arc::new(RealTime)).await?,
            key: ServerKey::from_seed(&[1; 32]),
            tasks: TaskTracker::new(),
        });
        let router = Router::new()
            .route("/api/v1/logins", post(start))
            .route("/api/v1/logins/{id}", get(wait))
            .route("/json/push/sns/message", post(answer))
            .route("/.well-known/jwks.json", get(jwks))
            .layer(DefaultBodyLimit::max(16 * 1024))
            .with_state(server);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("bare on {}", listener.local_addr()?);
        axum::serve(listener, router)
            .await
            .context("the bare server ended")
    }
}

async fn jwks(State(server): State<Arc<Server>>) -> Json<Value> {
    Json(json!({"keys": [server.key.public_jwk()]}))
}

async fn start(State(server): State<Arc<Server>>, Json(login): Json<Value>) -> (StatusCode, Json<Value>) {
    let user = login["username"].as_str().unwrap_or_default();
    let Some((number, account)) = server.accounts.get(user) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, Json(Value::Null));
    };
    let id = Uuid::from_u128(u128::from(fresh()) << 64 | u128::from(fresh()));
    let nonce = ChallengeNonce::from_bytes(std::array::from_fn(|at| id.as_bytes()[at % 16]));
    let (approved, waiting) = oneshot::channel();
    let pending = Pending {
        user: user.to_owned(),
        nonce: nonce.clone(),
        approved: Some(approved),
        waiting: Some(waiting),
    };
    server
        .pending
        .lock()
        .expect("nobody panics here")
        .insert(id, pending);
    let notification = notification(*number, account, id, nonce);
    let sending = Arc::clone(&server);
    server.tasks.spawn(async move {
        let outcome = sending.relay.send(&notification).await;
        debug_assert_eq!(outcome, Outcome::Accepted);
    });
    let body = json!({
        "id": id, "state": "pending", "method": "push", "number": "43", "devices": [{"id": id, "name": "Load phone"}],
        "created_at": "2026-01-01T00:00:00.000Z", "expires_at": "2026-01-01T00:02:00.000Z", "wait_token": id,
    });
    (StatusCode::CREATED, Json(body))
}

fn notification(number: usize, account: &Account, id: Uuid, challenge: ChallengeNonce) -> Notification {
    let now_ms = RealTime.now_ms();
    let claims = PushClaims {
        mechanism_uid: account.mechanism_uid.clone(),
        challenge,
        ttl_secs: 120,
        created_at_ms: now_ms,
        message: "Log in to Example Shop?".to_owned(),
        kind: PushKind::Challenge,
        numbers: Some([21, 43, 65]),
        user_name: None,
    };
    let message_id = MessageId {
        kind: MessageKind::Authenticate,
        id,
        created_at_ms: now_ms,
    };
    Notification {
        id,
        reference: None,
        target: Target {
            provider: if is_apple(number) {
                Provider::Apns
            } else {
                Provider::Fcm
            },
            app: "default".to_owned(),
            token: PushToken::new(&account.push_token),
            environment: None,
        },
        deadline_ms: now_ms + 120_000,
        class: Class::Challenge,
        body: Body::AmPush(AmPush {
            message_id: message_id.to_string(),
            jwt: claims.sign(&account.secret),
            alert: claims.message,
            category: Category::Challenge,
            top_level_copies: false,
        }),
    }
}

async fn answer(
    State(server): State<Arc<Server>>,
    Json(request): Json<DeviceRequest>,
) -> (StatusCode, Json<Value>) {
    let refused = (StatusCode::BAD_REQUEST, Json(json!({})));
    let Ok(id) = MessageId::parse(&request.message_id) else {
        return refused;
    };
    let mut pending = server.pending.lock().expect("nobody panics here");
    let Some(login) = pending.get_mut(&id.id) else {
        return refused;
    };
    let Some((_, account)) = server.accounts.get(&login.user) else {
        return refused;
    };
    let verified = jwt::verify(&account.secret, &request.jwt)
        .ok()
        .and_then(|claims| Answer::from_claims(&claims).ok());
    let proven = verified.is_some_and(|answer| {
        signed::verify_challenge_response(&account.secret, &login.nonce, &answer.response)
    });
    match login.approved.take().filter(|_| proven) {
        Some(approved) => {
            let _ = approved.send(());
            (StatusCode::OK, Json(json!({})))
        }
        None => refused,
    }
}

async fn wait(State(server): State<Arc<Server>>, Path(id): Path<Uuid>) -> (StatusCode, Json<Value>) {
    let waiting = {
        let mut pending = server.pending.lock().expect("nobody panics here");
        pending
            .get_mut(&id)
            .and_then(|login| Some((login.user.clone(), login.waiting.take()?)))
    };
    let Some((user, waiting)) = waiting else {
        return (StatusCode::NOT_FOUND, Json(Value::Null));
    };
    let _ = tokio::time::timeout(Duration::from_secs(55), waiting).await;
    server.pending.lock().expect("nobody panics here").remove(&id);
    let claims =
        json!({"iss": "http://127.0.0.1", "aud": "load", "sub": user, "jti": id, "acr": "push", "iat": 1});
    let assertion = signed::sign_assertion(&server.key, &claims);
    let body = json!({
        "id": id, "state": "approved", "method": "push", "devices": [{"id": id, "name": "Load phone"}],
        "created_at": "2026-01-01T00:00:00.000Z", "expires_at": "2026-01-01T00:02:00.000Z", "assertion": assertion,
    });
    (StatusCode::OK, Json(body))
}

/// Numbers that do not repeat; nobody attacks the bare server.
fn fresh() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(0)
}
