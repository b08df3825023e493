//! A login that has begun: the choice of a way, the wait for the phone, and codes. The first valid answer decides, on whichever of
//! these steps.

use countersign_core::{
    FlowError,
    flow::{
        ask_phones::ask_phones,
        cancel_login::cancel_login,
        enter_code::enter_code,
        login_ways::{Availability, login_ways},
        read_login::{LoginOwner, read_login},
        resend_login::resend_login,
        send_code::{Sender, Whither, send_code, telephones},
        start_login::StartedLogin,
    },
    method::transfer,
    model::{Channel, Login, LoginState, Method, NumberPrompt, Timestamp, TypedCode},
};
use countersign_proto::ids::LoginId;
use serde::{Deserialize, Serialize};

use super::{
    authenticate::Visit,
    callbacks::Callbacks,
    enroll,
    posted::Posted,
    reply::Reply,
    step::{At, Kept},
};
use crate::{
    cookies::GRACE,
    locales::Words,
    login::{WAYS, Way, known_browser, log_in},
};

/// The ways that need no more than callbacks for texts, choices and codes. Passkeys and certificates are for pages.
const CARRIED: [&str; 5] = ["push", "code", "telephone", "recovery", "temporary"];
/// How often a program looks whether the phone has answered, in milliseconds.
const LOOKS_EVERY_MS: u32 = 2000;
/// By which name programs find the number.
const NUMBER_ID: &str = "pushChallengeNumber";

/// Somebody in a login.
#[derive(Serialize, Deserialize)]
pub(super) struct InLogin {
    id: LoginId,
    token: Kept,
    shown: Shown,
}

/// What they were shown.
#[derive(Serialize, Deserialize)]
enum Shown {
    /// These ways to choose from.
    Ways(Vec<String>),
    /// That the phone is asked, beside these buttons.
    Phone {
        /// How often it had been asked: one step asks once more at most (R8).
        sent: u32,
        buttons: Vec<Button>,
    },
    /// A field for a code, above these buttons.
    Code {
        way: String,
        /// How many wrong codes were left: one step judges one code.
        left: u32,
        /// When a code was sent last: one step sends one more at most (R8).
        sent: Option<Timestamp>,
        buttons: Vec<Button>,
    },
}

/// What a button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Button {
    Submit,
    Recovery,
    Ways,
    Again,
    Cancel,
}

impl Button {
    const fn key(self) -> &'static str {
        match self {
            Self::Submit => "continue",
            Self::Recovery => "way-recovery",
            Self::Ways => "difficulties-ways",
            Self::Again => "resend",
            Self::Cancel => "cancel",
        }
    }
}

/// One login of this visit.
struct Own<'a> {
    visit: &'a Visit<'a>,
    id: LoginId,
    token: Kept,
}

/// Goes on with a login that was just started.
pub(super) async fn begun(visit: &Visit<'_>, started: StartedLogin) -> Result<Reply, FlowError> {
    let own = Own {
        visit,
        id: started.login.id,
        token: Kept(started.wait_token),
    };
    if started.login.has_asked() {
        return own.wait(&started.login).await;
    }
    let ways = own.ways().await?;
    let is_everyday = |way: &&'static Way| way.methods.iter().any(|method| method.is_everyday());
    let everyday: Vec<&'static Way> = ways.iter().copied().filter(is_everyday).collect();
    match (&everyday[..], &ways[..]) {
        ([only], _) | ([], [only]) => own.take(only).await,
        ([], []) => {
            cancel_login(visit.doors.ctx(), own.id, &own.owner()).await?;
            Ok(Reply::ended("no-usable-authenticator"))
        }
        _ => own.choose(&started.login, &ways).await,
    }
}

