-- A job delivers a challenge or sends a mail, which is sealed.
CREATE TABLE job_with_mail (
    id           BLOB    NOT NULL PRIMARY KEY,
    challenge_id BLOB,
    mail         BLOB,
    run_at       INTEGER NOT NULL,
    deadline     INTEGER NOT NULL,
    CHECK ((challenge_id IS NULL) <> (mail IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO job_with_mail SELECT id, challenge_id, NULL, run_at, deadline FROM job;
DROP TABLE job;
ALTER TABLE job_with_mail RENAME TO job;

-- Links that were mailed to people.
CREATE TABLE mailed_link (
    token      BLOB    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    user_id    BLOB    REFERENCES user (id) ON DELETE CASCADE,
    purpose    BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mailed_link_user ON mailed_link (user_id);
CREATE INDEX mailed_link_expiry ON mailed_link (expires_at);

-- How many mails somebody has caused within the hour.
CREATE TABLE allowance (
    key          BLOB    NOT NULL PRIMARY KEY,
    version      INTEGER NOT NULL,
    window_start INTEGER NOT NULL,
    used         INTEGER NOT NULL,
    settled_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX allowance_settled ON allowance (settled_at);

-- What names look like, so that no two look alike. Those from before are claimed as far as ASCII goes; of two that look alike
-- already, one is.
CREATE TABLE name_claim (
    skeleton BLOB    NOT NULL PRIMARY KEY,
    version  INTEGER NOT NULL,
    user_id  BLOB    NOT NULL REFERENCES user (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX name_claim_user ON name_claim (user_id);
INSERT OR IGNORE INTO name_claim
    SELECT CAST(replace(replace(replace(name, '0', 'O'), '1', 'l'), 'm', 'rn') AS BLOB), 1, id FROM user ORDER BY number;

CREATE INDEX user_email ON user (lower(email), name);

-- A login that relies on a password from before opens no session.
ALTER TABLE user ADD COLUMN password_set_at INTEGER;
