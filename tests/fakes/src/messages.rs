//! A gateway for text messages and calls, as far as a sender can tell: it checks what vendors check, and keeps what it took.

use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use data_encoding::BASE64;
use http::{HeaderMap, Method};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::{
    credentials::Credentials,
    front::{Answered, Asked, Front, Vendor},
    script::{Reply, Scripts},
};

/// The account at this gateway, and its secret.
const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const SECRET: &str = "gateway secret";
/// Whom messages are from.
const FROM: &str = "+12025550100";

/// How long a message is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A message or call that the gateway took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenMessage {
    /// The number, with +.
    pub to: String,
    /// What is written or spoken.
    pub text: String,
    /// The tag of its language, where the gateway is told.
    pub lang: Option<String>,
    /// Whether it is spoken.
    pub is_call: bool,
    /// Where to tell what became of it.
    pub receipt: Option<String>,
}

impl TakenMessage {
    /// The six digits that it ends on or spells.
    ///
    /// # Panics
    /// If there are none.
    pub fn code(&self) -> String {
        if self.is_call {
            let digits: Vec<char> = self.text.chars().filter(char::is_ascii_digit).collect();
            assert_eq!(digits.len(), 12, "twice, digit by digit: {}", self.text);
            assert_eq!(digits[..6], digits[6..]);
            return digits[..6].iter().collect();
        }
        let (_, code) = self.text.rsplit_once('#').expect("its last line binds the code");
        code.to_owned()
    }
}

/// A fake gateway.
pub struct FakeMessages {
    front: Front,
    state: Arc<State>,
    secret_file: std::path::PathBuf,
    ca_file: std::path::PathBuf,
}

struct State {
    scripts: Scripts,
    taken: Mutex<Vec<TakenMessage>>,
    many: watch::Sender<usize>,
    asked: AtomicU64,
}

impl FakeMessages {
    pub(crate) async fn start(credentials: &Credentials, dir: &std::path::Path) -> io::Result<Self> {
        let secret_file = dir.join("gateway-secret");
        std::fs::write(&secret_file, format!("{SECRET}\n"))?;
        let state = Arc::new(State {
            scripts: Scripts::default(),
            taken: Mutex::default(),
            many: watch::channel(0).0,
            asked: AtomicU64::new(0),
        });
        let vendor = Arc::new(Gateway(Arc::clone(&state)));
        Ok(Self {
            front: Front::start(credentials, vendor).await?,
            state,
            secret_file,
            ca_file: credentials.ca_file.clone(),
        })
    }

    fn url(&self, path: &str) -> String {
        format!("https://{}{path}", self.front.address)
    }

    /// `[relay.sms]` of a gateway with JSON.
    pub fn sms(&self) -> Value {
        json!({
            "url": self.url("/messages"),
            "body": r#"{"recipient": {"number": "{to}"}, "message": "{text}", "lang": "{lang}", "callback": "{receipt_url}"}"#,
            "username": ACCOUNT,
            "password_file": self.secret_file,
            "accepted_pointer": "/status",
            "accepted_values": ["queued"],
            "ca_file": self.ca_file,
        })
    }

    /// `[relay.voice]` of a gateway with forms.
    pub fn voice(&self) -> Value {
        json!({
            "url": self.url("/calls"),
            "body": "to={to_digits}&say={text}&lang={lang}&callback={receipt_url}",
            "username": ACCOUNT,
            "password_file": self.secret_file,
            "ca_file": self.ca_file,
        })
    }

    /// The same as a vendor has it.
    pub fn vendor(&self, provider: &str) -> Value {
        json!({
            "provider": provider,
            "url": self.url(""),
            "from": FROM,
            "username": ACCOUNT,
            "password_file": self.secret_file,
            "ca_file": self.ca_file,
        })
    }

    /// The next answers for a number; afterwards messages to it are taken again.
    pub fn script(&self, number: &str, replies: impl IntoIterator<Item = Reply>) {
        self.state.scripts.add(number, replies);
    }

    /// How often it was asked.
    pub fn asked(&self) -> u64 {
        self.state.asked.load(Ordering::Relaxed)
    }

    /// All that was taken so far.
    pub fn taken(&self) -> Vec<TakenMessage> {
        self.state
            .taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The message with this number in the order in which they were taken, from 0; waits for it.
    ///
    /// # Panics
    /// If it does not come.
    pub async fn nth(&self, place: usize) -> TakenMessage {
        let mut many = self.state.many.subscribe();
        let come = tokio::time::timeout(PATIENCE, many.wait_for(|many| *many > place)).await;
        assert!(come.is_ok(), "no message {place} comes");
        self.taken()[place].clone()
    }
}

/// What the front talks to.
struct Gateway(Arc<State>);

impl Vendor for Gateway {
    fn protocols(&self) -> &'static [&'static [u8]] {
        &[b"h2", b"http/1.1"]
    }

