//! A browser that runs nothing: it keeps cookies, follows links and fills in forms.

use std::collections::BTreeMap;

use reqwest::{
    RequestBuilder,
    header::{ACCEPT_LANGUAGE, COOKIE, HeaderMap, SET_COOKIE},
};
use serde_json::Value;

use crate::{enrollment::Enrollment, phone::Phone, world::PASSWORD};

/// The header in which proxies say whose request they pass on.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// A browser. A clone knows what the original knew.
#[derive(Clone)]
pub struct PlainBrowser {
    base: String,
    cookies: BTreeMap<String, String>,
    /// What it asks pages to be written in.
    languages: Option<String>,
    /// Where a proxy in front says that it is.
    address: Option<String>,
    http: reqwest::Client,
}

/// What a request was answered.
#[derive(Debug, Clone)]
pub struct Page {
    /// HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The page.
    pub text: String,
}

impl Page {
    /// A header; empty if there is none.
    ///
    /// # Panics
    /// If it is no text.
    pub fn header(&self, name: &str) -> &str {
        let header = self.headers.get(name);
        header.map_or("", |header| header.to_str().expect("it is text"))
    }

    /// Where to go on.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Status, pause and text as they would be for any other name.
    pub fn nameless(&self, name: &str) -> (u16, String, String) {
        let text = self.text.replace(name, "NAME");
        (self.status, self.header("retry-after").to_owned(), text)
    }

    /// What it says between two marks.
    ///
    /// # Panics
    /// If they are not there.
    pub fn between(&self, start: &str, end: &str) -> &str {
        let (_, rest) = self.text.split_once(start).expect(start);
        rest.split_once(end).expect(end).0
    }

    /// The enrolment code that it shows, as a link that an app opens.
    ///
    /// # Panics
    /// If it shows none.
    pub fn enrollment_code(&self) -> String {
        self.between("id=\"open\" href=\"", "\"").replace("&#38;", "&")
    }

    /// What its script is to ask a passkey for.
    ///
    /// # Panics
    /// If it asks for nothing.
    pub fn passkey_options(&self) -> Value {
        let json = self.between("data-options=\"", "\"");
        let json = json.replace("&#34;", "\"").replace("&#39;", "'");
        serde_json::from_str(&json.replace("&#38;", "&")).expect("it is JSON")
    }

    /// The number that it shows.
    ///
    /// # Panics
    /// If it shows none.
    pub fn number(&self) -> Option<u32> {
        let shown = self.between("class=\"number\"", "</p>").split('>').nth(1);
        let digits = shown.map(|shown| shown.replace(' ', "").parse());
        Some(digits.expect("it says something").expect("it is a number"))
    }
}

impl PlainBrowser {
    pub(crate) const fn new(base: String, http: reqwest::Client) -> Self {
        Self {
            base,
            cookies: BTreeMap::new(),
            languages: None,
            address: None,
            http,
        }
    }

    /// …of somebody who reads these languages, as `Accept-Language` has them.
    #[must_use]
    pub fn reading(self, languages: &str) -> Self {
        Self {
            languages: Some(languages.to_owned()),
            ..self
        }
    }

    /// …behind a proxy, which says that it is at this address.
    #[must_use]
    pub fn at(self, address: &str) -> Self {
        Self {
            address: Some(address.to_owned()),
            ..self
        }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(self.http.get(self.url(path))).await
    }

