//! Services that want to be told of logouts, at one address each: they take what OpenID Connect Back-Channel Logout 1.0 has a server
//! post, and leave it to the test to judge the token.

use std::{io, sync::Arc};

use bytes::Bytes;
use http::{HeaderValue, Method, header::CONTENT_TYPE};
use tokio::sync::watch;

use crate::{
    credentials::Credentials,
    front::{Answered, Asked, Front, Vendor},
    script::{Reply, Scripts},
};

/// The last part of each address.
const PATH: &str = "/logout";

/// All services.
pub struct FakeServices {
    front: Front,
    state: Arc<State>,
}

struct State {
    scripts: Scripts,
    /// Name and token of all that was accepted, in its order.
    heard: watch::Sender<Vec<(String, String)>>,
}

impl FakeServices {
    pub(crate) async fn start(credentials: &Credentials) -> io::Result<Self> {
        let state = Arc::new(State {
            scripts: Scripts::default(),
            heard: watch::Sender::default(),
        });
        let vendor = Arc::new(Doors(Arc::clone(&state)));
        Ok(Self {
            front: Front::start(credentials, vendor).await?,
            state,
        })
    }

    /// Where the service of this name is told.
    pub fn uri(&self, name: &str) -> String {
        format!("https://{}/{name}{PATH}", self.front.address)
    }

    /// The next answers of a service; afterwards it accepts again.
    pub fn script(&self, name: &str, replies: impl IntoIterator<Item = Reply>) {
        self.state.scripts.add(name, replies);
    }

    /// How often any service was called.
    pub fn calls(&self) -> u64 {
        self.state.scripts.tries()
    }

    /// Returns once services were called so often.
    pub async fn called(&self, times: u64) {
        self.state.scripts.asked(times).await;
    }

    /// The logout tokens that a service has accepted.
    pub fn heard(&self, name: &str) -> Vec<String> {
        of(&self.state.heard.borrow(), name)
    }

    /// The same, once they are so many.
    pub async fn hears(&self, name: &str, times: usize) -> Vec<String> {
        let mut heard = self.state.heard.subscribe();
        // The sender lives as long as `self`, so waiting cannot fail.
        let _ = heard.wait_for(|heard| of(heard, name).len() >= times).await;
        self.heard(name)
    }
}

fn of(heard: &[(String, String)], name: &str) -> Vec<String> {
    let its = heard.iter().filter(|(service, _)| service == name);
    its.map(|(_, token)| token.clone()).collect()
}

/// What the front talks to.
struct Doors(Arc<State>);

impl Vendor for Doors {
    fn protocols(&self) -> &'static [&'static [u8]] {
        &[b"h2", b"http/1.1"]
    }

    fn answer(&self, asked: Asked) -> Answered {
        let (reply, on_accept) = match read(&asked) {
            Err(status) => (Some(Reply::status(status)), None),
            Ok((name, token)) => {
                let state = Arc::clone(&self.0);
                let reply = state.scripts.next(&name);
                let hear = Box::new(move || state.heard.send_modify(|heard| heard.push((name, token))));
                (reply, Some(hear as Box<dyn FnOnce() + Send>))
            }
        };
        Answered {
            reply,
            accepted: Bytes::new(),
            on_accept,
        }
    }
}

/// Whom it is for, and the token; else the status of a refusal.
fn read(asked: &Asked) -> Result<(String, String), u16> {
    if asked.method != Method::POST {
        return Err(405);
    }
    let name = asked
        .uri
        .path()
        .strip_prefix('/')
        .and_then(|path| path.strip_suffix(PATH));
    let name = name.filter(|name| !name.contains('/')).ok_or(404_u16)?;
    let kind = asked.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    if kind != Some(b"application/x-www-form-urlencoded") {
        return Err(415);
    }
    let form = std::str::from_utf8(&asked.body).map_err(|_| 400_u16)?;
    let token = form.strip_prefix("logout_token=").ok_or(400_u16)?;
    let is_compact = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if token.is_empty() || !token.bytes().all(is_compact) {
        return Err(400);
    }
    Ok((name.to_owned(), token.to_owned()))
}
