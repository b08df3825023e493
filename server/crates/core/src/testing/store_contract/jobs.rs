//! Jobs: leased, postponed, finished.

use std::time::Duration;

use countersign_proto::ids::JobId;
use uuid::Uuid;

use super::{committed, job_for, scene};
use crate::{
    model::{Job, JobKind},
    port::{Store, UnitOfWork},
    secrets::Sealed,
    testing::sample,
};

pub async fn a_job_is_taken_once_until_its_lease_runs_out(store: &dyn Store) {
    let scene = scene(store).await;
    let now = sample::NOW;
    let lease = Duration::from_secs(60);
    let later = now + Duration::from_secs(10);
    let jobs = [
        job_for(&scene.challenge, 1, now),
        job_for(&scene.challenge, 2, now),
        job_for(&scene.challenge, 3, later),
    ];
    committed(store, UnitOfWork::new("enqueue").enqueue(jobs)).await;
    let first = store.lease_jobs(now, now + lease, 1).await.unwrap();
    let second = store.lease_jobs(now, now + lease, 10).await.unwrap();
    assert_eq!(
        (first.len(), second.len()),
        (1, 1),
        "each due job once, none that is not due"
    );
    assert_ne!(first[0].job.id, second[0].job.id);
    let open = first[0].open.as_ref().unwrap();
    assert_eq!(open.question.challenge, scene.challenge);
    assert_eq!(open.language, "en");
    assert!(store.lease_jobs(now, now + lease, 10).await.unwrap().is_empty());
    let soon = now + Duration::from_secs(5);
    store.postpone_job(second[0].job.id, soon).await.unwrap();
    let postponed = store.lease_jobs(soon, now + lease, 10).await.unwrap();
    assert_eq!(postponed.len(), 1, "before its lease runs out");
    assert_eq!(postponed[0].job.id, second[0].job.id);
    committed(store, UnitOfWork::new("finish").finish([first[0].job.id])).await;
    let again = store
        .lease_jobs(now + lease, now + lease + lease, 10)
        .await
        .unwrap();
    let ids: Vec<u128> = again
        .iter()
        .map(|leased| leased.job.id.as_uuid().as_u128())
        .collect();
    assert!(
        ids.contains(&second[0].job.id.as_uuid().as_u128()) && ids.contains(&3) && ids.len() == 2,
        "{ids:?}"
    );
}

pub async fn mails_messages_and_logouts_are_jobs_that_need_nothing_else(store: &dyn Store) {
    let scene = scene(store).await;
    let (now, until) = (sample::NOW, sample::NOW + Duration::from_secs(60));
    let mail = Job {
        id: JobId::new(Uuid::from_u128(7)),
        kind: JobKind::SendMail(Sealed::from_stored(vec![5; 900])),
        run_at: now,
        deadline: until,
    };
    let message = Job {
        id: JobId::new(Uuid::from_u128(9)),
        kind: JobKind::SendMessage(Sealed::from_stored(vec![7; 400])),
        ..mail.clone()
    };
    let logout = Job {
        id: JobId::new(Uuid::from_u128(10)),
        kind: JobKind::TellLogout(Sealed::from_stored(vec![8; 200])),
        ..mail.clone()
    };
    let all = [
        mail.clone(),
        job_for(&scene.challenge, 8, now),
        message.clone(),
        logout.clone(),
    ];
    committed(store, UnitOfWork::new("enqueue").enqueue(all)).await;
    let mut leased = store.lease_jobs(now, until, 10).await.unwrap();
    leased.sort_by_key(|leased| leased.job.id);
    assert_eq!(leased.len(), 4);
    assert_eq!((&leased[0].job, leased[0].open.is_none()), (&mail, true));
    assert!(leased[1].open.is_some());
    assert_eq!((&leased[2].job, leased[2].open.is_none()), (&message, true));
    assert_eq!((&leased[3].job, leased[3].open.is_none()), (&logout, true));
    // They outlive the user, and the challenge does not.
    committed(store, UnitOfWork::new("remove").remove_user(&scene.user)).await;
    let again = store.lease_jobs(until, until, 10).await.unwrap();
    let mut left: Vec<&Job> = again.iter().map(|leased| &leased.job).collect();
    left.sort_by_key(|job| job.id);
    assert_eq!(left, [&mail, &message, &logout]);
    let finished = [mail.id, message.id, logout.id];
    committed(store, UnitOfWork::new("finish").finish(finished)).await;
    assert!(store.lease_jobs(until, until, 10).await.unwrap().is_empty());
}