    /// Sends a form with one more header.
    pub async fn post_with(&mut self, path: &str, form: &[(&str, &str)], header: (&str, &str)) -> Page {
        let request = self.http.post(self.url(path)).form(form);
        self.send(request.header(header.0, header.1)).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Page {
        self.send(self.http.post(self.url(path)).form(form)).await
    }

    /// Sends JSON, as a page's script does.
    pub async fn post_json(&mut self, path: &str, body: &Value) -> Page {
        self.send(self.http.post(self.url(path)).json(body)).await
    }

    /// Sends JSON with one more header.
    pub async fn post_json_with(&mut self, path: &str, body: &Value, header: (&str, &str)) -> Page {
        let request = self.http.post(self.url(path)).json(body);
        self.send(request.header(header.0, header.1)).await
    }

    /// Sends a form that is answered by a file; the file and its type.
    ///
    /// # Panics
    /// If it is answered by anything else.
    pub async fn download(&mut self, path: &str, form: &[(&str, &str)]) -> (Vec<u8>, String) {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = self
            .http
            .post(self.url(path))
            .form(form)
            .header(COOKIE, cookies.join("; "));
        let response = request.send().await.expect("the server is reached");
        assert_eq!(response.status(), 200);
        let kind = response.headers()["content-type"]
            .to_str()
            .expect("it is text")
            .to_owned();
        (response.bytes().await.expect("the file arrives").to_vec(), kind)
    }

    /// A cookie that it holds.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Has it hold a cookie that no page gave it.
    pub fn hold(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Takes the link of an enrolment with the right password; the code that is then shown.
    pub async fn take(&mut self, enrollment: &Enrollment) -> String {
        let taken = self.post(enrollment.link(), &[("password", PASSWORD)]).await;
        self.past_terms(taken.location()).await.enrollment_code()
    }

    /// Opens a page; if the terms of use come before it, accepts them and opens it then.
    pub async fn past_terms(&mut self, path: &str) -> Page {
        let page = self.get(path).await;
        match page.location().to_owned() {
            terms if terms.contains("/terms") => {
                let accepted = self.answer_terms(&terms, "accept").await;
                self.get(accepted.location()).await
            }
            _ => page,
        }
    }

    /// Where the pages of its person's authenticators are, in the order of the list.
    pub async fn methods(&mut self) -> Vec<String> {
        let list = self.get("/account/methods").await;
        let cards = list.between("<ul class=\"cards\">", "</ul>");
        let links = cards.split("<a href=\"/account/methods/").skip(1);
        let ids = links.filter_map(|rest| rest.split('"').next());
        ids.map(|id| format!("/account/methods/{id}")).collect()
    }

    /// Reads the terms of use at `path` and gives this answer: `accept` or `cancel`.
    pub async fn answer_terms(&mut self, path: &str, answer: &str) -> Page {
        let page = self.get(path).await;
        let text = page.between("name=\"text\" value=\"", "\"");
        let next = page.text.split_once("name=\"next\" value=\"");
        let next = next.and_then(|(_, rest)| rest.split('"').next());
        let form = [
            ("text", text),
            ("answer", answer),
            ("next", next.unwrap_or_default()),
        ];
        let path = path.split('?').next().expect("a text has a first part");
        self.post(path, &form).await
    }

    /// Logs in with the right password; the waiting page's path.
    pub async fn log_in(&mut self, user: &str) -> String {
        self.log_in_for(user, "").await
    }

    /// Logs in with the right password to go on to `next`; the waiting page's path.
    pub async fn log_in_for(&mut self, user: &str, next: &str) -> String {
        let form = [("username", user), ("password", PASSWORD), ("next", next)];
        self.post("/login", &form).await.location().to_owned()
    }

    /// Logs in with the right password and by this phone, which is chosen if another way or the choice comes first.
    ///
    /// # Panics
    /// If that does not lead into the account.
    pub async fn log_in_by_phone(&mut self, user: &str, phone: &mut Phone) {
        let waiting = self.log_in(user).await;
        let mut page = self.get(&waiting).await;
        if !page.location().is_empty() {
            self.choose(&waiting, "push").await;
            page = self.get(&waiting).await;
        }
        assert_eq!(phone.approve(page.number()).await, 200);
        assert_eq!(self.get(&waiting).await.location(), "/account");
    }

    /// Chooses a way on the page of choice of the login that waits at `waiting`.
    pub async fn choose(&mut self, waiting: &str, way: &str) -> Page {
        self.post(&format!("{waiting}/ways"), &[("way", way)]).await
    }

    /// Whether somebody is logged in here.
    pub async fn is_logged_in(&mut self) -> bool {
        self.get("/account").await.status == 200
    }

    /// Links lead to the server, whether they say so or not.
    fn url(&self, path: &str) -> String {
        let path = path.strip_prefix(&self.base).unwrap_or(path);
        format!("{}{path}", self.base)
    }

    async fn send(&mut self, request: RequestBuilder) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = request.header(COOKIE, cookies.join("; "));
        if let Some(languages) = &self.languages {
            request = request.header(ACCEPT_LANGUAGE, languages);
        }
        if let Some(address) = &self.address {
            request = request.header(FORWARDED_FOR, address);
        }
        let response = request.send().await.expect("the server is reached");
        for cookie in response.headers().get_all(SET_COOKIE) {
            let cookie = cookie.to_str().expect("it is text");
            let pair = cookie.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.expect("it has a name");
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Page {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: response.text().await.expect("the page arrives"),
        }
    }
}
