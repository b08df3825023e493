//! A phone that speaks the native protocol, on the mobile SDK.

use countersign::ambient::SystemEntropy;
use countersign_core::port::{Clock, Entropy};
use countersign_mobile_sdk::{
    Account, EnrollError, HttpTransport, Reply, Request, Transport,
    native::{
        self, Address, App, Link, Moment, NativeAccount, NativeError, NativeQuestion, NewPhone, Outcome,
        Platform, Questions, Shown, Verdict,
    },
};
use countersign_proto::{
    keys::{DeviceKey, SealingKey},
    native::{request, statement},
};
use serde_json::{Value, json};

use crate::{app::CodeApp, clock::AdvancingClock};

/// A phone with one account.
pub struct NativePhone {
    /// Its account.
    pub account: NativeAccount,
    codes: Option<CodeApp>,
    transport: HttpTransport,
    clock: AdvancingClock,
}

impl NativePhone {
    /// A phone that has followed this link.
    ///
    /// # Errors
    /// What the SDK says.
    ///
    /// # Panics
    /// If the text is no link.
    pub async fn follow(
        link: &str,
        address: Option<Address>,
        clock: AdvancingClock,
    ) -> Result<Self, EnrollError> {
        let link: Link = link.parse().expect("it is a link");
        let transport = HttpTransport::new(None).expect("a transport");
        let phone = NewPhone {
            name: "Alice's browser".to_owned(),
            platform: Platform::Web,
            app: app("1.0"),
            signing_key: DeviceKey::p256(&random()).expect("nearly every number is a key"),
            sealing_key: SealingKey::from_bytes(&random()).expect("nearly every number is a key"),
            address,
        };
        let accounts = native::enroll(&link, &phone, clock.now().as_secs(), &transport).await?;
        let account = accounts.iter().find_map(|account| match account {
            Account::Native(native) => Some(native.clone()),
            _ => None,
        });
        let codes = accounts.into_iter().find_map(|account| match account {
            Account::Oath(oath) => Some(CodeApp::of(oath, clock.clone())),
            _ => None,
        });
        Ok(Self {
            account: account.expect("the link enrols a native account"),
            codes,
            transport,
            clock,
        })
    }

    /// The one-time passwords that came along.
    ///
    /// # Panics
    /// If none did.
    pub fn codes(&mut self) -> &mut CodeApp {
        self.codes.as_mut().expect("codes came along")
    }

    /// Now, and a fresh nonce.
    pub fn moment(&self) -> Moment {
        Moment {
            now_secs: self.clock.now().as_secs(),
            nonce: SystemEntropy.uuid(),
        }
    }

    /// What it says when it reads what is behind `path`.
    pub fn reads(&self, path: &str) -> request::Request {
        let moment = self.moment();
        request::Request {
            iss: self.account.device_id,
            aud: self.account.server.clone(),
            iat: moment.now_secs,
            jti: moment.nonce.simple().to_string(),
            htm: "GET".to_owned(),
            htu: path.to_owned(),
        }
    }

    /// The credentials of a request, signed by this phone.
    pub fn authorization(&self, request: &request::Request) -> (&'static str, String) {
        let compact = statement::sign(&self.account.signing_key, request);
        ("authorization", format!("Countersign {compact}"))
    }

    /// The open questions.
    ///
    /// # Errors
    /// What the SDK says.
    pub async fn questions(&self) -> Result<Vec<NativeQuestion>, NativeError> {
        native::fetch(&self.account, self.moment(), &self.transport).await
    }

    /// The one open question.
    ///
    /// # Panics
    /// If there is none, or more than one.
    pub async fn question(&self) -> NativeQuestion {
        let mut questions = self.questions().await.expect("the server is asked");
        let question = questions.pop().expect("there is a question");
        assert!(questions.is_empty(), "there is one question");
        question
    }

    /// The questions as they come.
    ///
    /// # Errors
    /// What the SDK says.
    pub async fn stream(&self) -> Result<Questions, NativeError> {
        native::stream(&self.account, self.moment(), &self.transport).await
    }

    /// The next list of questions of a stream; nothing at its end.
    ///
    /// # Panics
    /// If the connection breaks.
    pub async fn next(&self, stream: &mut Questions) -> Option<Vec<NativeQuestion>> {
        let now = || self.clock.now().as_secs();
        stream.next(now).await.expect("the connection holds")
    }

    /// Answers.
    ///
    /// # Errors
    /// What the SDK says.
    pub async fn answer(
        &self,
        question: &NativeQuestion,
        verdict: Verdict,
        shown: Shown,
    ) -> Result<Outcome, NativeError> {
        let now = self.clock.now().as_secs();
        native::respond(&self.account, question, verdict, shown, now, &self.transport).await
    }

    /// Says yes to the one open question; returns how the login stands then.
    ///
    /// # Panics
    /// If the server refuses.
    pub async fn approve(&self, shown: Shown) -> String {
        let question = self.question().await;
        let outcome = self.answer(&question, Verdict::Approve, shown).await;
        outcome.expect("the answer is taken").state
    }

    /// Posts a statement as it is.
    ///
    /// # Panics
    /// If the server is not reached.
    pub async fn post(&self, path: &str, compact: &str) -> Reply {
        let request = Request {
            url: format!("{}{path}", self.account.server),
            headers: vec![("content-type", "application/json".to_owned())],
            body: json!({"jwt": compact}).to_string(),
            patience: std::time::Duration::from_secs(10),
        };
        self.transport.post(request).await.expect("the server is reached")
    }

    /// Gets a path with these headers.
    ///
    /// # Panics
    /// If the server is not reached.
    pub async fn get(&self, path: &str, headers: Vec<(&'static str, String)>) -> Reply {
        let request = Request {
            url: format!("{}{path}", self.account.server),
            headers,
            body: String::new(),
            patience: std::time::Duration::from_secs(40),
        };
        self.transport.get(request).await.expect("the server is reached")
    }

    /// Tells another address.
    ///
    /// # Errors
    /// What the SDK says.
    pub async fn change_address(&self, address: Option<Address>) -> Result<(), NativeError> {
        self.update(address, "1.0").await
    }

    /// Tells another address, by an app of this version.
    ///
    /// # Errors
    /// What the SDK says.
    pub async fn update(&self, address: Option<Address>, version: &str) -> Result<(), NativeError> {
        native::change_address(
            &self.account,
            address,
            app(version),
            self.moment(),
            &self.transport,
        )
        .await
    }

    /// Opens the way to another phone.
    ///
    /// # Errors
    /// What the SDK says.
    pub async fn transfer(&self) -> Result<String, NativeError> {
        native::transfer(&self.account, self.moment(), &self.transport).await
    }

    /// Leaves.
    ///
    /// # Errors
    /// What the SDK says.
    pub async fn withdraw(&self) -> Result<(), NativeError> {
        native::withdraw(&self.account, self.moment(), &self.transport).await
    }
}

fn app(version: &str) -> App {
    App {
        name: "Example Authenticator".to_owned(),
        version: version.to_owned(),
    }
}

/// A push enrolment for a native phone.
pub fn native_push() -> Value {
    json!({"kind": "push", "protocol": "native"})
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    SystemEntropy.fill(&mut bytes);
    bytes
}
