//! Four generations of compatible phones, each in every case of the protocol page, spelling things its own way.

use std::{fmt::Write, future::Future, pin::Pin, time::Duration};

use countersign_mobile_sdk::{Generation, Question, Verdict};
use countersign_tests::{APPROVE, CodeApp, Login, Phone, Provider, RelyingParty, World, by_tap, pick};
use serde_json::{Value, json};

/// A server with a shop, for the phones of one generation.
struct Scene {
    generation: Generation,
    world: World,
    shop: RelyingParty,
}

impl Scene {
    async fn start(generation: Generation) -> Self {
        let world = World::start().await;
        let shop = world.shop().await;
        Self {
            generation,
            world,
            shop,
        }
    }

    fn phone(&self) -> Phone {
        Phone::of(&self.world.fakes, self.generation, self.world.clock.clone())
    }

    async fn enrolled(&self, user: &str) -> Phone {
        let started = self.shop.enroll(user).await;
        let mut phone = self.phone();
        phone.scan(started.uri()).await.unwrap();
        phone
    }

    /// A login of `user` and the question that it puts to `phone`.
    async fn asked(&self, phone: &mut Phone, user: &str, matching: &str) -> (Login, Question) {
        self.shop.ask(phone, user, matching).await
    }

    /// How a login stands, in a word or two.
    async fn state(&self, login: &Login) -> String {
        let login = self.shop.read(login).await;
        match login["reason"].as_str() {
            Some(reason) => format!("{} ({reason})", login["state"].as_str().unwrap()),
            None => login["state"].as_str().unwrap().to_owned(),
        }
    }

    async fn change(&self, user: &str, change: Value) -> Value {
        let path = self.shop.authenticator(user).await;
        self.shop.patch(&path, &change).await.body
    }
}

type Outcome<'a> = Pin<Box<dyn Future<Output = String> + 'a>>;

/// What is tried, how it must end on every phone, and how it is tried.
type Scenario = (&'static str, &'static str, for<'a> fn(&'a Scene) -> Outcome<'a>);

