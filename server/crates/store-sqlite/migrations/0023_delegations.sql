-- Whom people let act for them, in what, and until when. An invitation to a name that nobody has has no delegate, like one whose
-- account is gone.
CREATE TABLE delegation (
    id          BLOB    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    owner_id    BLOB    NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    delegate_id BLOB    REFERENCES user (id) ON DELETE SET NULL,
    invited     TEXT    NOT NULL,
    resource    TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    facts       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX delegation_owner ON delegation (owner_id, created_at);
CREATE INDEX delegation_delegate ON delegation (delegate_id, state);
CREATE INDEX delegation_due ON delegation (due_at);
