-- What signs certificates of people; the key is sealed.
CREATE TABLE certificate_authority (
    id          uuid   PRIMARY KEY,
    version     bigint NOT NULL,
    certificate bytea  NOT NULL,
    key         bytea  NOT NULL,
    created_at  bigint NOT NULL
);

-- What people have asked for, and how that was answered.
CREATE TABLE certificate_request (
    id         uuid   PRIMARY KEY,
    version    bigint NOT NULL,
    user_id    uuid   NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    state      text   NOT NULL,
    created_at bigint NOT NULL,
    due_at     bigint,
    facts      jsonb  NOT NULL
);
CREATE UNIQUE INDEX certificate_request_open ON certificate_request (user_id) WHERE state = 'open';
CREATE INDEX certificate_request_user ON certificate_request (user_id, created_at);
CREATE INDEX certificate_request_queue ON certificate_request (state, created_at);
CREATE INDEX certificate_request_due ON certificate_request (state, due_at);

-- One certificate, one account. Revocation lists name what has no account any more.
CREATE TABLE certificate (
    fingerprint      bytea  PRIMARY KEY,
    version          bigint NOT NULL,
    user_id          uuid   REFERENCES "user" (id) ON DELETE SET NULL,
    authenticator_id uuid   NOT NULL,
    authority        uuid,
    serial           text   NOT NULL,
    not_after        bigint NOT NULL,
    state            text   NOT NULL,
    due_at           bigint,
    facts            jsonb  NOT NULL
);
CREATE UNIQUE INDEX certificate_active ON certificate (user_id) WHERE state = 'active';
CREATE INDEX certificate_user ON certificate (user_id);
CREATE INDEX certificate_authority_end ON certificate (authority, not_after);
CREATE INDEX certificate_due ON certificate (state, due_at);
CREATE INDEX certificate_end ON certificate (state, not_after);
