-- What signs certificates of people; the key is sealed.
CREATE TABLE certificate_authority (
    id          BLOB    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    certificate BLOB    NOT NULL,
    key         BLOB    NOT NULL,
    created_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What people have asked for, and how that was answered.
CREATE TABLE certificate_request (
    id         BLOB    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    user_id    BLOB    NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    state      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    due_at     INTEGER,
    facts      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX certificate_request_open ON certificate_request (user_id) WHERE state = 'open';
CREATE INDEX certificate_request_user ON certificate_request (user_id, created_at);
CREATE INDEX certificate_request_queue ON certificate_request (state, created_at);
CREATE INDEX certificate_request_due ON certificate_request (state, due_at);

-- One certificate, one account. Revocation lists name what has no account any more.
CREATE TABLE certificate (
    fingerprint      BLOB    NOT NULL PRIMARY KEY,
    version          INTEGER NOT NULL,
    user_id          BLOB    REFERENCES user (id) ON DELETE SET NULL,
    authenticator_id BLOB    NOT NULL,
    authority        BLOB,
    serial           TEXT    NOT NULL,
    not_after        INTEGER NOT NULL,
    state            TEXT    NOT NULL,
    due_at           INTEGER,
    facts            TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX certificate_active ON certificate (user_id) WHERE state = 'active';
CREATE INDEX certificate_user ON certificate (user_id);
CREATE INDEX certificate_authority_end ON certificate (authority, not_after);
CREATE INDEX certificate_due ON certificate (state, due_at);
CREATE INDEX certificate_end ON certificate (state, not_after);