const SCENARIOS: &[Scenario] = &[
    ("enrol", "completed", |scene| {
        Box::pin(async {
            let started = scene.shop.enroll("enrol").await;
            let mut phone = scene.phone();
            phone.scan(started.uri()).await.unwrap();
            let ended = scene.shop.get(&started.path()).await.body;
            ended["state"].as_str().unwrap().to_owned()
        })
    }),
    ("repeat of enrol", "200, another phone 400", |scene| {
        Box::pin(async {
            let started = scene.shop.enroll("repeat").await;
            let code = started.uri();
            let mut phone = scene.phone();
            phone.scan(code).await.unwrap();
            let again = phone.send(phone.last_request()).await;
            let mut other = scene.phone();
            other.scan(code).await.unwrap_err();
            let refused = other.send(other.last_request()).await;
            format!("{again}, another phone {refused}")
        })
    }),
    ("approve", "200 approved", |scene| {
        Box::pin(async {
            let mut phone = scene.enrolled("approve").await;
            let (login, question) = scene.asked(&mut phone, "approve", "none").await;
            let status = phone.answer(&question, APPROVE).await;
            format!("{status} {}", scene.state(&login).await)
        })
    }),
    ("deny", "200 denied", |scene| {
        Box::pin(async {
            let mut phone = scene.enrolled("deny").await;
            let (login, question) = scene.asked(&mut phone, "deny", "none").await;
            let status = phone.answer(&question, Verdict::Deny).await;
            format!("{status} {}", scene.state(&login).await)
        })
    }),
    ("deny with numbers", "200 denied", |scene| {
        Box::pin(async {
            let mut phone = scene.enrolled("denynumbers").await;
            let (login, question) = scene.asked(&mut phone, "denynumbers", "pick").await;
            let status = phone.answer(&question, Verdict::Deny).await;
            format!("{status} {}", scene.state(&login).await)
        })
    }),
    ("pick right", "200 approved", |scene| {
        Box::pin(async {
            let mut phone = scene.enrolled("right").await;
            let (login, question) = scene.asked(&mut phone, "right", "pick").await;
            let status = phone.answer(&question, pick(login.number().unwrap())).await;
            format!("{status} {}", scene.state(&login).await)
        })
    }),
    ("pick wrong", "200 failed (wrong_number)", |scene| {
        Box::pin(async {
            let mut phone = scene.enrolled("wrong").await;
            let (login, question) = scene.asked(&mut phone, "wrong", "pick").await;
            let [a, b, _] = question.numbers().unwrap().map(u32::from);
            let wrong = if a == login.number().unwrap() { b } else { a };
            let status = phone.answer(&question, pick(wrong)).await;
            format!("{status} {}", scene.state(&login).await)
        })
    }),
    ("pick missing", "200 failed (missing_number)", |scene| {
        Box::pin(async {
            let mut phone = scene.enrolled("missing").await;
            let (login, question) = scene.asked(&mut phone, "missing", "pick").await;
            let status = phone.answer(&question, APPROVE).await;
            format!("{status} {}", scene.state(&login).await)
        })
    }),
    ("answer as they spell it", "200 then 200 approved", |scene| {
        Box::pin(async {
            // The number as a number with spaces in text, and a null in place of it.
            let mut phone = scene.enrolled("spelling").await;
            let (login, question) = scene.asked(&mut phone, "spelling", "pick").await;
            let claims = json!({"challengeResponse": format!(" {} ", login.number().unwrap())});
            let spaced = phone
                .post("authenticate", &phone.signed(&question, &claims))
                .await
                .0;
            let (login, question) = scene.asked(&mut phone, "spelling", "none").await;
            let claims = json!({"challengeResponse": null});
            let null = phone
                .post("authenticate", &phone.signed(&question, &claims))
                .await
                .0;
            format!("{spaced} then {null} {}", scene.state(&login).await)
        })
    }),
    ("refresh", "200, pushed to the new address", |scene| {
        Box::pin(async {
            let mut phone = scene.enrolled("refresh").await;
            phone.move_to(&scene.world.fakes, "00face00").await.unwrap();
            let status = phone.send(phone.last_request()).await;
            scene.asked(&mut phone, "refresh", "none").await;
            format!("{status}, pushed to the new address")
        })
    }),
    (
        "refresh without a user name",
        "200, pushed to the new address",
        |scene| {
            Box::pin(async {
                let mut phone = scene.enrolled("nameless").await;
                phone.forget_user_name();
                phone.move_to(&scene.world.fakes, "00face01").await.unwrap();
                let status = phone.send(phone.last_request()).await;
                scene.asked(&mut phone, "nameless", "none").await;
                format!("{status}, pushed to the new address")
            })
        },
    ),
    ("refresh replay", "400, pushed to the newer address", |scene| {
        Box::pin(async {
            let mut phone = scene.enrolled("replay").await;
            phone.move_to(&scene.world.fakes, "00face02").await.unwrap();
            let captured = phone.last_request();
            phone.move_to(&scene.world.fakes, "00face03").await.unwrap();
            let status = phone.send(captured).await;
            scene.asked(&mut phone, "replay", "none").await;
            format!("{status}, pushed to the newer address")
        })
    }),
    (
        "rename, suspend, resume",
        "renamed, 422, 400, approved",
        |scene| {
            Box::pin(async {
                let mut phone = scene.enrolled("suspend").await;
                let (_, question) = scene.asked(&mut phone, "suspend", "none").await;
                let renamed = scene.change("suspend", json!({"label": "My phone"})).await;
                scene.change("suspend", json!({"state": "suspended"})).await;
                let refused = scene.shop.attempt(by_tap("suspend")).await;
                let orphan = phone.answer(&question, APPROVE).await;
                scene.change("suspend", json!({"state": "active"})).await;
                let (login, question) = scene.asked(&mut phone, "suspend", "none").await;
                phone.answer(&question, APPROVE).await;
                let state = scene.state(&login).await;
                let named = if renamed["label"] == "My phone" {
                    "renamed"
                } else {
                    "not renamed"
                };
                format!("{named}, {}, {orphan}, {state}", refused.status)
            })
        },
    ),
    (
        "deletion",
        "400 cancelled (suspended), refresh 400, 422",
        |scene| {
            Box::pin(async {
                let mut phone = scene.enrolled("deletion").await;
                let (login, question) = scene.asked(&mut phone, "deletion", "none").await;
                scene
                    .shop
                    .delete(&scene.shop.authenticator("deletion").await)
                    .await;
                let orphan = phone.answer(&question, APPROVE).await;
                let state = scene.state(&login).await;
                phone.move_to(&scene.world.fakes, "00face04").await.unwrap_err();
                let refresh = phone.send(phone.last_request()).await;
                let refused = scene.shop.attempt(by_tap("deletion")).await;
                format!("{orphan} {state}, refresh {refresh}, {}", refused.status)
            })
        },
    ),
    (
        "double answer",
        "200, same again 200, another 400, approved",
        |scene| {
            Box::pin(async {
                let mut phone = scene.enrolled("double").await;
                let (login, question) = scene.asked(&mut phone, "double", "none").await;
                let first = phone.answer(&question, APPROVE).await;
                let same = phone.send(phone.last_request()).await;
                let other = phone.answer(&question, Verdict::Deny).await;
                let state = scene.state(&login).await;
                format!("{first}, same again {same}, another {other}, {state}")
            })
        },
    ),
    (
        "two devices, first decision",
        "200 approved, other 400",
        |scene| {
            Box::pin(async {
                let (mut one, mut two) = pair(scene, "first").await;
                let (login, question) = scene.asked(&mut one, "first", "none").await;
                let other = two.question().await;
                let status = one.answer(&question, APPROVE).await;
                let late = two.answer(&other, Verdict::Deny).await;
                format!("{status} {}, other {late}", scene.state(&login).await)
            })
        },
    ),
    ("two devices, denial", "200 denied, other 400", |scene| {
        Box::pin(async {
            let (mut one, mut two) = pair(scene, "denial").await;
            let (login, question) = scene.asked(&mut one, "denial", "none").await;
            let other = two.question().await;
            let status = two.answer(&other, Verdict::Deny).await;
            let late = one.answer(&question, APPROVE).await;
            format!("{status} {}, other {late}", scene.state(&login).await)
        })
    }),
    (
        "combined, code and push",
        "proving, completed, approved, totp",
        |scene| {
            Box::pin(async {
                let started = scene
                    .shop
                    .enroll_as("combined", json!({"kind": "combined"}))
                    .await;
                let mut phone = scene.phone();
                phone.scan(started.uri()).await.unwrap();
                let half = scene.shop.get(&started.path()).await.body;
                let mut app = phone.codes();
                let whole = scene.shop.code(&started, &app.code()).await.body;
                let (login, question) = scene.asked(&mut phone, "combined", "none").await;
                phone.answer(&question, APPROVE).await;
                let pushed = scene.state(&login).await;
                let (login, _) = scene.asked(&mut phone, "combined", "none").await;
                let typed = scene.shop.code(&login, &app.code_in(30)).await.body;
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                let (half, whole) = (text(&half["state"]), text(&whole["state"]));
                format!("{half}, {whole}, {pushed}, {}", text(&typed["method"]))
            })
        },
    ),
    (
        "combined, push half fails",
        "codes kept, completed without push",
        |scene| {
            Box::pin(async {
                let lost = scene.shop.enroll_as("lost", json!({"kind": "combined"})).await;
                scene.shop.delete(&lost.path()).await;
                let mut phone = scene.phone();
                let kept = phone.scan(lost.uri()).await.is_err() && phone.accounts().len() == 1;
                let started = scene.shop.enroll_as("lost", json!({"kind": "totp"})).await;
                phone.scan(started.uri()).await.unwrap();
                let mut app = CodeApp::scan(started.uri(), scene.world.clock.clone()).await;
                let proven = scene.shop.code(&started, &app.code()).await.body;
                let kept = if kept { "codes kept" } else { "nothing kept" };
                format!("{kept}, {} without push", proven["state"].as_str().unwrap())
            })
        },
    ),
    ("codes by count", "completed, approved", |scene| {
        Box::pin(async {
            let started = scene.shop.enroll_as("count", json!({"kind": "hotp"})).await;
            let mut phone = scene.phone();
            phone.scan(started.uri()).await.unwrap();
            let mut token = phone.codes();
            let proven = scene.shop.code(&started, &token.code()).await.body;
            let login = scene.shop.login(json!({"username": "count"})).await;
            scene.shop.code(&login, &token.code()).await;
            format!(
                "{}, {}",
                proven["state"].as_str().unwrap(),
                scene.state(&login).await
            )
        })
    }),
    ("a user name of digits", "200 approved", |scene| {
        Box::pin(async {
            let mut phone = scene.enrolled("20240117").await;
            let (login, question) = scene.asked(&mut phone, "20240117", "none").await;
            let status = phone.answer(&question, APPROVE).await;
            format!("{status} {}", scene.state(&login).await)
        })
    }),
    // Last, because it moves time for all.
    ("expiry", "400 expired", |scene| {
        Box::pin(async {
            let mut phone = scene.enrolled("expiry").await;
            let (login, question) = scene.asked(&mut phone, "expiry", "none").await;
            scene.world.clock.advance(Duration::from_secs(121));
            let status = phone.answer(&question, APPROVE).await;
            format!("{status} {}", scene.state(&login).await)
        })
    }),
];

