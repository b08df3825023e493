-- Times are milliseconds since the Unix epoch. Ids are the 16 bytes of a UUID. `version` makes changes conditional.
-- Facts whose shape depends on a state are JSON; everything that SQL compares has a column of its own.

CREATE TABLE user (
    id            BLOB    NOT NULL PRIMARY KEY,
    version       INTEGER NOT NULL,
    number        INTEGER NOT NULL UNIQUE,
    name          TEXT    NOT NULL UNIQUE,
    display_name  TEXT,
    email         TEXT,
    language      TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    password_hash TEXT,
    created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE client (
    id         BLOB    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    secret     TEXT    NOT NULL,
    policy     TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE authenticator (
    id           BLOB    NOT NULL PRIMARY KEY,
    version      INTEGER NOT NULL,
    user_id      BLOB    NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    kind         TEXT    NOT NULL,
    device_id    BLOB    REFERENCES device (id) ON DELETE CASCADE,
    label        TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    only_for     TEXT,
    failures     INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX authenticator_user ON authenticator (user_id);
CREATE INDEX authenticator_device ON authenticator (device_id);

CREATE TABLE device (
    id            BLOB    NOT NULL PRIMARY KEY,
    version       INTEGER NOT NULL,
    user_id       BLOB    NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    name          TEXT    NOT NULL,
    mechanism_uid TEXT    NOT NULL UNIQUE,
    platform      TEXT    NOT NULL,
    provider      TEXT    NOT NULL,
    environment   TEXT,
    app           TEXT    NOT NULL,
    push_token    BLOB    NOT NULL,
    secret        BLOB    NOT NULL,
    state         TEXT    NOT NULL,
    reason        TEXT,
    created_at    INTEGER NOT NULL,
    token_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX device_user ON device (user_id);

CREATE TABLE enrollment (
    id             BLOB    NOT NULL PRIMARY KEY,
    version        INTEGER NOT NULL,
    user_id        BLOB    NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    client_id      TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    only_for       TEXT,
    label          TEXT,
    app            TEXT    NOT NULL,
    approved_login BLOB    UNIQUE,
    link           BLOB    NOT NULL UNIQUE,
    created_at     INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    state          TEXT    NOT NULL,
    facts          TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX enrollment_user ON enrollment (user_id);
CREATE INDEX enrollment_pending ON enrollment (expires_at) WHERE state = 'pending';
CREATE INDEX enrollment_ended ON enrollment (expires_at) WHERE state <> 'pending';

CREATE TABLE login (
    id         BLOB    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    user_id    BLOB    NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    client_id  TEXT    NOT NULL,
    initiator  BLOB    NOT NULL,
    slot       BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    request    TEXT    NOT NULL,
    facts      TEXT    NOT NULL
) STRICT;
CREATE INDEX login_user ON login (user_id);
CREATE UNIQUE INDEX login_slot ON login (slot) WHERE state = 'pending' AND slot IS NOT NULL;
CREATE INDEX login_pending ON login (expires_at) WHERE state = 'pending';
CREATE INDEX login_ended ON login (expires_at) WHERE state <> 'pending';

CREATE TABLE challenge (
    id         BLOB    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    login_id   BLOB    NOT NULL REFERENCES login (id) ON DELETE CASCADE,
    device_id  BLOB    NOT NULL,
    authenticator_id BLOB NOT NULL,
    nonce      BLOB    NOT NULL,
    answer     BLOB,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX challenge_login ON challenge (login_id);

CREATE TABLE standing (
    key        BLOB    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    user_id    BLOB    NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    settled_at INTEGER NOT NULL,
    facts      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_user ON standing (user_id);
CREATE INDEX standing_settled ON standing (settled_at);

CREATE TABLE session (
    token      BLOB    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    user_id    BLOB    NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    login_id   BLOB    NOT NULL UNIQUE,
    acr        TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user_id);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE remembered (
    key        BLOB    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    request    BLOB    NOT NULL,
    outcome    TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX remembered_expiry ON remembered (expires_at);

CREATE TABLE device_refresh (
    request   BLOB    NOT NULL PRIMARY KEY,
    version   INTEGER NOT NULL,
    device_id BLOB    NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX device_refresh_device ON device_refresh (device_id);

CREATE TABLE data_key (
    id         BLOB    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    wrapped    BLOB    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
    id           BLOB    NOT NULL PRIMARY KEY,
    challenge_id BLOB    NOT NULL REFERENCES challenge (id) ON DELETE CASCADE,
    run_at       INTEGER NOT NULL,
    deadline     INTEGER NOT NULL
) STRICT;
CREATE INDEX job_challenge ON job (challenge_id);

-- `personal` can be erased without touching what happened.
CREATE TABLE audit (
    seq       INTEGER NOT NULL PRIMARY KEY,
    at        INTEGER NOT NULL,
    event     TEXT    NOT NULL,
    user_id   BLOB,
    facts     TEXT    NOT NULL,
    personal  TEXT
) STRICT;

-- What a look whether the store can write writes.
CREATE TABLE heartbeat (
    id    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    beats INTEGER NOT NULL
) STRICT;
INSERT INTO heartbeat (id, beats) VALUES (1, 0);
