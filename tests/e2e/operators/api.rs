//! Programs that work for operators: which get in, what each role does by them, what is left to people, and what is kept of it.

use countersign::admin::{Command, operator::OperatorCommand, policy::PolicyCommand};
use countersign_core::model::{Act, Role, Scope};
use countersign_tests::{Answer, RelyingParty, World, by_tap};
use reqwest::Method;
use serde_json::{Value, json};

use super::{
    acts::state,
    appoint,
    certificates::{asking, offering},
    delegations::bob_acts,
    logged_in, number, on_duty, records, world,
};
use crate::{delegations::check, policies::demand};

/// What is done to accounts.
const ACTS: [(&str, Act); 4] = [
    ("unlock", Act::Unlock),
    ("end-sessions", Act::EndSessions),
    ("suspend", Act::Suspend),
    ("resume", Act::Resume),
];

/// Does something to an account by a program.
async fn act(program: &RelyingParty, number: &str, act: &str, reason: &str) -> Answer {
    let path = format!("/admin/v1/users/{number}/{act}");
    program.post(&path, &json!({"reason": reason})).await
}

async fn find(program: &RelyingParty, query: &str) -> Answer {
    program.get(&format!("/admin/v1/users?query={query}")).await
}

async fn read(program: &RelyingParty, number: &str) -> Answer {
    program.get(&format!("/admin/v1/users/{number}")).await
}

async fn end(program: &RelyingParty, delegation: &str, reason: &str) -> Answer {
    let path = format!("/admin/v1/delegations/{delegation}/end");
    program.post(&path, &json!({"reason": reason})).await
}

#[tokio::test]
async fn each_role_does_by_a_program_what_the_table_of_roles_says_and_is_refused_the_rest() {
    let world = world().await;
    let (mut alice, _phone) = logged_in(&world, "alice").await;
    let target = number(&world, "alice").await;
    demand(&world, "filing", "push", 3600).await;
    let nobodys = "63ca6f18-7cfb-4198-bcd0-ac5041fbbea0";
    for role in Role::ALL {
        let program = world.operating_client(role.as_str()).await;
        let mut answers = vec![
            (Act::Look, find(&program, "alice").await),
            (Act::Look, read(&program, &target).await),
            (Act::ReadPolicies, program.get("/admin/v1/policies").await),
            (
                Act::ReadPolicies,
                program.get("/admin/v1/policies/readiness?resource=filing").await,
            ),
            (Act::EndDelegations, end(&program, nobodys, "Left").await),
        ];
        for (name, what) in ACTS {
            answers.push((what, act(&program, &target, name, "Asked for by telephone").await));
        }
        for (what, answer) in answers {
            let expected = match (role.may(what), what) {
                (true, Act::Unlock) => (403, "people-only"),
                (true, Act::EndDelegations) => (404, "not-found"),
                (true, _) => (200, ""),
                (false, _) => (403, "insufficient-role"),
            };
            assert_eq!(
                (answer.status, answer.problem()),
                expected,
                "{role:?} {what:?} {}",
                answer.body
            );
        }
    }
    assert!(!alice.is_logged_in().await, "her sessions were ended");
    assert_eq!(state(&world, "alice").await, "active");
}

