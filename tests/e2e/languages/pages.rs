//! No page says anything that is not in the locale files, shown by a language that puts every text between brackets; and all
//! pages have the same frame.

use std::time::Duration;

use countersign::admin::{CertificateCommand, Command, operator::OperatorCommand};
use countersign_core::model::Scope;
use countersign_tests::{
    CodeApp, PASSWORD, Page, Phone, PlainBrowser, Provider, SecurityKey, World, by_tap, native_push,
};
use serde_json::json;

use super::accounts;
use crate::{
    certificates::{PAGE, certification_request, with_door},
    launcher::with_launcher,
    support::with_office,
    tour::announce,
};

/// The language of brackets.
const PSEUDO: &str = "qps";
/// What people and operators have called themselves and their things, as far as it stands beside texts; and the name of a problem.
const OWN_WORDS: [&str; 14] = [
    "100001-alice",
    "100002-bob",
    "100007-gina",
    "gina",
    "bob",
    "wrong-code",
    "Countersign",
    "Pixel 8",
    "Example Shop",
    "One-time password app",
    "Recovery codes",
    "Digital certificate",
    "Academy",
    "Intellectual Property Filing and Fees Dashboard",
];
/// Elements without an end.
const VOID: [&str; 6] = ["meta", "link", "img", "input", "br", "hr"];
/// Attributes that people see or hear.
const SAID: [&str; 4] = ["aria-label", "alt", "title", "placeholder"];

