//! What `deploy` holds: the programs that read it find nothing wrong with it, it asks for what the server has, and its parts
//! agree with one another.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use countersign::settings::{Given, Settings};
use countersign_fakes::Reply;
use countersign_mobile_sdk::Verdict;
use countersign_tests::{APPROVE, World, by_tap};
use data_encoding::BASE64;
use serde_json::Value;
use tempfile::TempDir;
use tokio::process::Command;

/// Connections of the machine itself are never refused, so none of its tests sees this one counted.
const UNSEEN: &str = "countersign_connections_refused_total";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn yaml(name: &str) -> Value {
    serde_saphyr::from_str(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn settings(folder: &str) -> Settings {
    let given = Given {
        config: Some(path(folder).join("countersign.toml")),
        flags: vec![(
            "server.database_url",
            "postgres://countersign:secret@postgres/countersign".to_owned(),
        )],
    };
    Settings::read(&given).unwrap_or_else(|error| panic!("{folder}: {error:#}"))
}

/// Runs a program, which must succeed.
async fn run(program: &str, arguments: &[&str]) {
    // Debian keeps nginx where only root looks for programs.
    let folders = format!("{}:/usr/sbin", std::env::var("PATH").unwrap());
    let mut command = Command::new(program);
    let output = command.args(arguments).env("PATH", folders).output().await;
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
    assert!(output.status.success(), "{program} {arguments:?}: {said:?}");
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("a list: {value}"))
}

/// All texts of this name, however deep.
fn all<'v>(value: &'v Value, name: &str) -> Vec<&'v str> {
    match value {
        Value::Array(values) => values.iter().flat_map(|value| all(value, name)).collect(),
        Value::Object(members) => {
            let own = members.get(name).and_then(Value::as_str);
            let deeper = members.values().flat_map(|value| all(value, name));
            own.into_iter().chain(deeper).collect()
        }
        _ => Vec::new(),
    }
}

fn dashboard() -> Value {
    serde_json::from_str(&text("grafana/countersign.json")).unwrap()
}

#[tokio::test]
async fn prometheus_takes_the_rules_and_their_cases() {
    let prometheus = path("prometheus").join("prometheus.yml");
    run("promtool", &["check", "config", prometheus.to_str().unwrap()]).await;
    for name in ["rules", "relay_rules"] {
        let cases = path("prometheus").join(format!("{name}_test.yml"));
        run("promtool", &["test", "rules", cases.to_str().unwrap()]).await;
        each_alert_has_its_cases(name);
    }
}

#[test]
fn each_alert_is_explained() {
    let runbook = text("prometheus/runbook.md");
    let explained: BTreeSet<&str> = runbook
        .lines()
        .filter_map(|line| line.strip_prefix("### "))
        .collect();
    let rules = ["rules", "relay_rules"].map(|name| yaml(&format!("prometheus/{name}.yml")));
    let alerts: BTreeSet<&str> = rules.iter().flat_map(|rules| all(rules, "alert")).collect();
    assert_eq!(explained, alerts);
}

fn each_alert_has_its_cases(name: &str) {
    let [rules, cases] = ["", "_test"].map(|suffix| yaml(&format!("prometheus/{name}{suffix}.yml")));
    let alerts: BTreeSet<&str> = all(&rules, "alert").into_iter().collect();
    let cases: Vec<&Value> = list(&cases["tests"])
        .iter()
        .flat_map(|test| list(&test["alert_rule_test"]))
        .collect();
    for silent in [true, false] {
        let tested = cases
            .iter()
            .filter(|case| list(&case["exp_alerts"]).is_empty() == silent);
        let tested: BTreeSet<&str> = tested.map(|case| case["alertname"].as_str().unwrap()).collect();
        assert_eq!(tested, alerts, "silent: {silent}");
    }
}

#[tokio::test]
async fn the_dashboard_asks_what_prometheus_understands() {
    let dashboard = dashboard();
    // Rules are what promtool of any age reads questions from.
    let rules: Vec<Value> = all(&dashboard, "expr")
        .into_iter()
        .enumerate()
        .map(|(at, asked)| {
            let asked = asked.replace("$__rate_interval", "5m");
            serde_json::json!({"record": format!("panel:{at}"), "expr": asked})
        })
        .collect();
    assert!(rules.len() > 10, "{rules:?}");
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("panels.yml");
    let rules = serde_json::json!({"groups": [{"name": "panels", "rules": rules}]});
    std::fs::write(&file, rules.to_string()).unwrap();
    run("promtool", &["check", "rules", file.to_str().unwrap()]).await;
}

/// A server that has seen a login, and whatever else is counted.
async fn experienced() -> World {
    let (world, shop, mut phone) = World::enrolled().await;
    let (_, question) = shop.ask(&mut phone, "alice", "none").await;
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
    assert_eq!(phone.answer(&question, Verdict::Deny).await, 400);
    let wrong = [("username", "alice"), ("password", "wrong horse")];
    world.browser().post("/login", &wrong).await;
    world.user_with_mail("bob", "bob@example.org").await;
    world
        .browser()
        .post("/forgot/password", &[("username", "bob")])
        .await;
    let gone = [Reply::fcm(404, Some("UNREGISTERED"))];
    world.fakes.fcm.script(&phone.push_token, gone);
    shop.login(by_tap("alice")).await;
    world.settle().await;
    world
}