#[tokio::test]
async fn r11_only_a_client_with_a_role_gets_in_and_it_gets_in_nowhere_else() {
    let world = world().await;
    let mut otto = on_duty(&world, "otto", "owner").await;
    let (program, shop) = (world.operating_client("owner").await, world.shop().await);
    let target = number(&world, "otto").await;
    let document = program.get("/openapi.json").await.body;
    let mut walked = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        let address = path
            .replace("{number}", &target)
            .replace("{act}", "suspend")
            .replace("{name}", "otto")
            .replace("{id}", "63ca6f18-7cfb-4198-bcd0-ac5041fbbea0");
        for method in operations.as_object().unwrap().keys() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let ask = async |client: &RelyingParty| {
                let request = client.request(method.clone(), &address).json(&json!({}));
                client.send(request).await
            };
            if path.starts_with("/admin/v1/") {
                let wrong = ask(&program.with_secret("guess")).await;
                assert_eq!((wrong.status, wrong.problem()), (401, "invalid-client"), "{path}");
                assert!(
                    wrong.headers["www-authenticate"]
                        .to_str()
                        .unwrap()
                        .starts_with("Basic")
                );
                let of_a_service = ask(&shop).await;
                assert_eq!(of_a_service.problem(), "insufficient-scope", "{path}");
                walked += 1;
            } else if !path.ends_with("/qr.svg") {
                let refused = ask(&program).await;
                assert_eq!(
                    (refused.status, refused.problem()),
                    (403, "insufficient-scope"),
                    "{method} {path}"
                );
            }
        }
    }
    assert_eq!(walked, 7);
    assert_eq!(
        program.attempt(by_tap("otto")).await.problem(),
        "insufficient-scope"
    );
    // What opens the pages opens nothing here, and the other way round.
    assert_eq!(otto.get("/admin").await.status, 200);
    assert_eq!(otto.get("/admin/v1/users?query=otto").await.status, 401);
    let page = program.get("/admin").await;
    assert_ne!(page.status, 200);
    assert_eq!(state(&world, "otto").await, "active");
}

#[tokio::test]
async fn r13_a_client_that_is_suspended_or_has_another_secret_is_outside_at_once() {
    let world = world().await;
    world.user("alice").await;
    let target = number(&world, "alice").await;
    let (one, other) = (
        world.operating_client("security").await,
        world.operating_client("security").await,
    );
    assert_eq!(act(&one, &target, "end-sessions", "Asked for").await.status, 200);
    let id = one.id.clone();
    world.operate(Command::ClientSuspend { id }).await;
    let id = other.id.clone();
    let rotated = world.operate(Command::ClientRotate { id }).await;
    for outside in [&one, &other] {
        assert_eq!(act(outside, &target, "suspend", "Late").await.status, 401);
        assert_eq!(find(outside, "alice").await.status, 401);
    }
    assert_eq!(state(&world, "alice").await, "active");
    let anew = other.with_secret(rotated["client_secret"].as_str().unwrap());
    assert_eq!(act(&anew, &target, "suspend", "Left").await.status, 200);
}

#[tokio::test]
async fn r14_guesses_at_a_secret_count_against_their_address_and_stop_no_program_that_knows_it() {
    let world = World::with(|settings| settings.limits.requests_per_address_per_minute = 2).await;
    world.send_to_one();
    let program = world.operating_client("auditor").await;
    let guessing = program.with_secret("guess");
    for expected in [401, 401, 429] {
        assert_eq!(find(&guessing, "alice").await.status, expected);
    }
    for _ in 0..3 {
        assert_eq!(find(&program, "alice").await.status, 200);
    }
}

