//! A phone with an app on the mobile SDK, woken by the providers' fakes.

use std::time::Duration;

use countersign_core::port::{Clock, Entropy};
use countersign_fakes::{Delivered, Fakes};
use countersign_mobile_sdk::{
    Account, AnswerError, Condition, Device, EnrollError, Generation, NumberClaim, PushAccount, PushError,
    Question, RefreshError, Request, Transport, Verdict, enroll, read_push, refresh, respond,
};
use countersign_proto::{
    forgerock::{authenticate::Answer, jwt, register::CommunicationType},
    push::{Provider, PushToken},
    signed,
};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::{app::CodeApp, clock::AdvancingClock, wire::Wire};

/// Yes, without a number.
pub const APPROVE: Verdict = Verdict::Approve {
    number: NumberClaim::Absent,
};

/// Yes, with this number.
pub const fn pick(number: u32) -> Verdict {
    Verdict::Approve {
        number: NumberClaim::Given(number),
    }
}

/// How long a push may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// A phone.
pub struct Phone {
    generation: Generation,
    /// The provider's address of the app.
    pub push_token: String,
    accounts: Vec<Account>,
    /// What it is like, as far as codes make demands on that.
    pub condition: Condition,
    inbox: mpsc::UnboundedReceiver<Delivered>,
    transport: Wire,
    clock: AdvancingClock,
}

impl Phone {
    /// A phone without accounts that this provider wakes.
    pub fn new(fakes: &Fakes, provider: Provider, clock: AdvancingClock) -> Self {
        let generation = match provider {
            Provider::Apns => Generation::FrIos,
            Provider::Fcm | Provider::Webpush | Provider::Sms | Provider::Voice => Generation::FrAndroid,
        };
        Self::of(fakes, generation, clock)
    }

    /// A phone of this generation without accounts.
    pub fn of(fakes: &Fakes, generation: Generation, clock: AdvancingClock) -> Self {
        let id = countersign::ambient::SystemEntropy.uuid().simple().to_string();
        let (push_token, inbox) = match generation.speech().communication_type {
            CommunicationType::Apns => (id.clone(), fakes.apns.inbox().of(&id)),
            CommunicationType::Gcm => (format!("fcm-{id}"), fakes.fcm.inbox().of(&format!("fcm-{id}"))),
        };
        Self {
            generation,
            push_token,
            accounts: Vec::new(),
            condition: Condition::SOUND,
            inbox,
            transport: Wire::new(),
            clock,
        }
    }

    /// How the phone introduces itself.
    pub fn device(&self) -> Device {
        let name = match self.provider() {
            Provider::Apns => "Alice's iPhone",
            Provider::Fcm | Provider::Webpush | Provider::Sms | Provider::Voice => "Pixel 8",
        };
        Device {
            name: name.to_owned(),
            generation: self.generation,
            push_token: PushToken::new(&self.push_token),
            mechanism_uid: countersign::ambient::SystemEntropy.uuid(),
            condition: self.condition,
        }
    }

    /// Scans an enrolment code.
    ///
    /// # Errors
    /// What the SDK says; nothing is kept then but the half that works.
    pub async fn scan(&mut self, code: &str) -> Result<(), EnrollError> {
        match enroll(code, &self.device(), &self.transport).await {
            Ok(new) => {
                self.accounts.extend(new);
                Ok(())
            }
            Err(error) => {
                if let EnrollError::Half { kept, .. } = &error {
                    self.accounts.push((**kept).clone());
                }
                Err(error)
            }
        }
    }

    /// The app's one-time passwords.
    ///
    /// # Panics
    /// If there are none.
    pub fn codes(&self) -> CodeApp {
        let oath = self.accounts.iter().find_map(|account| match account {
            Account::Oath(oath) => Some(oath.clone()),
            Account::Push(_) | Account::Native(_) => None,
        });
        CodeApp::of(oath.expect("the phone shows codes"), self.clock.clone())
    }

    /// All accounts.
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// The provider gives the app another address, and the app tells the server of the one account.
    ///
    /// # Errors
    /// What the SDK says.
    pub async fn move_to(&mut self, fakes: &Fakes, push_token: &str) -> Result<(), RefreshError> {
        push_token.clone_into(&mut self.push_token);
        self.inbox = match self.provider() {
            Provider::Apns => fakes.apns.inbox().of(&push_token.to_lowercase()),
            Provider::Fcm | Provider::Webpush | Provider::Sms | Provider::Voice => {
                fakes.fcm.inbox().of(push_token)
            }
        };
        refresh(self.account(), &self.device(), &self.transport).await
    }

    /// The one push account.
    ///
    /// # Panics
    /// If there is none.
    pub fn account(&self) -> &PushAccount {
        let push = self.accounts.iter().find_map(|account| match account {
            Account::Push(push) => Some(push),
            Account::Oath(_) | Account::Native(_) => None,
        });
        push.expect("the phone has a push account")
    }

