-- A job delivers a challenge, sends a mail, or sends a message to a telephone; the last two are sealed.
CREATE TABLE job_with_message (
    id           BLOB    NOT NULL PRIMARY KEY,
    challenge_id BLOB,
    mail         BLOB,
    run_at       INTEGER NOT NULL,
    deadline     INTEGER NOT NULL,
    message      BLOB,
    CHECK ((challenge_id IS NOT NULL) + (mail IS NOT NULL) + (message IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;
INSERT INTO job_with_message SELECT id, challenge_id, mail, run_at, deadline, NULL FROM job;
DROP TABLE job;
ALTER TABLE job_with_message RENAME TO job;
