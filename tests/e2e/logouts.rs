//! Logging out here ends the sessions of services, logging out at one of them ends those of the others, and so does whatever closes an
//! account: each service is told, however long it takes.

mod browser;
mod by_service;
mod causes;
mod delivery;
mod everywhere;
mod refusals;

use std::{collections::BTreeSet, time::Duration};

use countersign::admin::Command;
use countersign_core::port::Clock;
use countersign_proto::{logout::LogoutClaims, signed::AssertionVerifier};
use countersign_tests::{Answer, CodeApp, Login, Phone, PlainBrowser, RelyingParty, World, by_tap};
use serde_json::{Value, json};

/// A logged-in person with a phone, and two services.
struct Town {
    world: World,
    browser: PlainBrowser,
    phone: Phone,
    shop: RelyingParty,
    bank: RelyingParty,
}

impl Town {
    async fn new() -> Self {
        let world = World::start().await;
        world.user_with_mail("alice", "alice@example.org").await;
        let (browser, phone) = world.first_phone("alice").await;
        let services = &world.fakes.services;
        let shop = world.told_client("Shop", &services.uri("shop")).await;
        let bank = world.told_client("Bank", &services.uri("bank")).await;
        let mut town = Self {
            world,
            browser,
            phone,
            shop,
            bank,
        };
        town.log_in_here().await;
        town
    }

    /// Logs in at our own pages.
    async fn log_in_here(&mut self) {
        self.browser.log_in_by_phone("alice", &mut self.phone).await;
    }

    /// Sets up an app with codes.
    async fn add_codes(&mut self) -> CodeApp {
        let begun = self
            .browser
            .post("/account/methods/add/codes", &[("label", "Laptop")])
            .await;
        let path = begun.location().to_owned();
        let uri = self.browser.get(&path).await.enrollment_code();
        let mut app = CodeApp::scan(&uri, self.world.clock.clone()).await;
        let typed = self.browser.post(&path, &[("code", &app.code())]).await;
        assert_eq!(typed.status, 303, "{}", typed.text);
        app
    }

    /// Logs in at a service.
    async fn log_in_at(&mut self, service: &RelyingParty) -> Login {
        let mut request = by_tap("alice");
        request["parallel"] = json!(true);
        let login = service.login(request).await;
        assert_eq!(self.phone.approve(None).await, 200);
        let ended = service.ended(&login).await;
        assert_eq!(ended["state"], "approved");
        ended
    }

    /// Logs out at our own pages; what the page says.
    async fn log_out_here(&mut self) -> countersign_tests::Page {
        self.browser.post("/account/logout", &[]).await
    }

    /// What a service called `name` has heard, once it has heard so much: each token as the standard wants it checked.
    async fn told(&self, name: &str, service: &RelyingParty, times: usize) -> Vec<LogoutClaims> {
        let tokens = self.world.fakes.services.hears(name, times).await;
        self.world.settle().await;
        assert_eq!(tokens.len(), self.world.fakes.services.heard(name).len());
        let jwks = service.get("/.well-known/jwks.json").await.body;
        let verifier = AssertionVerifier::from_jwks(&jwks);
        let told = tokens.iter().map(|token| verifier.verify_logout_token(token));
        let told: Vec<LogoutClaims> = told.map(|claims| claims.expect("it is rightly signed")).collect();
        let (now, issuer) = (self.world.clock.now().as_secs(), self.world.url(""));
        for claims in &told {
            assert_eq!(
                (&*claims.iss, &*claims.aud, &*claims.sub),
                (&*issuer, &*service.id, "alice")
            );
            assert!(claims.iat <= now && claims.exp > claims.iat && claims.exp <= claims.iat + 120);
        }
        let names: BTreeSet<&str> = told.iter().map(|claims| &*claims.jti).collect();
        assert_eq!(names.len(), told.len(), "each token has a name of its own");
        told
    }

    /// The logins of which a service has heard.
    async fn sids(&self, name: &str, service: &RelyingParty, times: usize) -> BTreeSet<String> {
        let told = self.told(name, service, times).await;
        told.iter().map(sid).collect()
    }

    /// Whether nobody has told this service anything, now that nothing is to be done.
    async fn is_silent(&self, name: &str) -> bool {
        self.world.settle().await;
        self.world.fakes.services.heard(name).is_empty()
    }

    async fn suspend(&self, service: &RelyingParty) {
        let id = service.id.clone();
        self.world.operate(Command::ClientSuspend { id }).await;
    }

    /// The last audit records of this kind.
    async fn records(&self, event: &str) -> Vec<Value> {
        let tail = self.world.operate(Command::AuditTail { limit: 100 }).await;
        let records = tail.as_array().unwrap().iter();
        records
            .filter(|record| record["event"] == event)
            .cloned()
            .collect()
    }

    fn pass(&self, secs: u64) {
        self.world.clock.advance(Duration::from_secs(secs));
    }
}

fn sid(claims: &LogoutClaims) -> String {
    claims.sid.expect("it is about one login").to_string()
}

fn ids<'l>(logins: impl IntoIterator<Item = &'l Login>) -> BTreeSet<String> {
    logins.into_iter().map(|login| login.id().to_owned()).collect()
}

/// A service says that the person of one of its logins has logged out.
async fn says_out(service: &RelyingParty, login: &Login) -> Answer {
    service
        .post(&format!("{}/logout", login.path()), &json!({}))
        .await
}
