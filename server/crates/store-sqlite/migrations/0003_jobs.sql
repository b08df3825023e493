-- Jobs come and go with every login, so their table has one tree. A job whose challenge is gone is dropped when it is due.
CREATE TABLE job_without_index (
    id           BLOB    NOT NULL PRIMARY KEY,
    challenge_id BLOB    NOT NULL,
    run_at       INTEGER NOT NULL,
    deadline     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO job_without_index SELECT id, challenge_id, run_at, deadline FROM job;
DROP TABLE job;
ALTER TABLE job_without_index RENAME TO job;
