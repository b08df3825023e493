-- Who has accepted which terms of use.
CREATE TABLE terms_acceptance (
    key      BLOB    NOT NULL PRIMARY KEY,
    version  INTEGER NOT NULL,
    user_id  BLOB    NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    terms    TEXT    NOT NULL,
    language TEXT    NOT NULL,
    text     BLOB    NOT NULL,
    at       INTEGER NOT NULL,
    network  TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX terms_acceptance_user ON terms_acceptance (user_id, at);
