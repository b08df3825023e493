-- A job delivers a challenge, sends a mail, sends a message to a telephone, or tells a service of a logout; all but the first are
-- sealed.
CREATE TABLE job_with_logout (
    id           BLOB    NOT NULL PRIMARY KEY,
    challenge_id BLOB,
    mail         BLOB,
    run_at       INTEGER NOT NULL,
    deadline     INTEGER NOT NULL,
    message      BLOB,
    logout       BLOB,
    CHECK ((challenge_id IS NOT NULL) + (mail IS NOT NULL) + (message IS NOT NULL) + (logout IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;
INSERT INTO job_with_logout SELECT id, challenge_id, mail, run_at, deadline, message, NULL FROM job;
DROP TABLE job;
ALTER TABLE job_with_logout RENAME TO job;

-- Only logins of clients that are told of logouts are found by their user once they are approved; others cost no page more.
CREATE INDEX login_told ON login (user_id) WHERE state = 'approved' AND request->>'told' = 1;