#[tokio::test]
async fn each_act_has_a_reason_and_is_kept_with_its_client() {
    let world = world().await;
    let (mut alice, _phone) = logged_in(&world, "alice").await;
    let target = number(&world, "alice").await;
    let program = world.operating_client("security").await;
    for reason in ["", "  ", "\u{202e}\u{7}", &"x".repeat(301)] {
        let refused = act(&program, &target, "suspend", reason).await;
        assert_eq!(
            (refused.status, refused.problem()),
            (422, "invalid-request"),
            "{reason:?}"
        );
        assert!(refused.body["detail"].as_str().unwrap().starts_with("the reason"));
    }
    let path = format!("/admin/v1/users/{target}/suspend");
    for (body, status) in [("{}", 422), ("{\"reason\":\"x\",\"by\":\"me\"}", 422), ("{", 400)] {
        let request = program.request(Method::POST, &path).body(body);
        assert_eq!(program.send(request).await.status, status, "{body}");
    }
    let request = program.request(Method::POST, &path).json(&json!({"reason": "x"}));
    let forged = program.send(request.header("sec-fetch-site", "cross-site")).await;
    assert_eq!(forged.problem(), "forbidden", "another site sent it");
    for (number, name) in [
        ("999999", "suspend"),
        ("x", "suspend"),
        (target.as_str(), "delete"),
    ] {
        let refused = act(&program, number, name, "Left").await;
        assert_eq!(
            (refused.status, refused.problem()),
            (404, "not-found"),
            "{number} {name}"
        );
    }
    assert_eq!(read(&program, "999999").await.problem(), "not-found");
    assert_eq!(program.get("/admin/v1/nothing").await.problem(), "not-found");
    assert!(records(&world, "user_suspended").await.is_empty());
    assert!(alice.is_logged_in().await);

    for (name, after) in [("suspend", "suspended"), ("resume", "active")] {
        // Sent twice, it is done and kept once.
        for _ in 0..2 {
            let done = act(&program, &target, name, "Left the company").await;
            assert_eq!((done.status, &done.body["state"]), (200, &json!(after)));
            assert_eq!(done.body["number"].to_string(), target);
        }
        assert_eq!(state(&world, "alice").await, after);
    }
    assert!(!alice.is_logged_in().await, "her sessions ended with it");
    let done = act(&program, &target, "end-sessions", "Left the company").await;
    assert_eq!(done.status, 200, "{}", done.body);
    let added = &records(&world, "client_added").await[0];
    assert_eq!(
        (&added["client_id"], &added["reason"]),
        (&json!(program.id), &json!("security"))
    );
    for event in ["user_suspended", "user_resumed", "session_ended"] {
        let kept = records(&world, event).await;
        let [kept] = kept.as_slice() else {
            panic!("one record of {event}: {kept:?}");
        };
        assert_eq!(kept["client_id"], *program.id, "{kept}");
        assert_eq!(kept["reason"], "Left the company");
        assert!(
            kept["operator_id"].is_null() && kept["user_id"].is_string(),
            "{kept}"
        );
    }
}

#[tokio::test]
async fn accounts_of_operators_are_left_to_people() {
    let world = world().await;
    let (mut alice, _phone) = logged_in(&world, "alice").await;
    let mut bob = on_duty(&world, "bob", "auditor").await;
    let id = bob_acts(&world, &mut alice, &mut bob).await;
    let target = number(&world, "bob").await;
    for (role, problem) in [("owner", "people-only"), ("security", "insufficient-role")] {
        let program = world.operating_client(role).await;
        assert_eq!(
            read(&program, &target).await.body["within_reach"],
            false,
            "{role}"
        );
        for (name, what) in ACTS {
            let refused = act(&program, &target, name, "Out of spite").await;
            let problem = if what == Act::Unlock {
                "people-only"
            } else {
                problem
            };
            assert_eq!(
                (refused.status, refused.problem()),
                (403, problem),
                "{role} {name}"
            );
        }
        let refused = end(&program, &id, "Out of spite").await;
        assert_eq!((refused.status, refused.problem()), (403, problem), "{role}");
    }
    assert!(bob.is_logged_in().await);
    let explained = alice.get("/problems/people-only").await;
    assert_eq!(explained.status, 200);
    assert!(explained.text.contains("no program does it for them"));

    // Once he is none any more, a program may; once he is one again, not.
    let name = "bob".to_owned();
    let removed = OperatorCommand::Remove { name };
    world.operate(Command::Operator { act: removed }).await;
    let program = world.operating_client("owner").await;
    assert_eq!(read(&program, &target).await.body["within_reach"], true);
    assert_eq!(act(&program, &target, "resume", "Asked for").await.status, 200);
    appoint(&world, "bob", "helpdesk").await;
    let refused = act(&program, &target, "resume", "Asked for").await;
    assert_eq!(refused.problem(), "people-only");
}

