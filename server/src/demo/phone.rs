//! The demo's phone: the mobile SDK behind the fake push vendor.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use countersign_core::port::{Clock, Entropy};
use countersign_fakes::Delivered;
use countersign_mobile_sdk::{
    Account, Condition, Device, Generation, HttpTransport, Provider, Question, Verdict, enroll, read_push,
    respond,
};
use countersign_proto::push::PushToken;
use tokio::sync::{mpsc, watch};

use crate::ambient::{SystemClock, SystemEntropy};

/// The vendor's address of the demo's phone.
pub(super) const PUSH_TOKEN: &str = "demo-phone";
/// Questions that are shown at once; older ones make room.
const SHOWN: usize = 20;

/// A phone with its accounts and open questions.
pub(super) struct Phone {
    accounts: Mutex<Vec<Account>>,
    questions: watch::Sender<Vec<Question>>,
    transport: HttpTransport,
}

impl Phone {
    pub(super) fn new() -> anyhow::Result<Self> {
        Ok(Self {
            accounts: Mutex::default(),
            questions: watch::channel(Vec::new()).0,
            transport: HttpTransport::new(None)?,
        })
    }

    /// Scans an enrolment code.
    pub(super) async fn scan(&self, code: &str) -> anyhow::Result<()> {
        let device = Device {
            name: "Demo phone".to_owned(),
            generation: Generation::FrAndroid,
            push_token: PushToken::new(PUSH_TOKEN),
            mechanism_uid: SystemEntropy.uuid(),
            condition: Condition::SOUND,
        };
        let new = enroll(code, &device, &self.transport).await?;
        self.accounts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(new);
        Ok(())
    }

    /// The names of the accounts.
    pub(super) fn accounts(&self) -> Vec<String> {
        let accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        accounts
            .iter()
            .map(|account| match account {
                Account::Push(push) => format!("{} – {}", push.issuer, push.name),
                Account::Oath(oath) => format!("{} – {}", oath.issuer, oath.name),
                Account::Native(native) => format!("{} – {}", native.issuer, native.name),
            })
            .collect()
    }

    /// The open questions, oldest first.
    pub(super) fn questions(&self) -> Vec<Question> {
        let now = SystemClock.now().as_millis();
        let mut questions = self.questions.borrow().clone();
        questions.retain(|question| {
            let ttl_ms = i64::try_from(question.claims.ttl_secs).unwrap_or(0) * 1000;
            now < question.claims.created_at_ms + ttl_ms
        });
        questions
    }

    /// Waits for a question and returns the newest.
    pub(super) async fn next_question(&self) -> anyhow::Result<Question> {
        let mut questions = self.questions.subscribe();
        let arrived = questions
            .wait_for(|questions| !questions.is_empty())
            .await
            .context("the phone is gone")?;
        arrived.last().cloned().context("there was a question")
    }

    /// Answers the question with this message id.
    pub(super) async fn answer(&self, message_id: &str, verdict: Verdict) -> anyhow::Result<()> {
        let open = self.questions();
        let question = open
            .iter()
            .find(|question| question.message_id == message_id)
            .context("no such question")?;
        self.questions
            .send_modify(|questions| questions.retain(|other| other.message_id != message_id));
        Ok(respond(question, verdict, Condition::SOUND, &self.transport).await?)
    }

    /// Takes pushes in as they are delivered.
    pub(super) async fn receive(self: Arc<Self>, mut delivered: mpsc::UnboundedReceiver<Delivered>) {
        while let Some(push) = delivered.recv().await {
            let accounts = self
                .accounts
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            match read_push(
                Provider::Fcm,
                &push.payload,
                &accounts,
                SystemClock.now().as_millis(),
            ) {
                Ok(question) => self.questions.send_modify(|questions| {
                    questions.retain(|other| other.message_id != question.message_id);
                    if questions.len() >= SHOWN {
                        questions.remove(0);
                    }
                    questions.push(question);
                }),
                Err(error) => tracing::warn!(%error, "the demo's phone dropped a push"),
            }
        }
    }
}
