//! A store with a client, a user and a phone.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use countersign::{Opened, World, settings::Settings};
use countersign_core::{
    Ctx, DeviceRefusal, FlowError,
    flow::{
        respond_to_challenge::{DeviceAnswer, respond_to_challenge},
        start_login::{StartLogin, StartedLogin, start_login},
    },
    method::push,
    model::{
        Authenticator, BearerToken, Client, Device, DeviceKey, NumberMatching, PushAddress, Session,
        StateTag, User, Version,
    },
    port::{Commit, LoginRead, UnitOfWork},
    testing::{KeyTexts, SeededEntropy, TestClock, sample},
};
use countersign_mobile_sdk::Verdict;
use countersign_proto::{
    forgerock::{authenticate::Answer, jwt},
    ids::LoginId,
    keys::SharedSecret,
    signed,
};
use tempfile::TempDir;

/// The address of alice's phone at its provider.
pub(super) const PUSH_TOKEN: &str = "alices-phone";

/// The flows' world, with alice in it.
pub(super) struct Scene {
    pub(super) ctx: Ctx,
    pub(super) clock: TestClock,
    secret: SharedSecret,
    _opened: Opened,
    _dir: TempDir,
}

impl Scene {
    pub(super) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// The same with some settings changed.
    pub(super) async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let dir = TempDir::new().unwrap();
        let clock = TestClock::at(sample::NOW);
        let mut settings = Settings::default();
        settings.server.data_dir = dir.path().join("data");
        change(&mut settings);
        let world = World {
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(SeededEntropy::new(1)),
        };
        let listening = SocketAddr::from(([127, 0, 0, 1], 8080));
        let opened = Opened::open(&settings, listening, world).await.unwrap();
        let ctx = Ctx {
            texts: Arc::new(KeyTexts),
            ..opened.ctx.clone()
        };
        let scene = Self {
            ctx,
            clock,
            secret: SharedSecret::from_bytes([9; 32]),
            _opened: opened,
            _dir: dir,
        };
        let unit = UnitOfWork::new("scene")
            .put(sample::user())
            .put(sample::client())
            .put(sample::authenticator())
            .put(scene.device());
        scene.commit(unit).await;
        scene
    }

    /// Alice's phone, with a key and an address that open.
    pub(super) fn device(&self) -> Device {
        let device = sample::device();
        let id = device.id.as_uuid();
        let (token, secret) = (
            push::push_token_place(id.as_bytes()),
            push::secret_place(id.as_bytes()),
        );
        let token = self.ctx.secrets.seal(token, PUSH_TOKEN.as_bytes());
        Device {
            key: DeviceKey::Shared(self.ctx.secrets.seal(secret, self.secret.expose())),
            address: device.address.map(|address| PushAddress { token, ..address }),
            ..device
        }
    }

    /// What the rows of the scene are now.
    pub(super) async fn alice(&self) -> User {
        let user = self.ctx.store.user(sample::user().id).await.unwrap();
        user.unwrap()
    }

    pub(super) async fn shop(&self) -> Client {
        let client = self.ctx.store.client(&sample::client().id).await.unwrap();
        client.unwrap()
    }

    pub(super) async fn authenticator(&self) -> Authenticator {
        let holding = self.ctx.store.holding(sample::authenticator().id).await.unwrap();
        holding.unwrap().authenticator
    }

    /// A session of alice, who has just logged in.
    pub(super) async fn session(&self) -> Session {
        let now = self.ctx.clock.now();
        let session = Session {
            token: BearerToken::presented("alice").hash(),
            user_id: sample::user().id,
            login_id: LoginId::new(self.ctx.entropy.uuid()),
            acr: "urn:countersign:acr:push".to_owned(),
            created_at: now,
            expires_at: now + secs(8 * 3600),
            version: Version::FIRST,
        };
        self.commit(UnitOfWork::new("log in").put(session.clone())).await;
        session
    }

    pub(super) async fn commit(&self, unit: UnitOfWork) {
        assert_eq!(self.ctx.store.commit(unit).await.unwrap(), Commit::Committed);
    }

    /// A login of alice at the shop that a tap decides.
    pub(super) fn by_tap(&self) -> StartLogin {
        StartLogin {
            number_matching: Some(NumberMatching::None),
            ..StartLogin::new(&sample::client(), "alice")
        }
    }

    /// The same from an address, beside others.
    pub(super) fn login_from(&self, address: &str) -> StartLogin {
        let mut request = self.by_tap();
        request.context.ip = Some(address.parse().unwrap());
        request.parallel = true;
        request
    }

    pub(super) async fn start(&self, request: &StartLogin) -> Result<StartedLogin, FlowError> {
        start_login(&self.ctx, request).await
    }

    /// A login of alice at the shop.
    pub(super) async fn login(&self) -> LoginId {
        self.start(&self.by_tap()).await.unwrap().login.id
    }

    /// What alice's phone answers to a login.
    pub(super) async fn answer(&self, login: LoginId, verdict: Verdict) -> Result<(), DeviceRefusal> {
        let challenges = self.ctx.store.challenges(login).await.unwrap();
        let challenge = &challenges[0];
        let response = signed::challenge_response(&self.secret, &challenge.nonce);
        let claims = Answer { response, verdict }.to_claims();
        let answer = DeviceAnswer {
            message_id: challenge.message_id().to_string(),
            jwt: jwt::sign(&self.secret, &claims),
        };
        respond_to_challenge(&self.ctx, &answer).await
    }

    pub(super) async fn read(&self, login: LoginId) -> LoginRead {
        let read = self.ctx.store.login(login).await.unwrap().unwrap();
        LoginRead {
            login: read.login.as_of(self.ctx.clock.now()),
            ..read
        }
    }

    pub(super) async fn state(&self, login: LoginId) -> StateTag {
        self.read(login).await.login.state.tag()
    }
}

pub(super) const fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}