    /// The next question that arrives.
    ///
    /// # Panics
    /// If none arrives, or one that the SDK drops.
    pub async fn question(&mut self) -> Question {
        let delivered = tokio::time::timeout(PATIENCE, self.inbox.recv())
            .await
            .expect("a push arrives in time");
        self.read(&delivered.expect("the fakes run"))
            .expect("the push is proper")
    }

    /// The next question, if one arrives in time.
    pub async fn try_question(&mut self, patience: Duration) -> Option<Question> {
        let delivered = tokio::time::timeout(patience, self.inbox.recv()).await.ok()??;
        self.read(&delivered).ok()
    }

    fn read(&self, delivered: &Delivered) -> Result<Question, PushError> {
        let now_ms = self.clock.now().as_millis();
        read_push(self.provider(), &delivered.payload, &self.accounts, now_ms)
    }

    /// Who wakes it.
    pub fn provider(&self) -> Provider {
        match self.generation.speech().communication_type {
            CommunicationType::Apns => Provider::Apns,
            CommunicationType::Gcm => Provider::Fcm,
        }
    }

    /// Posts a body to the device door; the status, if the server was reached.
    pub async fn try_post(&self, action: &str, body: &Value) -> Option<u16> {
        let url = format!("{}?_action={action}", self.account().endpoint);
        self.transport
            .post(self.request(url, body.to_string()))
            .await
            .ok()
            .map(|reply| reply.status)
    }

    fn request(&self, url: String, body: String) -> Request {
        let speech = self.generation.speech();
        Request {
            url,
            headers: vec![("content-type", "application/json".to_owned())],
            body,
            patience: speech.patience,
        }
    }

    /// Whether nothing was ever sent.
    pub fn sent_nothing(&self) -> bool {
        self.transport.last().is_none()
    }

    /// What was sent last.
    ///
    /// # Panics
    /// If nothing was.
    pub fn last_request(&self) -> Request {
        self.transport.last().expect("something was sent")
    }

    /// Sends a request as it is; returns the status.
    ///
    /// # Panics
    /// If the server is not reached.
    pub async fn send(&self, request: Request) -> u16 {
        let reply = self.transport.post(request).await;
        reply.expect("the server is reached").status
    }

    /// Forgets what the server calls the user, as an app does that was never told.
    pub fn forget_user_name(&mut self) {
        for account in &mut self.accounts {
            if let Account::Push(push) = account {
                push.user_name = None;
            }
        }
    }

    /// Whether a push waits to be read.
    pub fn has_push(&self) -> bool {
        !self.inbox.is_empty()
    }

    /// Says yes to the next question, with the number that is shown, if one is; returns the server's status.
    pub async fn approve(&mut self, number: Option<u32>) -> u16 {
        let question = self.question().await;
        self.answer(&question, number.map_or(APPROVE, pick)).await
    }

    /// Says no to the next question; returns the server's status.
    pub async fn deny(&mut self) -> u16 {
        let question = self.question().await;
        self.answer(&question, Verdict::Deny).await
    }

    /// Answers.
    ///
    /// # Errors
    /// What the SDK says.
    pub async fn try_answer(&self, question: &Question, verdict: Verdict) -> Result<(), AnswerError> {
        respond(question, verdict, self.condition, &self.transport).await
    }

    /// Answers; returns the server's status.
    pub async fn answer(&self, question: &Question, verdict: Verdict) -> u16 {
        match self.try_answer(question, verdict).await {
            Ok(()) => 200,
            Err(AnswerError::Refused(status)) => status,
            Err(error) => panic!("the server is reached: {error}"),
        }
    }

    /// The body of an answer with these claims beside the proof.
    pub fn signed(&self, question: &Question, claims: &Value) -> Value {
        let account = self.account();
        let response = signed::challenge_response(&account.secret, &question.claims.challenge);
        let mut all = Answer {
            response,
            verdict: APPROVE,
        }
        .to_claims();
        all.extend(claims.as_object().cloned().unwrap_or_default());
        json!({"messageId": question.message_id, "jwt": jwt::sign(&account.secret, &all)})
    }

    /// Posts a body as it is to the device door; returns status and body.
    pub async fn post(&self, action: &str, body: &Value) -> (u16, String) {
        self.post_text(action, body.to_string()).await
    }

    /// Posts any text to the device door; returns status and body.
    ///
    /// # Panics
    /// If the server is not reached.
    pub async fn post_text(&self, action: &str, body: String) -> (u16, String) {
        let url = format!("{}?_action={action}", self.account().endpoint);
        let reply = self
            .transport
            .post(self.request(url, body))
            .await
            .expect("the server is reached");
        (reply.status, reply.body)
    }
}