/// Goes on with what a program sends back.
pub(super) async fn answer(visit: &Visit<'_>, at: InLogin, posted: &Posted) -> Result<Reply, FlowError> {
    let InLogin { id, token, shown } = at;
    let own = Own { visit, id, token };
    let login = own.read().await?;
    if !login.is_pending() {
        return own.ended().await;
    }
    match shown {
        Shown::Ways(offered) => {
            let ways = own.ways().await?;
            let chosen = posted.choice().and_then(|place| offered.get(place));
            let chosen = chosen.and_then(|id| ways.iter().find(|way| way.id == id));
            match chosen {
                Some(way) => own.take(way).await,
                None => own.choose(&login, &ways).await,
            }
        }
        Shown::Phone { sent, buttons } => match pressed(&buttons, posted) {
            Some(Button::Again) if sent == login.waiting()?.sent => own.ask_again().await,
            Some(Button::Ways) => own.choose(&login, &own.ways().await?).await,
            Some(Button::Cancel) => own.cancel().await,
            None | Some(Button::Submit | Button::Recovery | Button::Again) => own.wait(&login).await,
        },
        Shown::Code {
            way,
            left,
            sent,
            buttons,
        } => {
            let way = Way::named(&way).ok_or(FlowError::NotPending)?;
            match pressed(&buttons, posted) {
                Some(Button::Submit) => own.judge(&login, way, left, posted).await,
                Some(Button::Recovery) => match Way::named("recovery") {
                    Some(recovery) => own.take(recovery).await,
                    None => own.code(&login, way, None).await,
                },
                Some(Button::Ways) => own.choose(&login, &own.ways().await?).await,
                Some(Button::Again) if sent == sent_at(&login) => own.send_again(way).await,
                Some(Button::Cancel) => own.cancel().await,
                None | Some(Button::Again) => own.code(&login, way, None).await,
            }
        }
    }
}

fn sent_at(login: &Login) -> Option<Timestamp> {
    login.sent_code().map(|code| code.sent_at)
}

fn pressed(buttons: &[Button], posted: &Posted) -> Option<Button> {
    posted.button().and_then(|place| buttons.get(place)).copied()
}

