//! A question, whichever protocol brought it.

use std::sync::Arc;

use countersign_mobile_sdk::{self as sdk, PushKind, native};
use countersign_proto::native::challenge;

/// A question that the account's server has signed. It lives as long as the app holds it; what it says does not change.
#[derive(uniffi::Object)]
pub struct Question {
    account_id: String,
    pub(crate) body: Body,
}

/// What came.
pub(crate) enum Body {
    Native(native::NativeAccount, Box<native::NativeQuestion>),
    Push(sdk::Question),
}

/// What a question asks, for the person to see. Times are seconds since the Unix epoch.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Asked {
    /// The same for the same question, whether it was fetched, streamed or pushed.
    pub id: String,
    /// Which account is asked.
    pub account_id: String,
    /// The organisation.
    pub issuer: String,
    /// The account's name there.
    pub account_name: String,
    /// Which login it would decide; absent in the compatible protocol.
    pub login_id: Option<String>,
    /// What an approval does.
    pub purpose: Purpose,
    /// Who asks.
    pub service: String,
    /// The question in words.
    pub text: String,
    /// How the person shows that the login page is before them.
    pub prompt: NumberPrompt,
    /// Whether an approval must be preceded by unlocking the phone anew.
    pub wants_unlocking: bool,
    /// The address where the login was started, as the service says: to compare, not to rely on.
    pub ip: Option<String>,
    /// The browser in which the login was started, likewise.
    pub user_agent: Option<String>,
    /// When it was asked.
    pub asked_at_secs: i64,
    /// From when on no answer counts.
    pub expires_at_secs: i64,
}

/// What an approval does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Purpose {
    /// It completes a login.
    LogIn,
    /// It confirms that this phone is the person's own.
    Confirm,
    /// Nothing: the person wants to see whether pushes arrive.
    Test,
}

/// How the person shows that the login page is before them.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum NumberPrompt {
    /// Not at all.
    Nothing,
    /// By picking what the page shows.
    Pick {
        /// What to offer.
        numbers: Vec<String>,
    },
    /// By typing the digits that the page shows, or by scanning it.
    Type,
}

impl Question {
    pub(crate) fn native(
        account_id: &str,
        account: &native::NativeAccount,
        asked: native::NativeQuestion,
    ) -> Arc<Self> {
        Arc::new(Self {
            account_id: account_id.to_owned(),
            body: Body::Native(account.clone(), Box::new(asked)),
        })
    }

    pub(crate) fn push(account_id: String, asked: sdk::Question) -> Arc<Self> {
        Arc::new(Self {
            account_id,
            body: Body::Push(asked),
        })
    }
}

#[uniffi::export]
impl Question {
    /// What is asked.
    pub fn asked(&self) -> Asked {
        match &self.body {
            Body::Native(account, question) => asked_natively(&self.account_id, account, &question.challenge),
            Body::Push(question) => asked_by_push(&self.account_id, question),
        }
    }
}

fn asked_natively(
    account_id: &str,
    account: &native::NativeAccount,
    challenge: &challenge::Challenge,
) -> Asked {
    Asked {
        id: challenge.jti.to_string(),
        account_id: account_id.to_owned(),
        issuer: account.issuer.clone(),
        account_name: account.name.clone(),
        login_id: Some(challenge.login.to_string()),
        purpose: match challenge.purpose {
            challenge::Purpose::LogIn => Purpose::LogIn,
            challenge::Purpose::Confirm => Purpose::Confirm,
            challenge::Purpose::Test => Purpose::Test,
        },
        service: challenge.service.clone(),
        text: challenge.text.clone(),
        prompt: match &challenge.number {
            challenge::NumberPrompt::None => NumberPrompt::Nothing,
            challenge::NumberPrompt::Pick { numbers } => NumberPrompt::Pick {
                numbers: numbers.to_vec(),
            },
            challenge::NumberPrompt::Type => NumberPrompt::Type,
        },
        wants_unlocking: false,
        ip: challenge.context.ip.clone(),
        user_agent: challenge.context.user_agent.clone(),
        asked_at_secs: challenge.iat,
        expires_at_secs: challenge.exp,
    }
}

fn asked_by_push(account_id: &str, question: &sdk::Question) -> Asked {
    let (account, claims) = (&question.account, &question.claims);
    let asked_at_secs = claims.created_at_ms / 1000;
    let ttl_secs = i64::try_from(claims.ttl_secs).unwrap_or(i64::MAX);
    Asked {
        id: question.message_id.clone(),
        account_id: account_id.to_owned(),
        issuer: account.issuer.clone(),
        account_name: account.name.clone(),
        login_id: None,
        purpose: Purpose::LogIn,
        service: account.issuer.clone(),
        text: claims.message.clone(),
        prompt: question
            .numbers()
            .map_or(NumberPrompt::Nothing, |numbers| NumberPrompt::Pick {
                numbers: numbers.iter().map(u8::to_string).collect(),
            }),
        wants_unlocking: claims.kind == PushKind::Biometric,
        ip: None,
        user_agent: None,
        asked_at_secs,
        expires_at_secs: asked_at_secs.saturating_add(ttl_secs),
    }
}