/// Where a page is, and the page.
type Seen = Vec<(&'static str, Page)>;

pub(super) struct Visitor {
    pub(super) browser: PlainBrowser,
    seen: Seen,
}

impl Visitor {
    pub(super) async fn get(&mut self, name: &'static str, path: &str) {
        let page = self.browser.get(path).await;
        self.seen.push((name, page));
    }

    pub(super) async fn post(&mut self, name: &'static str, path: &str, form: &[(&str, &str)]) {
        let page = self.browser.post(path, form).await;
        self.seen.push((name, page));
    }

    /// The status of the page that was seen last.
    pub(super) fn status(&self) -> u16 {
        self.seen.last().map_or(0, |(_, page)| page.status)
    }

    /// Takes a link, accepts the terms of use, and says where the code is.
    async fn taken(&mut self, link: &str) -> String {
        let path = self.browser.post(link, &[]).await.location().to_owned();
        self.browser.past_terms(&path).await;
        path
    }

    /// Sends a form, and sees where it leads.
    async fn follow(&mut self, name: &'static str, path: &str, form: &[(&str, &str)]) -> String {
        let page = self.browser.post(path, form).await;
        let path = page.location().to_owned();
        self.get(name, &path).await;
        path
    }
}

async fn strangers_pages(visitor: &mut Visitor) {
    visitor.get("login", "/login").await;
    let wrong = [("username", "alice"), ("password", "wrong")];
    visitor.post("login refused", "/login", &wrong).await;
    visitor.get("help", "/help").await;
    visitor.get("support", "/support").await;
    visitor.get("terms", "/terms").await;
    visitor.get("recover", "/recover").await;
    visitor.post("recover refused", "/recover", &wrong).await;
    visitor.get("nothing there", "/nothing").await;
    visitor.get("no such link", "/enroll/none").await;
    visitor.get("problem", "/problems/wrong-code").await;
    visitor.get("no such problem", "/problems/none").await;
    visitor.get("phone", "/phone").await;
    visitor.post("malformed", "/login", &[("name", "alice")]).await;
    visitor
        .post("no such language", "/language", &[("language", "nl")])
        .await;
}

async fn set_up_pages(world: &World, visitor: &mut Visitor) {
    let desk = world.client(&[Scope::Enroll]).await;
    let started = desk.enroll("alice").await;
    let link = started.link();
    visitor.get("link", link).await;
    visitor.post("link refused", link, &[("password", "wrong")]).await;
    let taken = visitor.browser.post(link, &[("password", PASSWORD)]).await;
    let path = taken.location().to_owned();
    let terms = format!("{path}/terms");
    visitor.get("terms to answer", &terms).await;
    let declined = visitor.browser.answer_terms(&terms, "cancel").await;
    visitor.seen.push(("terms declined", declined));
    visitor.browser.answer_terms(&terms, "accept").await;
    visitor.get("code to scan", &path).await;
    visitor
        .post("set-up cancelled", &format!("{path}/cancel"), &[])
        .await;
    visitor.get("link used", link).await;

    let started = desk.enroll_as("bob", json!({"kind": "combined"})).await;
    let path = visitor.taken(started.link()).await;
    visitor.get("codes to keep", &path).await;
    let (_, page) = visitor.seen.last().unwrap();
    let code = page.enrollment_code();
    let phone = world.scan(&code, Provider::Fcm).await;
    visitor.get("phone connected", &path).await;
    visitor.post("wrong code", &path, &[("code", "000000")]).await;
    let code = phone.codes().code();
    visitor.follow("set up", &path, &[("code", &code)]).await;
}

async fn login_pages(world: &World, visitor: &mut Visitor) {
    let desk = world.client(&[Scope::Enroll]).await;
    let code = visitor.browser.take(&desk.enroll("alice").await).await;
    let mut phone = world.scan(&code, Provider::Fcm).await;
    let waiting = visitor.browser.log_in("alice").await;
    visitor.get("wait", &waiting).await;
    visitor.get("lost", &format!("{waiting}/lost")).await;
    visitor
        .follow("wait after resending", &format!("{waiting}/resend"), &[])
        .await;
    assert_eq!(phone.deny().await, 200);
    visitor.get("denied", &waiting).await;
    let waiting = visitor.browser.log_in("alice").await;
    phone.question().await;
    world.clock.advance(Duration::from_secs(120));
    visitor.get("expired", &waiting).await;
    let waiting = visitor.browser.log_in("alice").await;
    let number = visitor.browser.get(&waiting).await.number();
    visitor
        .get("ways, most of them not set up", &format!("{waiting}/ways"))
        .await;
    assert_eq!(phone.approve(number).await, 200);
    visitor.browser.get(&waiting).await;
    visitor.get("account", "/account").await;
    logged_out_pages(world, visitor, &mut phone).await;
    visitor.get("terms accepted", "/terms").await;
    visitor.get("move", "/account/methods/move").await;
    test_pages(world, visitor, &mut phone).await;
    accounts::offers(visitor).await;
    // Each login allows one more authenticator.
    telephone_pages(world, visitor).await;
    world.settle().await;
    while phone.try_question(Duration::from_millis(50)).await.is_some() {}
    world.clock.advance(Duration::from_secs(120));
    visitor.browser.log_in_by_phone("alice", &mut phone).await;
    passkey_pages(world, visitor).await;
}

/// Alice is logged in with this phone, and is again afterwards.
async fn logged_out_pages(world: &World, visitor: &mut Visitor, phone: &mut Phone) {
    let uri = world.fakes.services.uri("shop");
    let told = world.told_client("Example Shop", &uri).await;
    let silent = world.told_client("Example Shop", &uri).await;
    for service in [&told, &silent] {
        service.login(by_tap("alice")).await;
        assert_eq!(phone.approve(None).await, 200);
    }
    let id = silent.id.clone();
    world.operate(Command::ClientLogoutUri { id, uri: None }).await;
    visitor.get("services", "/account/sessions").await;
    visitor.post("logged out", "/account/logout", &[]).await;
    world.clock.advance(Duration::from_secs(61));
    visitor.browser.log_in_by_phone("alice", phone).await;
}

/// Alice is logged in with this phone.
async fn test_pages(world: &World, visitor: &mut Visitor, phone: &mut Phone) {
    let page = visitor.browser.methods().await.remove(0);
    visitor.get("phone in detail", &page).await;
    let test = format!("{page}/test");
    let path = visitor.follow("test sent", &test, &[]).await;
    phone.question().await;
    world.clock.advance(Duration::from_secs(60));
    visitor.get("test unanswered", &path).await;
    let path = visitor.follow("test sent again", &test, &[]).await;
    assert_eq!(phone.approve(None).await, 200);
    visitor.get("test arrived", &path).await;
}

async fn passkey_pages(world: &World, visitor: &mut Visitor) {
    let path = visitor
        .follow("passkey to make", "/account/methods/add/passkey", &[])
        .await;
    let options = visitor.seen.last().unwrap().1.passkey_options();
    let made = SecurityKey::new(world, 1).make(&options);
    visitor.browser.post_json(&format!("{path}/passkey"), &made).await;
    let waiting = visitor.browser.log_in("alice").await;
    visitor.get("passkey", &format!("{waiting}/passkey")).await;
}

async fn service_pages(world: &World, visitor: &mut Visitor) {
    let shop = world.shop().await;
    let started = shop.enroll_as("carol", json!({"kind": "totp"})).await;
    let mut app = CodeApp::scan(started.uri(), world.clock.clone()).await;
    shop.code(&started, &app.code()).await;
    let login = shop.login(json!({"username": "carol"})).await;
    let path = visitor.browser.get(&login.page()).await.location().to_owned();
    let code = format!("{path}/code");
    visitor.get("code", &code).await;
    visitor.post("code refused", &code, &[("code", "000000")]).await;

    visitor.get("ways", &format!("{path}/ways")).await;
    visitor
        .post("no such way", &format!("{path}/ways"), &[("way", "magic")])
        .await;

    world.native_phone(&shop, "dave").await;
    let login = json!({"username": "dave", "number_matching": "type"});
    let login = shop.login(login).await;
    let path = visitor.browser.get(&login.page()).await.location().to_owned();
    visitor.get("number to type", &path).await;
    visitor.follow("cancelled", &format!("{path}/cancel"), &[]).await;

    world.user("erin").await;
    let started = shop.enroll("erin").await;
    world.scan(started.uri(), Provider::Fcm).await;
    visitor.get("confirm", started.link()).await;
    let started = shop.enroll_as("frank", native_push()).await;
    let path = visitor.taken(started.link()).await;
    visitor.get("code for a browser", &path).await;
}

/// The pages about a telephone of alice, who is logged in.
async fn telephone_pages(world: &World, visitor: &mut Visitor) {
    let add = "/account/methods/add/telephone";
    visitor.get("telephone", add).await;
    for (name, number, channel) in [
        ("no country", "07400 123456", "sms"),
        ("unreadable", "+44 CALL", "sms"),
        ("not assigned", "+44 1", "sms"),
        ("wrong kind", "+1 900 234 5678", "sms"),
        ("landline", "+44 20 7946 0018", "sms"),
        ("mended", "+44 (0)7400 123456", "sms"),
    ] {
        let form = [("number", number), ("channel", channel)];
        visitor.post(name, add, &form).await;
    }
    let form = [("number", "+44 7400 123456"), ("channel", "sms")];
    let path = visitor.follow("code sent", add, &form).await;
    visitor
        .follow("code sent too soon", &format!("{path}/send"), &[])
        .await;
    let code = world.fakes.messages.nth(0).await.code();
    visitor
        .follow("telephone set up", &path, &[("code", &code)])
        .await;
    let list = visitor.browser.get("/account/methods").await.text;
    let all = list.split("<a href=\"/account/methods/").skip(1);
    let id = all.map(|rest| rest.split('"').next().unwrap()).last().unwrap();
    visitor
        .get("telephone in detail", &format!("/account/methods/{id}"))
        .await;
    let phone = format!("{}/phone", visitor.browser.log_in("alice").await);
    visitor.get("code by telephone", &phone).await;
    visitor
        .follow("code by call", &phone, &[("channel", "voice")])
        .await;
    visitor
        .follow("code by call too soon", &phone, &[("channel", "voice")])
        .await;
}

/// Alice is logged in.
async fn certificate_pages(world: &World, visitor: &mut Visitor) {
    let alice = || "alice".to_owned();
    let operate = async |command| {
        world.operate(Command::Certificate(command)).await;
    };
    visitor.get("certificate to ask for", PAGE).await;
    visitor.follow("certificate asked for", PAGE, &[]).await;
    operators_pages(world, visitor).await;
    let reason = "Example Shop".to_owned();
    let name = alice();
    operate(CertificateCommand::Reject {
        name,
        reason,
        operator: None,
    })
    .await;
    visitor.get("certificate rejected", PAGE).await;
    visitor.browser.post(PAGE, &[]).await;
    let reason = "Example Shop".to_owned();
    let name = alice();
    operate(CertificateCommand::Approve {
        name,
        reason,
        operator: None,
    })
    .await;
    visitor.get("certificate to pick up", PAGE).await;
    let pick_up = format!("{PAGE}/pick-up");
    visitor
        .post("request refused", &pick_up, &[("request", "-")])
        .await;
    visitor
        .follow("certificate", &pick_up, &[("request", &certification_request())])
        .await;
    let (_, page) = visitor.seen.last().unwrap();
    let details = page.between("href=\"/account/methods/", "\"").to_owned();
    visitor
        .get("details of a certificate", &format!("/account/methods/{details}"))
        .await;
    let waiting = visitor.browser.log_in("alice").await;
    visitor.get("wait with a certificate", &waiting).await;
    visitor
        .get("certificate to show", &format!("{waiting}/certificate"))
        .await;
    let refused = format!("{waiting}/certificate?refused=other");
    visitor.get("certificate of another", &refused).await;
}

/// Alice is logged in, has asked for a certificate, and becomes an operator.
async fn operators_pages(world: &World, visitor: &mut Visitor) {
    let act = OperatorCommand::Add {
        name: "alice".to_owned(),
        role: "owner".to_owned(),
        email: None,
    };
    world.operate(Command::Operator { act }).await;
    visitor.get("operators' desk", "/admin").await;
    visitor.get("nobody found", "/admin?query=nobody").await;
    visitor.get("somebody found", "/admin?query=bob").await;
    let (_, page) = visitor.seen.last().unwrap();
    let bob = format!("/admin/users/{}", page.between("href=\"/admin/users/", "\""));
    visitor.get("somebody", &bob).await;
    let suspend = format!("{bob}/suspend");
    visitor.post("no reason", &suspend, &[]).await;
    let reason = [("reason", "Example Shop")];
    visitor.follow("suspended", &suspend, &reason).await;
    let queue = "/admin/certificates";
    visitor.get("requests for certificates", queue).await;
    let own = format!("{queue}/100001/approve");
    visitor.post("an answer without a reason", &own, &[]).await;
    visitor.post("one's own request", &own, &reason).await;
    visitor.get("no policies", "/admin/policies").await;
    announce(world).await;
    visitor.get("policies", "/admin/policies").await;
}

/// All pages that a plain browser comes across.
async fn seen(world: &World) -> Seen {
    world.user_with_mail("alice", "alice@example.org").await;
    let browser = world.browser().reading(PSEUDO);
    let mut visitor = Visitor {
        browser,
        seen: Vec::new(),
    };
    strangers_pages(&mut visitor).await;
    set_up_pages(world, &mut visitor).await;
    login_pages(world, &mut visitor).await;
    certificate_pages(world, &mut visitor).await;
    service_pages(world, &mut visitor).await;
    accounts::own_pages(world, &mut visitor).await;
    let notice = accounts::link(world, "alice@example.org", "/not-me/").await;
    visitor.get("not me", &notice).await;
    visitor.post("not me, done", &notice, &[]).await;
    accounts::newcomers_pages(world, &mut visitor).await;
    visitor.seen
}

/// What a page says: its texts one after the other, and each attribute that is read.
fn said(html: &str) -> Vec<String> {
    let (mut texts, mut attributes) = (String::new(), Vec::new());
    // The elements around, and whether what they say is to be left as it is.
    let mut around: Vec<(&str, bool)> = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        let name = tag.split_whitespace().next().unwrap();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(around.pop().map(|(opened, _)| opened), Some(name), "{part}");
        } else if !VOID.contains(&name) && !name.starts_with('!') && !tag.ends_with('/') {
            let is_left = around.last().is_some_and(|(_, is_left)| *is_left)
                || tag.contains("translate=\"no\"")
                || (tag.contains(" lang=\"") && name != "html")
                || ["script", "style", "svg"].contains(&name);
            around.push((name, is_left));
        }
        for attribute in SAID {
            let value = tag
                .split_once(&format!(" {attribute}=\""))
                .and_then(|(_, rest)| rest.split('"').next());
            attributes.extend(value.map(str::to_owned));
        }
        if !around.last().is_some_and(|(_, is_left)| *is_left) {
            texts.push_str(text);
            texts.push('\n');
        }
    }
    assert_eq!(around, [], "every element ends");
    attributes.push(texts);
    attributes
}

