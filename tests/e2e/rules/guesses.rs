//! R7: guesses at passwords that come all at once.

use std::{sync::mpsc, time::Duration};

use countersign_tests::World;
use tokio::{runtime::Builder, task::JoinSet};

/// Guesses at once.
const GUESSES: usize = 200;

#[test]
fn r7_two_hundred_guesses_at_once_are_answered_alike_whether_or_not_the_name_exists() {
    // Passwords are compared on blocking threads: while the only one is taken, no guess is answered on its merits.
    let one_at_a_time = Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(1)
        .build();
    one_at_a_time.unwrap().block_on(async {
        let world = World::with(|settings| settings.limits.connections_per_address = 1000).await;
        world.send_to_one();
        world.user("alice").await;
        let (known, unknown) = (guess(&world, "alice").await, guess(&world, "nobody").await);
        assert_eq!(known, unknown);
        let statuses: Vec<u16> = known.iter().map(|(status, ..)| *status).collect();
        assert_eq!((statuses[0], statuses[1], statuses[GUESSES - 1]), (422, 429, 429));
    });
}

/// Guesses many times at once; what was answered, in order.
async fn guess(world: &World, name: &'static str) -> Vec<(u16, String, String)> {
    let (let_go, held) = mpsc::channel::<()>();
    let holding = tokio::task::spawn_blocking(move || held.recv_timeout(Duration::from_secs(20)));
    let mut guesses = JoinSet::new();
    for _ in 0..GUESSES {
        let mut browser = world.browser();
        guesses.spawn(async move {
            let form = [("username", name), ("password", "wrong")];
            browser.post("/login", &form).await.nameless(name)
        });
    }
    let mut answers = Vec::new();
    while let Some(answer) = guesses.join_next().await {
        answers.push(answer.unwrap());
        if answers.len() == GUESSES - 1 {
            let_go.send(()).unwrap();
        }
    }
    holding.await.unwrap().unwrap();
    answers.sort();
    answers
}
