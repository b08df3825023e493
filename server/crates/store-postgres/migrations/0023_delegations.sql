-- Whom people let act for them, in what, and until when. An invitation to a name that nobody has has no delegate, like one whose
-- account is gone.
CREATE TABLE delegation (
    id          uuid   PRIMARY KEY,
    version     bigint NOT NULL,
    owner_id    uuid   NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    delegate_id uuid   REFERENCES "user" (id) ON DELETE SET NULL,
    invited     text   NOT NULL,
    resource    text   NOT NULL,
    state       text   NOT NULL,
    created_at  bigint NOT NULL,
    expires_at  bigint NOT NULL,
    due_at      bigint NOT NULL,
    facts       jsonb  NOT NULL
);
CREATE INDEX delegation_owner ON delegation (owner_id, created_at);
CREATE INDEX delegation_delegate ON delegation (delegate_id, state);
CREATE INDEX delegation_due ON delegation (due_at);