/// What stands outside brackets.
fn outside(said: &str) -> String {
    let mut depth = 0_u32;
    let mut outside = String::new();
    for c in said.chars() {
        match c {
            '⟦' => depth += 1,
            '⟧' => depth = depth.checked_sub(1).expect("it was opened"),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{said}");
    OWN_WORDS
        .iter()
        .fold(outside, |left, word| left.replace(word, ""))
}

/// What every page has in its header, in order; whoever is logged in has a link to the account as well.
pub(crate) fn frame(page: &Page) -> Vec<&str> {
    let header = page.between("<header>", "</header>");
    let (before, rest) = header.split_once("<a href=\"/account\">").unwrap_or((header, ""));
    let after = rest.split_once("</a>").map_or("", |(_, after)| after);
    let opened = [before, after]
        .into_iter()
        .flat_map(|part| part.split('<').skip(1));
    let opened = opened.filter(|tag| !tag.starts_with('/'));
    opened.map(|tag| tag.split([' ', '>']).next().unwrap()).collect()
}

#[tokio::test]
async fn no_page_says_anything_that_is_not_translated_and_all_have_one_frame() {
    let world = World::with_telephones(|settings, _| {
        with_door(settings);
        with_office(settings);
        with_launcher(settings);
        settings.operators.required_acr = "push-number+pwd".to_owned();
        settings.accounts.sign_up = true;
    });
    let world = world.await;
    let world = world.under_a_name().await;
    let seen = seen(&world).await;
    let expected = frame(&seen[0].1);
    assert!(
        expected.starts_with(&["p", "img", "bdi", "nav", "a", "details", "summary"]),
        "{expected:?}"
    );
    for (name, page) in &seen {
        assert_eq!(
            page.header("content-type"),
            "text/html; charset=utf-8",
            "{name}: {}",
            page.status
        );
        assert_eq!(page.header("content-language"), PSEUDO, "{name}");
        assert_eq!(frame(page), expected, "{name}");
        assert!(page.text.len() < 60_000, "{name} has {} bytes", page.text.len());
        for said in said(&page.text) {
            let raw = outside(&said);
            assert!(
                !raw.contains(char::is_alphabetic),
                "{name} says untranslated: {}",
                raw.trim()
            );
        }
    }
}

#[test]
fn the_search_for_raw_texts_finds_them() {
    let raw = |html: &str| {
        said(html)
            .iter()
            .any(|said| outside(said).contains(char::is_alphabetic))
    };
    assert!(!raw(
        "<p>⟦Hello <bdi>Bob</bdi>.⟧</p><code translate=\"no\">abc</code><b lang=\"ja\">日本</b>"
    ));
    assert!(raw("<p>⟦Hello⟧ Bob</p>"));
    assert!(raw("<p>⟦Hello⟧</p><p>ひ</p>"));
    assert!(raw("<p><img alt=\"A logo\"></p>"));
}