#[tokio::test]
async fn accounts_are_found_by_name_number_and_mailbox_and_read_without_secrets() {
    let world = world().await;
    world.user_with_mail("carol", "carol@example.org").await;
    logged_in(&world, "alice").await;
    let program = world.operating_client("helpdesk").await;
    let (carols, alices) = (number(&world, "carol").await, number(&world, "alice").await);
    for query in [
        "carol",
        "CAROL",
        &carols,
        &format!("u{carols}"),
        "Carol%40example.org",
    ] {
        let found = find(&program, query).await.body;
        let [carol] = found["users"].as_array().unwrap().as_slice() else {
            panic!("{query}: {found}");
        };
        assert_eq!(
            (carol["number"].to_string(), &carol["name"], &carol["email"]),
            (carols.clone(), &json!("carol"), &json!("carol@example.org")),
            "{query}"
        );
    }
    for query in ["", "nobody", "1", "car", "nobody%40example.org", "%25"] {
        assert_eq!(find(&program, query).await.body, json!({"users": []}), "{query}");
    }
    assert_eq!(program.get("/admin/v1/users").await.problem(), "invalid-request");

    let account = read(&program, &alices).await.body;
    assert_eq!(
        (&account["name"], &account["state"], &account["within_reach"]),
        (&json!("alice"), &json!("active"), &json!(true))
    );
    let [phone] = account["authenticators"].as_array().unwrap().as_slice() else {
        panic!("one phone: {account}");
    };
    assert_eq!(
        (&phone["kind"], &phone["state"]),
        (&json!("push"), &json!("active"))
    );
    let [session] = account["sessions"].as_array().unwrap().as_slice() else {
        panic!("one session: {account}");
    };
    assert!(session["acr"].as_str().unwrap().ends_with(":push-number+pwd"));
    let events: Vec<&Value> = account["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["event"])
        .collect();
    assert_eq!(events[0], "session_opened", "the latest first");
    assert!(events.contains(&&json!("user_added")), "{events:?}");
    let text = account.to_string();
    for secret in ["argon2", "secret", "token", "password_hash", "127.0.0.1"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[tokio::test]
async fn a_delegation_is_shown_at_both_and_ended_for_a_reason() {
    let world = world().await;
    let shop = world.shop().await;
    let (mut alice, _phone) = logged_in(&world, "alice").await;
    let (mut bob, _phone) = logged_in(&world, "bob").await;
    let id = bob_acts(&world, &mut alice, &mut bob).await;
    let program = world.operating_client("security").await;
    for name in ["alice", "bob"] {
        let account = read(&program, &number(&world, name).await).await.body;
        let shown = &account["delegations"][0];
        assert_eq!(
            (
                &shown["id"],
                &shown["owner"],
                &shown["delegate"],
                &shown["resource"],
                &shown["state"]
            ),
            (
                &json!(id),
                &json!("alice"),
                &json!("bob"),
                &json!("filing"),
                &json!("accepted")
            ),
            "{account}"
        );
    }
    for reason in ["", "  ", "\u{202e}\u{7}"] {
        assert_eq!(end(&program, &id, reason).await.problem(), "invalid-request");
    }
    assert_eq!(check(&shop, "alice", "bob", "filing").await.body["allowed"], true);
    for _ in 0..2 {
        assert_eq!(end(&program, &id, "Bob has left the company").await.status, 204);
    }
    assert_eq!(
        check(&shop, "alice", "bob", "filing").await.body["allowed"],
        false
    );
    let kept = records(&world, "delegation_ended").await;
    assert_eq!(kept.len(), 2, "one record for each of the two");
    for kept in kept {
        assert_eq!(kept["client_id"], *program.id, "{kept}");
        assert!(kept["operator_id"].is_null());
        assert!(
            kept["reason"]
                .as_str()
                .unwrap()
                .ends_with("Bob has left the company")
        );
    }
    let shown = alice.get("/account/delegations").await;
    assert!(shown.text.contains("Bob has left the company"), "{}", shown.text);
    let nothing = end(&program, "no-id", "Left").await;
    assert_eq!((nothing.status, nothing.problem()), (404, "not-found"));
}

#[tokio::test]
async fn policies_are_listed_and_counted_by_programs_and_announced_by_people() {
    let world = world().await;
    logged_in(&world, "alice").await;
    let act = PolicyCommand::Add {
        resource: "https://shop.example.org/renewal".to_owned(),
        one_of: vec!["passkey".to_owned()],
        at_least: None,
        from: "2099-06-28T00:00[Europe/Berlin]".to_owned(),
        grace_secs: 3600,
        max_age_secs: Some(300),
    };
    world.operate(Command::Policy { act }).await;
    let program = world.operating_client("security").await;
    let resource = "https://shop.example.org/renewal";
    let policy = |announcement: Value| {
        json!({
            "resource": resource, "phase": "announced", "acr_values": "urn:countersign:acr:passkey", "max_age_secs": 300,
            "effective_from": "2099-06-28T00:00[Europe/Berlin]", "enforced_from": "2099-06-27T23:00:00.000Z",
            "announcement": announcement,
        })
    };
    let listed = program.get("/admin/v1/policies").await.body;
    assert_eq!(listed["policies"], json!([policy(json!({}))]));
    let readiness = "/admin/v1/policies/readiness?resource=";
    let counted = program.get(&format!("{readiness}{resource}")).await.body;
    assert_eq!(counted, json!({"ready": 0, "not_ready": 1}));
    for (wrong, status) in [("other", 404), ("Other", 422), ("", 422)] {
        assert_eq!(
            program.get(&format!("{readiness}{wrong}")).await.status,
            status,
            "{wrong}"
        );
    }
    let act = PolicyCommand::Announce {
        resource: resource.to_owned(),
        language: "en".to_owned(),
        text: "Passkeys from June on.".to_owned(),
    };
    world.operate(Command::Policy { act }).await;
    let listed = program.get("/admin/v1/policies").await.body;
    let announced = policy(json!({"en": "Passkeys from June on."}));
    assert_eq!(listed["policies"], json!([announced]));
}

#[tokio::test]
async fn requests_for_certificates_are_read_by_programs_and_answered_by_people() {
    let none = world().await;
    let program = none.operating_client("registrar").await;
    let requests = "/admin/v1/certificate-requests";
    assert_eq!(
        program.get(requests).await.problem(),
        "not-found",
        "none are offered"
    );

    let world = offering().await;
    let (_alice, alices) = asking(&world, "alice").await;
    let program = world.operating_client("registrar").await;
    let queue = program.get(requests).await.body;
    let [request] = queue["requests"].as_array().unwrap().as_slice() else {
        panic!("one request: {queue}");
    };
    assert_eq!(
        (request["number"].to_string(), &request["name"], &request["state"]),
        (alices.clone(), &json!("alice"), &json!("requested"))
    );
    assert!(request["by"].is_string(), "{request}");
    for (path, refusal) in [
        // Where people do it, there is nothing to whoever is not logged in.
        (format!("/admin/certificates/{alices}/approve"), 303),
        (format!("{requests}/{alices}/approve"), 404),
    ] {
        let refused = program.post(&path, &json!({"reason": "Seen"})).await;
        assert_eq!(refused.status, refusal, "{path}");
    }
    assert!(records(&world, "certificate_approved").await.is_empty());
    assert_eq!(program.get(requests).await.body, queue);
}

#[tokio::test]
async fn a_client_is_for_logins_or_for_operators_and_its_role_is_one_that_can_be_given() {
    let world = World::start().await;
    let add = async |scopes: &[Scope], role: &str, origin: Option<&str>| {
        let command = Command::ClientAdd {
            name: "Identity management".to_owned(),
            scopes: scopes.to_vec(),
            role: Some(role.to_owned()),
            origins: origin.map(str::to_owned).into_iter().collect(),
            redirect_uris: Vec::new(),
            number_matching: None,
            logout_uri: None,
        };
        countersign::admin::execute(&world.server().opened, command).await
    };
    let both = "works for operators alone";
    assert!(
        add(&[Scope::Login], "helpdesk", None)
            .await
            .unwrap_err()
            .0
            .contains(both)
    );
    let origin = Some("https://shop.example.org");
    assert!(add(&[], "helpdesk", origin).await.unwrap_err().0.contains(both));
    for role in ["former", "root", ""] {
        assert!(add(&[], role, None).await.is_err(), "{role}");
    }
    assert_eq!(world.operate(Command::ClientList).await, json!([]));
    add(&[], "helpdesk", None).await.unwrap();
    let listed = world.operate(Command::ClientList).await;
    assert_eq!(
        (&listed[0]["role"], &listed[0]["scopes"]),
        (&json!("helpdesk"), &json!([]))
    );
}