impl Own<'_> {
    fn owner(&self) -> LoginOwner {
        LoginOwner::Browser(self.token.0.clone())
    }

    async fn read(&self) -> Result<Login, FlowError> {
        let read = read_login(self.visit.doors.ctx(), self.id, &self.owner()).await?;
        Ok(read.login)
    }

    /// What can decide it now, and can be carried here.
    async fn ways(&self) -> Result<Vec<&'static Way>, FlowError> {
        let ways = login_ways(self.visit.doors.ctx(), self.id, &self.owner()).await?;
        let is_usable = |way: &&Way| {
            CARRIED.contains(&way.id) && ways.availability(way.methods) == Some(Availability::Usable)
        };
        Ok(WAYS.iter().filter(is_usable).collect())
    }

    fn step(&self, login: &Login, shown: Shown, callbacks: Callbacks) -> Reply {
        let at = InLogin {
            id: self.id,
            token: self.token.clone(),
            shown,
        };
        self.visit
            .step(At::Login(at), login.expires_at + GRACE, callbacks)
    }

    /// Asks which way it shall be.
    async fn choose(&self, login: &Login, ways: &[&'static Way]) -> Result<Reply, FlowError> {
        let words = self.visit.words_of(login.user_id).await?;
        let names: Vec<String> = ways.iter().map(|way| words.get(way.name)).collect();
        let callbacks = Callbacks::default().choice(&words.get("ways-title"), &names);
        let offered = ways.iter().map(|way| way.id.to_owned()).collect();
        Ok(self.step(login, Shown::Ways(offered), callbacks))
    }

    /// Goes one way. Phones are asked, and codes sent, by choosing that, and once: a step that is sent again asks nobody anew (R8).
    async fn take(&self, way: &'static Way) -> Result<Reply, FlowError> {
        let asked = match way.id {
            "push" => ask_phones(self.visit.doors.ctx(), self.id, &self.owner()).await,
            "telephone" => match self.read().await? {
                login if login.sent_code().is_some() => Ok(login),
                _ => self.send_code().await,
            },
            _ => self.read().await,
        };
        match asked {
            Ok(login) if way.methods.contains(&Method::Push) => self.wait(&login).await,
            Ok(login) => self.code(&login, way, None).await,
            Err(FlowError::NotPending) => self.ended().await,
            // What does not work now ends no login: the other ways stand beside it (R9).
            Err(FlowError::TooMany { .. } | FlowError::Invalid(_)) if way.id == "telephone" => {
                self.unsent(way).await
            }
            Err(FlowError::TooMany { .. } | FlowError::NoUsableAuthenticator) if way.id == "push" => {
                self.choose(&self.read().await?, &self.ways().await?).await
            }
            Err(error) => Err(error),
        }
    }

    /// No code could be sent now.
    async fn unsent(&self, way: &'static Way) -> Result<Reply, FlowError> {
        self.code(&self.read().await?, way, Some("telephone-wait")).await
    }

    /// Waits for the phone. What else there is stands beside it (R9).
    async fn wait(&self, login: &Login) -> Result<Reply, FlowError> {
        let ctx = self.visit.doors.ctx();
        let words = self.visit.words_of(login.user_id).await?;
        let has_others = self.ways().await?.iter().any(|way| way.id != "push");
        let mut buttons = vec![Button::Cancel];
        if has_others {
            buttons.push(Button::Ways);
        }
        let waiting = *login.waiting()?;
        if ctx.clock.now() >= waiting.last_sent_at + ctx.settings.login.resend_after() {
            buttons.push(Button::Again);
        }
        let number = transfer::shown_number(ctx, login);
        let polling = Callbacks::default().polling(
            LOOKS_EVERY_MS,
            &waiting_text(&words, login, number.as_deref(), has_others),
        );
        let numbered = match &number {
            Some(number) => polling.hidden(NUMBER_ID, number),
            None => polling,
        };
        let callbacks = numbered.buttons_beside(&labels(&words, &buttons));
        Ok(self.step(
            login,
            Shown::Phone {
                sent: waiting.sent,
                buttons,
            },
            callbacks,
        ))
    }

    /// Asks the phone once more because its person wants that; not yet, if it was only just asked.
    async fn ask_again(&self) -> Result<Reply, FlowError> {
        match resend_login(self.visit.doors.ctx(), self.id, &self.owner(), None).await {
            Ok(read) => self.wait(&read.login).await,
            Err(FlowError::NotPending) => self.ended().await,
            Err(FlowError::TooMany { .. }) => self.wait(&self.read().await?).await,
            Err(error) => Err(error),
        }
    }

    async fn send_code(&self) -> Result<Login, FlowError> {
        let visit = self.visit;
        let login = self.read().await?;
        let known = known_browser(visit.doors, visit.headers, login.request.username.as_str());
        let sender = Sender::of_login(&login.client_id, known, Some(visit.from.0));
        let whither = Whither::default();
        let owner = self.owner();
        let sent = send_code(visit.doors.ctx(), self.id, &owner, &sender, whither, None);
        Ok(sent.await?.login)
    }

    async fn send_again(&self, way: &'static Way) -> Result<Reply, FlowError> {
        match self.send_code().await {
            Ok(login) => self.code(&login, way, None).await,
            Err(FlowError::NotPending) => self.ended().await,
            Err(FlowError::TooMany { .. } | FlowError::Invalid(_)) => self.unsent(way).await,
            Err(error) => Err(error),
        }
    }

    /// Asks for a code.
    async fn code(
        &self,
        login: &Login,
        way: &'static Way,
        note: Option<&'static str>,
    ) -> Result<Reply, FlowError> {
        let words = self.visit.words_of(login.user_id).await?;
        let note = note.map(|key| words.get(key));
        self.code_in(login, way, &words, note).await
    }

    async fn code_in(
        &self,
        login: &Login,
        way: &'static Way,
        words: &Words,
        note: Option<String>,
    ) -> Result<Reply, FlowError> {
        let ways = self.ways().await?;
        let mut buttons = vec![Button::Submit];
        if way.id == "code" && ways.iter().any(|way| way.id == "recovery") {
            buttons.push(Button::Recovery);
        }
        if ways.iter().any(|other| other.id != way.id) {
            buttons.push(Button::Ways);
        }
        if way.id == "telephone" {
            buttons.push(Button::Again);
        }
        buttons.push(Button::Cancel);
        let mut callbacks = Callbacks::default();
        if way.id == "telephone" {
            callbacks = callbacks.text(&self.sent_text(words, login).await?);
        }
        if let Some(note) = note {
            callbacks = callbacks.text(&note);
        }
        let callbacks = callbacks
            .name(&words.get(way.name))
            .buttons(&labels(words, &buttons));
        let shown = Shown::Code {
            way: way.id.to_owned(),
            left: login.attempts_left(),
            sent: sent_at(login),
            buttons,
        };
        Ok(self.step(login, shown, callbacks))
    }

    /// To which number a code went.
    async fn sent_text(&self, words: &Words, login: &Login) -> Result<String, FlowError> {
        let Some(code) = login.sent_code() else {
            return Ok(words.get("telephone-wait"));
        };
        let telephones = telephones(self.visit.doors.ctx(), login).await?;
        let to = telephones.iter().find(|one| one.id == code.authenticator_id);
        let masked = to.map(|one| &*one.masked).unwrap_or_default();
        let text = match code.channel {
            Channel::Sms => words.get("telephone-sent-sms"),
            Channel::Voice => words.get("telephone-sent-voice"),
        };
        Ok(format!("{text} {masked}"))
    }

    /// Judges a code. A step that comes again after a wrong one is no guess: it shows the step that followed.
    async fn judge(
        &self,
        login: &Login,
        way: &'static Way,
        left: u32,
        posted: &Posted,
    ) -> Result<Reply, FlowError> {
        let typed = TypedCode::new(posted.name());
        if left != login.attempts_left() || typed.expose().is_empty() {
            return self.code(login, way, None).await;
        }
        match enter_code(self.visit.doors.ctx(), self.id, &self.owner(), &typed, None).await {
            Ok(_) | Err(FlowError::NotPending | FlowError::WrongCode { attempts_left: 0 }) => {
                self.ended().await
            }
            Err(FlowError::WrongCode { attempts_left }) => {
                let words = self.visit.words_of(login.user_id).await?;
                let wrong = words.counted("code-wrong", "left", attempts_left);
                self.code_in(&self.read().await?, way, &words, Some(wrong)).await
            }
            Err(error) => Err(error),
        }
    }

    async fn cancel(&self) -> Result<Reply, FlowError> {
        cancel_login(self.visit.doors.ctx(), self.id, &self.owner()).await?;
        self.ended().await
    }

    /// What came of it: one login opens one session, and the program that asks again gets the same (R6). What it sets up is begun once:
    /// a program that has missed the code asks for another login.
    async fn ended(&self) -> Result<Reply, FlowError> {
        let visit = self.visit;
        let login = self.read().await?;
        match &login.state {
            LoginState::Approved(_) => {
                let opened = log_in(visit.doors, &login, self.token.0.clone(), visit.headers).await?;
                let Some((session, cookies)) = opened else {
                    return Ok(Reply::failed());
                };
                let reply = match visit.journey.registers() {
                    None => Reply::logged_in(visit.doors, visit.realm, &session),
                    // The session is open, whatever comes of it.
                    Some(_) => enroll::another(visit, &session).await.unwrap_or_else(Reply::from),
                };
                Ok(reply.with(cookies))
            }
            LoginState::Expired { .. } => Ok(Reply::timed_out()),
            LoginState::Pending(_) => Err(FlowError::Contended),
            state => Ok(Reply::ended(state.reason().unwrap_or(state.tag().as_str()))),
        }
    }
}

fn labels(words: &Words, buttons: &[Button]) -> Vec<String> {
    buttons.iter().map(|button| words.get(button.key())).collect()
}

/// What somebody reads who waits for the phone: what to do there, or, if nothing has reached it, what else there is (R9).
fn waiting_text(words: &Words, login: &Login, number: Option<&str>, has_others: bool) -> String {
    let key = match login.request.number {
        NumberPrompt::None => "wait-approve",
        NumberPrompt::Pick(_) => "wait-number",
        NumberPrompt::Type => "wait-type",
    };
    let asked = [Some(words.get(key)), number.map(str::to_owned)];
    let can_look = login.request.devices.iter().any(|device| device.fetches);
    let late = login.is_undelivered().then(|| words.get("wait-late"));
    let what_else = match (login.is_undelivered(), can_look, has_others) {
        (true, true, _) => Some(words.get("wait-late-look")),
        (true, false, false) => Some(words.get("wait-late-alone")),
        _ => None,
    };
    let said = [late, what_else].into_iter().chain(asked).flatten();
    said.collect::<Vec<String>>().join(" ")
}