#[tokio::test]
async fn rules_ask_for_what_a_relay_exports() {
    let metrics = crate::relay::metrics_of_an_experienced_relay().await;
    for question in all(&yaml("prometheus/relay_rules.yml"), "expr") {
        for (name, _) in asked(question) {
            let is_exported = metrics.lines().any(|line| line.starts_with(name));
            assert!(is_exported, "{name} of {question}\n{metrics}");
        }
    }
}

#[test]
fn a_relays_files_agree() {
    let given = countersign_relay::service::Given {
        config: Some(path("compose/countersign-relay.toml")),
        flags: Vec::new(),
    };
    let settings = countersign_relay::service::ServiceSettings::read(&given).unwrap();
    let (public, ops) = (settings.server.listen.port(), settings.server.ops_listen.port());
    let image = format!("countersign-relay:{}", env!("CARGO_PKG_VERSION"));
    let compose = yaml("compose/relay.yaml");
    let service = &compose["services"]["relay"];
    assert_eq!(
        (&service["image"], &service["build"]["target"]),
        (&image.clone().into(), &"relay".into())
    );
    assert_eq!(service["ports"], serde_json::json!([format!("443:{public}")]));
    let secrets: Vec<&str> = compose["secrets"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let used = text("compose/countersign-relay.toml");
    assert!(
        secrets
            .iter()
            .all(|secret| used.contains(&format!("/run/secrets/{secret}"))),
        "{secrets:?}"
    );
    let expose = format!("EXPOSE {public} {ops}");
    assert!(text("docker/Dockerfile").lines().any(|line| line == expose));
    // The set comes first; the service after it is a document of its own.
    let kubernetes = text("kubernetes/relay.yaml");
    let set: Value = serde_saphyr::from_str(kubernetes.split("\n---\n").next().unwrap()).unwrap();
    let container = &set["spec"]["template"]["spec"]["containers"][0];
    assert_eq!(container["image"], image);
    let ports = serde_json::json!([
        {"name": "http", "containerPort": public},
        {"name": "ops", "containerPort": ops},
    ]);
    assert_eq!(container["ports"], ports);
}

/// The server's metrics in a question, each with the labels that are asked for.
fn asked(question: &str) -> Vec<(&str, Vec<&str>)> {
    let starts = question.match_indices("countersign_").map(|(at, _)| at);
    starts
        .map(|at| {
            let rest = &question[at..];
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let (name, rest) = rest.split_at(end.unwrap_or(rest.len()));
            let selector = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
            let labels = selector.map_or("", |(labels, _)| labels).split(',');
            let labels = labels.filter_map(|label| Some(label.split_once('=')?.0.trim()));
            (name, labels.collect())
        })
        .collect()
}

#[tokio::test]
async fn rules_and_dashboard_ask_for_what_the_server_exports() {
    let world = experienced().await;
    let metrics = world.metrics().await;
    let (rules, dashboard) = (yaml("prometheus/rules.yml"), dashboard());
    let questions = [all(&rules, "expr"), all(&dashboard, "expr")].concat();
    for question in questions {
        for (name, labels) in asked(question).into_iter().filter(|(name, _)| *name != UNSEEN) {
            let mut lines = metrics
                .lines()
                .filter_map(|line| line.strip_prefix(name))
                .filter(|rest| rest.starts_with(['{', ' ']));
            let is_exported = lines.any(|line| {
                let has = |label: &&str| line.contains(&format!("{label}=\""));
                labels.iter().all(has)
            });
            assert!(is_exported, "{name} {labels:?} of {question}\n{metrics}");
        }
    }
}

#[tokio::test]
async fn nginx_takes_its_settings() {
    let dir = TempDir::new().unwrap();
    let at = |name: &str| dir.path().join(name);
    std::fs::copy(path("nginx/nginx.conf"), at("nginx.conf")).unwrap();
    std::fs::create_dir(at("tls")).unwrap();
    let pair = rcgen::generate_simple_self_signed(["id.example.org".to_owned()]).unwrap();
    std::fs::write(at("tls/fullchain.pem"), pair.cert.pem()).unwrap();
    std::fs::write(at("tls/privkey.pem"), pair.signing_key.serialize_pem()).unwrap();
    let (settings, own_pid) = (at("nginx.conf"), format!("pid {};", at("pid").display()));
    let settings = settings.to_str().unwrap();
    run(
        "nginx",
        &["-t", "-q", "-e", "stderr", "-c", settings, "-g", &own_pid],
    )
    .await;
}

#[tokio::test]
async fn secrets_are_made_once_where_containers_look_for_them() {
    let dir = TempDir::new().unwrap();
    let script = dir.path().join("make-secrets.sh");
    std::fs::copy(path("compose/make-secrets.sh"), &script).unwrap();
    run("sh", &[script.to_str().unwrap()]).await;
    let made = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap();
    let master = made("secrets/master.key");
    assert_eq!(BASE64.decode(master.trim().as_bytes()).unwrap().len(), 32);

    let compose = yaml("compose/compose.yaml");
    for secret in all(&compose["secrets"], "file") {
        assert!(secret.ends_with(".pem") || !made(secret).is_empty(), "{secret}");
    }
    let (password, environment) = (
        made("secrets/database-password"),
        compose["services"]["node1"]["env_file"].as_str(),
    );
    let url =
        format!("COUNTERSIGN_SERVER__DATABASE_URL=postgres://countersign:{password}@postgres/countersign\n");
    assert_eq!(made(environment.unwrap()), url);

    let again = Command::new("sh").arg(&script).output().await.unwrap();
    assert!(!again.status.success(), "what is there is kept");
    assert_eq!(made("secrets/master.key"), master);
}

#[test]
fn compose_nginx_and_prometheus_agree() {
    let compose = yaml("compose/compose.yaml");
    let settings = settings("compose");
    let image = format!("countersign:{}", env!("CARGO_PKG_VERSION"));
    let services = compose["services"].as_object().unwrap();
    assert!(
        services
            .values()
            .all(|service| service["healthcheck"].is_object())
    );
    let address = |service: &Value| {
        service["networks"]["front"]["ipv4_address"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let nodes: Vec<_> = services
        .iter()
        .filter(|(_, service)| service["image"] == image)
        .collect();
    assert_eq!(nodes.len(), 3);

    let nginx = text("nginx/nginx.conf");
    let upstream: Vec<&str> = nginx
        .lines()
        .filter_map(|line| line.trim().strip_prefix("server ")?.split_once(" max_fails"))
        .map(|(server, _)| server)
        .collect();
    let port = settings.server.listen.port();
    let expected = nodes.iter().map(|(_, node)| format!("{}:{port}", address(node)));
    assert_eq!(upstream, expected.collect::<Vec<_>>());
    let proxy = format!("{}/32", address(&services["nginx"]));
    assert_eq!(settings.server.trusted_proxies, [proxy.parse().unwrap()]);
    assert!(nginx.contains("proxy_set_header X-Forwarded-For $remote_addr;"));

    let prometheus = yaml("prometheus/prometheus.yml");
    let port = settings.server.ops_listen.port();
    let expected: Value = nodes.iter().map(|(name, _)| format!("{name}:{port}")).collect();
    assert_eq!(
        prometheus["scrape_configs"][0]["static_configs"][0]["targets"],
        expected
    );
}

#[test]
fn image_and_kubernetes_agree() {
    let settings = settings("kubernetes");
    let (public, ops) = (settings.server.listen.port(), settings.server.ops_listen.port());
    let dockerfile = text("docker/Dockerfile");
    for line in [
        format!("FROM rust:{}-bookworm AS build", env!("CARGO_PKG_RUST_VERSION")),
        format!("EXPOSE {public} {ops}"),
        "USER 65532:65532".to_owned(),
    ] {
        assert!(dockerfile.lines().any(|own| own == line), "{line}");
    }

    let kustomization = yaml("kubernetes/kustomization.yaml");
    let resources = list(&kustomization["resources"])
        .iter()
        .map(|name| name.as_str().unwrap());
    let resources: Vec<Value> = resources
        .map(|name| yaml(&format!("kubernetes/{name}")))
        .collect();
    let of_kind = |kind: &str| {
        resources
            .iter()
            .find(|resource| resource["kind"] == kind)
            .unwrap()
    };
    let pod = &of_kind("Deployment")["spec"]["template"];
    for selector in [
        &of_kind("Service")["spec"]["selector"],
        &of_kind("PodDisruptionBudget")["spec"]["selector"]["matchLabels"],
        &of_kind("NetworkPolicy")["spec"]["podSelector"]["matchLabels"],
    ] {
        assert_eq!(selector, &pod["metadata"]["labels"]);
    }
    assert_eq!(pod["spec"]["securityContext"]["runAsUser"], 65532);
    assert_eq!(pod["spec"]["enableServiceLinks"], false);
    let container = &pod["spec"]["containers"][0];
    assert_eq!(
        container["image"],
        format!("countersign:{}", env!("CARGO_PKG_VERSION"))
    );
    let expected = serde_json::json!([
        {"name": "http", "containerPort": public},
        {"name": "ops", "containerPort": ops},
    ]);
    assert_eq!(container["ports"], expected);
    assert_eq!(container["livenessProbe"]["httpGet"]["path"], "/livez");
    assert_eq!(container["readinessProbe"]["httpGet"]["path"], "/readyz");
    let ports = list(&of_kind("NetworkPolicy")["spec"]["ingress"])
        .iter()
        .map(|rule| &rule["ports"][0]["port"]);
    assert_eq!(ports.collect::<Vec<_>>(), ["http", "ops"]);
    assert_eq!(of_kind("Service")["spec"]["ports"][0]["targetPort"], "http");
}
