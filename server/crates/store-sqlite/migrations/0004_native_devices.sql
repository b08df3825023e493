-- Phones that have made their own keys, and phones that nobody wakes. Columns become optional, so the tables are written anew:
-- the one that others refer to last, and dropped after them, so that no row is removed with it.
CREATE TABLE device_anew (
    id          BLOB    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    user_id     BLOB    NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    key_name    TEXT    NOT NULL UNIQUE,
    platform    TEXT    NOT NULL,
    secret      BLOB,
    signing_key TEXT,
    sealing_key TEXT,
    app         TEXT    NOT NULL,
    provider    TEXT,
    environment TEXT,
    push_token  BLOB,
    state       TEXT    NOT NULL,
    reason      TEXT,
    created_at  INTEGER NOT NULL,
    address_at  INTEGER NOT NULL,
    CHECK ((secret IS NULL) = (signing_key IS NOT NULL AND sealing_key IS NOT NULL)),
    CHECK ((provider IS NULL) = (push_token IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO device_anew
    SELECT id, version, user_id, name, mechanism_uid, platform, secret, NULL, NULL, app, provider, environment, push_token,
           state, reason, created_at, token_at
    FROM device;

CREATE TABLE authenticator_anew (
    id           BLOB    NOT NULL PRIMARY KEY,
    version      INTEGER NOT NULL,
    user_id      BLOB    NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    kind         TEXT    NOT NULL,
    device_id    BLOB    REFERENCES device_anew (id) ON DELETE CASCADE,
    label        TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    only_for     TEXT,
    failures     INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER,
    credential   TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO authenticator_anew
    SELECT id, version, user_id, kind, device_id, label, state, only_for, failures, created_at, last_used_at, credential
    FROM authenticator;

CREATE TABLE device_refresh_anew (
    request   BLOB    NOT NULL PRIMARY KEY,
    version   INTEGER NOT NULL,
    device_id BLOB    NOT NULL REFERENCES device_anew (id) ON DELETE CASCADE,
    at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO device_refresh_anew SELECT request, version, device_id, at FROM device_refresh;

DROP TABLE device_refresh;
DROP TABLE authenticator;
DROP TABLE device;
ALTER TABLE device_anew RENAME TO device;
ALTER TABLE authenticator_anew RENAME TO authenticator;
ALTER TABLE device_refresh_anew RENAME TO device_refresh;
CREATE INDEX device_user ON device (user_id);
CREATE INDEX authenticator_user ON authenticator (user_id);
CREATE INDEX authenticator_device ON authenticator (device_id);
CREATE INDEX device_refresh_device ON device_refresh (device_id);

-- How the phone of an enrolment speaks, and the device whose place it takes.
DELETE FROM enrollment;
ALTER TABLE enrollment ADD COLUMN replaces BLOB;
