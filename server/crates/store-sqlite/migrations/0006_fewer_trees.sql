-- Every tree that a login touches at a random place costs it a page. What a login's user had before is asked only while it is
-- pending; counters are found by their user first. Ended logins of a removed user cannot be read, and are swept in time.
CREATE TABLE login_anew (
    id         BLOB    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    user_id    BLOB    NOT NULL,
    client_id  TEXT    NOT NULL,
    initiator  BLOB    NOT NULL,
    slot       BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    request    TEXT    NOT NULL,
    facts      TEXT    NOT NULL
) STRICT;
INSERT INTO login_anew
    SELECT id, version, user_id, client_id, initiator, slot, created_at, expires_at, state, request, facts FROM login;

CREATE TABLE challenge_anew (
    id               BLOB    NOT NULL PRIMARY KEY,
    version          INTEGER NOT NULL,
    login_id         BLOB    NOT NULL REFERENCES login_anew (id) ON DELETE CASCADE,
    device_id        BLOB    NOT NULL,
    authenticator_id BLOB    NOT NULL,
    nonce            BLOB    NOT NULL,
    answer           BLOB,
    created_at       INTEGER NOT NULL
) STRICT;
INSERT INTO challenge_anew
    SELECT id, version, login_id, device_id, authenticator_id, nonce, answer, created_at FROM challenge;

DROP TABLE challenge;
DROP TABLE login;
ALTER TABLE login_anew RENAME TO login;
ALTER TABLE challenge_anew RENAME TO challenge;
CREATE INDEX login_pending_user ON login (user_id) WHERE state = 'pending';
CREATE UNIQUE INDEX login_slot ON login (slot) WHERE state = 'pending' AND slot IS NOT NULL;
CREATE INDEX login_pending ON login (expires_at) WHERE state = 'pending';
CREATE INDEX login_ended ON login (expires_at) WHERE state <> 'pending';
CREATE INDEX challenge_login ON challenge (login_id);

-- The key begins with the user's id.
CREATE TABLE standing_anew (
    key        BLOB    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    settled_at INTEGER NOT NULL,
    facts      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO standing_anew SELECT CAST(user_id || key AS BLOB), version, settled_at, facts FROM standing;
DROP TABLE standing;
ALTER TABLE standing_anew RENAME TO standing;
