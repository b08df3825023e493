-- Ids of logins and challenges begin with their time, so that rows of one moment lie together: with its rows in the tree of its ids, a
-- challenge costs a login a page less. Logins are too long for that.
CREATE TABLE challenge_anew (
    id               BLOB    NOT NULL PRIMARY KEY,
    version          INTEGER NOT NULL,
    login_id         BLOB    NOT NULL REFERENCES login (id) ON DELETE CASCADE,
    device_id        BLOB    NOT NULL,
    authenticator_id BLOB    NOT NULL,
    nonce            BLOB    NOT NULL,
    answer           BLOB,
    created_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO challenge_anew
    SELECT id, version, login_id, device_id, authenticator_id, nonce, answer, created_at FROM challenge ORDER BY id;
DROP TABLE challenge;
ALTER TABLE challenge_anew RENAME TO challenge;
CREATE INDEX challenge_login ON challenge (login_id);