/// Two phones of one user.
async fn pair(scene: &Scene, user: &str) -> (Phone, Phone) {
    let mut one = scene.enrolled(user).await;
    let login = scene.shop.login(by_tap(user)).await;
    one.approve(None).await;
    let body = json!({"kind": "push", "approved_login": login.id()});
    let started = scene.shop.enroll_as(user, body).await;
    let mut two = scene.phone();
    two.scan(started.uri()).await.unwrap();
    (one, two)
}

#[tokio::test]
async fn every_generation_ends_every_scenario_as_the_protocol_page_says() {
    let mut columns = Vec::new();
    for generation in Generation::ALL {
        let scene = Scene::start(generation).await;
        let provider = match scene.phone().provider() {
            Provider::Apns => "APNs",
            Provider::Fcm => "FCM",
            Provider::Webpush | Provider::Sms | Provider::Voice => {
                unreachable!("no app of these generations")
            }
        };
        let mut outcomes = Vec::new();
        for (_, _, run) in SCENARIOS {
            outcomes.push(run(&scene).await);
        }
        columns.push((format!("{}, {provider}", generation.as_str()), outcomes));
    }
    let mut table = format!("{:<28}", "");
    for (name, _) in &columns {
        write!(table, "| {name:<46}").unwrap();
    }
    for (row, (scenario, expected, _)) in SCENARIOS.iter().enumerate() {
        write!(table, "\n{scenario:<28}").unwrap();
        for (_, outcomes) in &columns {
            let mark = if outcomes[row] == *expected { ' ' } else { '!' };
            write!(table, "|{mark}{:<46}", outcomes[row]).unwrap();
        }
    }
    println!("{table}");
    let all = columns.iter().flat_map(|(name, outcomes)| {
        let rows = SCENARIOS.iter().zip(outcomes);
        rows.map(move |((scenario, expected, _), outcome)| (name, scenario, outcome == expected))
    });
    let wrong: Vec<_> = all.filter(|(_, _, right)| !right).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
