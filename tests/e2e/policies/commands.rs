//! `countersign policy`, with the real program.

use countersign_tests::World;

use crate::admin::{countersign, json, said};

#[tokio::test(flavor = "multi_thread")]
async fn operators_set_show_and_check_policies() {
    let world = World::start().await;
    world.user("alice").await;
    let dir = world.data_dir();
    let run = |args: &[&str]| {
        let mut all = vec!["policy"];
        all.extend(args);
        countersign(&all, &dir, "")
    };
    let from = ["--from", "2099-06-28T00:00[Europe/Berlin]"];
    let added = json(&run(&[
        &[
            "add",
            "filing",
            "--at-least",
            "otp+pwd",
            "--grace-secs",
            "3600",
            "--json",
        ],
        &from[..],
    ]
    .concat()));
    assert_eq!(added["phase"], "announced");
    assert_eq!(added["effective_from"], from[1]);
    assert_eq!(added["enforced_from"], "2099-06-27T23:00:00.000Z");
    let set = json(&run(&[
        &[
            "add",
            "upload",
            "--acr",
            "passkey",
            "--acr",
            "urn:countersign:acr:oob+pwd",
            "--json",
        ],
        &from[..],
    ]
    .concat()));
    assert_eq!(
        set["acr_values"],
        "urn:countersign:acr:passkey urn:countersign:acr:oob+pwd"
    );
    let exempt = [
        "exempt",
        "filing",
        "--user",
        "alice",
        "--until",
        "2099-07-01T00:00:00Z",
        "--reason",
        "Waits for a phone",
        "--json",
    ];
    assert_eq!(json(&run(&exempt))["exemptions"][0]["id"], "alice");
    assert_eq!(json(&run(&["list", "--json"])).as_array().unwrap().len(), 2);
    assert_eq!(
        json(&run(&["show", "filing", "--json"]))["exemptions"][0]["reason"],
        "Waits for a phone"
    );
    let ready = json(&run(&["check", "filing", "--json"]));
    assert_eq!((&ready["ready"], &ready["not_ready"]), (&0.into(), &1.into()));
    let alice = json(&run(&["check", "filing", "--user", "alice", "--json"]));
    assert_eq!((&alice["ready"], &alice["exempt"]), (&false.into(), &true.into()));
    json(&run(&["remove", "upload", "--json"]));
    assert_eq!(json(&run(&["list", "--json"])).as_array().unwrap().len(), 1);

    let refusals: [(&[&str], &str); 8] = [
        (
            &["add", "filing", "--at-least", "recovery", "--from", from[1]],
            "no acr that a policy can demand",
        ),
        (
            &[
                "add",
                "filing",
                "--at-least",
                "otp",
                "--from",
                "2099-03-29T02:30[Europe/Berlin]",
            ],
            "a time is written like",
        ),
        (
            &["add", "filing", "--at-least", "otp", "--from", "soon"],
            "a time is written like",
        ),
        (
            &["add", "Filing", "--at-least", "otp", "--from", from[1]],
            "a resource has 1 to 100",
        ),
        (&["show", "upload"], "there is no policy for this resource"),
        (
            &["announce", "filing", "--language", "nl", "Hallo"],
            "this language is not spoken here",
        ),
        (
            &[
                "exempt", "filing", "--client", "none", "--until", from[1], "--reason", "x",
            ],
            "there is no client",
        ),
        (
            &[
                "exempt",
                "filing",
                "--user",
                "alice",
                "--until",
                "2001-01-01T00:00:00Z",
                "--reason",
                "x",
            ],
            "would end before it begins",
        ),
    ];
    for (args, reason) in refusals {
        let refused = run(args);
        assert_eq!(refused.status.code(), Some(1), "{args:?}");
        assert!(said(&refused).contains(reason), "{args:?}: {}", said(&refused));
    }
    let misused = run(&["add", "filing", "--from", from[1]]);
    assert_eq!(misused.status.code(), Some(2), "it says not what is demanded");
}