    fn answer(&self, asked: Asked) -> Answered {
        self.0.asked.fetch_add(1, Ordering::Relaxed);
        let (message, accepted) = match read(&asked) {
            Ok(read) => read,
            Err((status, body)) => {
                let reply = Reply::Status {
                    status,
                    body: body.to_string(),
                    headers: Vec::new(),
                };
                return Answered {
                    reply: Some(reply),
                    accepted: Bytes::new(),
                    on_accept: None,
                };
            }
        };
        let (status, body) = accepted;
        let state = Arc::clone(&self.0);
        let scripted = state.scripts.next(&message.to);
        let take = move || {
            let mut taken = state.taken.lock().unwrap_or_else(PoisonError::into_inner);
            taken.push(message);
            state.many.send_replace(taken.len());
        };
        let body = body.to_string();
        // A vendor that answers 201 is told apart from one that does not.
        if scripted.is_none() && status != 200 {
            take();
            return Answered {
                reply: Some(Reply::Status {
                    status,
                    body,
                    headers: Vec::new(),
                }),
                accepted: Bytes::new(),
                on_accept: None,
            };
        }
        Answered {
            reply: scripted,
            accepted: Bytes::from(body),
            on_accept: Some(Box::new(take)),
        }
    }
}

type Refused = (u16, Value);
type Read = (TakenMessage, (u16, Value));

fn read(asked: &Asked) -> Result<Read, Refused> {
    if asked.method != Method::POST {
        return Err((405, json!({})));
    }
    let path = asked.uri.path();
    match path {
        "/messages" | "/calls" => generic(path == "/calls", asked),
        "/sms/json" => vonage(&asked.body),
        _ => twilio(path, asked),
    }
}

fn is_us(headers: &HeaderMap) -> bool {
    let expected = format!(
        "Basic {}",
        BASE64.encode(format!("{ACCOUNT}:{SECRET}").as_bytes())
    );
    headers
        .get("authorization")
        .is_some_and(|value| value == expected.as_str())
}

fn is_number(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or_default();
    (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn generic(is_call: bool, asked: &Asked) -> Result<Read, Refused> {
    if !is_us(&asked.headers) {
        return Err((401, json!({})));
    }
    let bad = || (400, json!({}));
    let (to, text, lang, receipt) = if is_call {
        let form = form(&asked.body);
        (
            form("to").map(|digits| format!("+{digits}")),
            form("say"),
            form("lang"),
            form("callback"),
        )
    } else {
        let body: Value = serde_json::from_slice(&asked.body).map_err(|_| bad())?;
        let text = |pointer: &str| body.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        (
            text("/recipient/number"),
            text("/message"),
            text("/lang"),
            text("/callback"),
        )
    };
    let message = TakenMessage {
        to: to.filter(|to| is_number(to)).ok_or_else(bad)?,
        text: text.ok_or_else(bad)?,
        lang,
        is_call,
        receipt,
    };
    Ok((message, (200, json!({"status": "queued", "id": "m-1"}))))
}

/// What Twilio checks: the account, a sender that is one's own, a number to reach.
fn twilio(path: &str, asked: &Asked) -> Result<Read, Refused> {
    let base = format!("/2010-04-01/Accounts/{ACCOUNT}/");
    let resource = path.strip_prefix(&base).ok_or((404, json!({"code": 20404})))?;
    if !is_us(&asked.headers) {
        return Err((401, json!({"code": 20003})));
    }
    let form = form(&asked.body);
    let refused = |code: u32| (400, json!({"code": code, "status": 400}));
    let to = form("To").filter(|to| is_number(to)).ok_or(refused(21211))?;
    if form("From").as_deref() != Some(FROM) {
        return Err(refused(21606));
    }
    let (text, lang, is_call) = match resource {
        "Messages.json" => (form("Body").ok_or(refused(21602))?, None, false),
        "Calls.json" => {
            let markup = form("Twiml").ok_or(refused(21205))?;
            let said = markup
                .strip_prefix("<Response><Say language=\"")
                .and_then(|rest| rest.strip_suffix("</Say></Response>"))
                .and_then(|rest| rest.split_once("\">"))
                .ok_or(refused(12100))?;
            (said.1.replace("&amp;", "&"), Some(said.0.to_owned()), true)
        }
        _ => return Err((404, json!({"code": 20404}))),
    };
    let message = TakenMessage {
        to,
        text,
        lang,
        is_call,
        receipt: form("StatusCallback"),
    };
    Ok((message, (201, json!({"sid": "SM0123", "status": "queued"}))))
}

/// What Vonage checks; it says all with the status 200.
fn vonage(body: &Bytes) -> Result<Read, Refused> {
    let form = form(body);
    let answer = |status: &str| json!({"message-count": "1", "messages": [{"status": status}]});
    if form("api_key").as_deref() != Some(ACCOUNT) || form("api_secret").as_deref() != Some(SECRET) {
        return Err((200, answer("4")));
    }
    let to = form("to").map(|digits| format!("+{digits}"));
    let text = form("text").ok_or((200, answer("2")))?;
    if !text.is_ascii() && form("type").as_deref() != Some("unicode") {
        return Err((200, answer("3")));
    }
    let message = TakenMessage {
        to: to.filter(|to| is_number(to)).ok_or((200, answer("3")))?,
        text,
        lang: None,
        is_call: false,
        receipt: form("callback"),
    };
    Ok((message, (200, answer("0"))))
}

/// Reads the values of a form by their names.
fn form(body: &Bytes) -> impl Fn(&str) -> Option<String> {
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(body)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    move |name| {
        let found = pairs.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }
}
