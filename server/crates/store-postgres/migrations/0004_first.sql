-- The tables as they are at number 4 of the embedded store; from here on a number means the same change in both.
-- Times are milliseconds since the Unix epoch. `version` makes changes conditional.
-- Facts whose shape depends on a state are JSON; everything that SQL compares has a column of its own.

CREATE SEQUENCE user_number START 100001;

CREATE TABLE "user" (
    id            uuid   PRIMARY KEY,
    version       bigint NOT NULL,
    number        bigint NOT NULL UNIQUE,
    name          text   COLLATE "C" NOT NULL UNIQUE,
    display_name  text,
    email         text,
    language      text   NOT NULL,
    state         text   NOT NULL,
    password_hash text,
    created_at    bigint NOT NULL
);

CREATE TABLE client (
    id         text   COLLATE "C" PRIMARY KEY,
    version    bigint NOT NULL,
    name       text   NOT NULL,
    state      text   NOT NULL,
    secret     text   NOT NULL,
    policy     jsonb  NOT NULL,
    created_at bigint NOT NULL
);

CREATE TABLE device (
    id          uuid   PRIMARY KEY,
    version     bigint NOT NULL,
    user_id     uuid   NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    name        text   NOT NULL,
    key_name    text   NOT NULL UNIQUE,
    platform    text   NOT NULL,
    secret      bytea,
    signing_key jsonb,
    sealing_key jsonb,
    app         text   NOT NULL,
    provider    text,
    environment text,
    push_token  bytea,
    state       text   NOT NULL,
    reason      text,
    created_at  bigint NOT NULL,
    address_at  bigint NOT NULL,
    CHECK ((secret IS NULL) = (signing_key IS NOT NULL AND sealing_key IS NOT NULL)),
    CHECK ((provider IS NULL) = (push_token IS NULL))
);
CREATE INDEX device_user ON device (user_id);

-- `last_used_at` changes with every login: room on the page keeps such changes out of the indexes.
CREATE TABLE authenticator (
    id           uuid   PRIMARY KEY,
    version      bigint NOT NULL,
    user_id      uuid   NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    kind         text   NOT NULL,
    device_id    uuid   REFERENCES device (id) ON DELETE CASCADE,
    label        text   NOT NULL,
    state        text   NOT NULL,
    only_for     text,
    failures     bigint NOT NULL,
    created_at   bigint NOT NULL,
    last_used_at bigint,
    credential   jsonb
) WITH (fillfactor = 70);
CREATE INDEX authenticator_user ON authenticator (user_id);
CREATE INDEX authenticator_device ON authenticator (device_id);

CREATE TABLE enrollment (
    id             uuid   PRIMARY KEY,
    version        bigint NOT NULL,
    user_id        uuid   NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    client_id      text   NOT NULL,
    kind           text   NOT NULL,
    only_for       text,
    label          text,
    app            text   NOT NULL,
    approved_login uuid   UNIQUE,
    link           bytea  NOT NULL UNIQUE,
    created_at     bigint NOT NULL,
    expires_at     bigint NOT NULL,
    state          text   NOT NULL,
    facts          jsonb  NOT NULL,
    browser        bytea,
    registration   bytea,
    enrolled       jsonb  NOT NULL,
    replaces       uuid
);
CREATE INDEX enrollment_user ON enrollment (user_id);
CREATE INDEX enrollment_open ON enrollment (expires_at) WHERE state IN ('pending', 'proving');
CREATE INDEX enrollment_ended ON enrollment (expires_at) WHERE state NOT IN ('pending', 'proving');

CREATE TABLE login (
    id         uuid   PRIMARY KEY,
    version    bigint NOT NULL,
    user_id    uuid   NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    client_id  text   NOT NULL,
    initiator  bytea  NOT NULL,
    slot       bytea,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    state      text   NOT NULL,
    request    jsonb  NOT NULL,
    facts      jsonb  NOT NULL
);
CREATE INDEX login_user ON login (user_id);
CREATE UNIQUE INDEX login_slot ON login (slot) WHERE state = 'pending' AND slot IS NOT NULL;
CREATE INDEX login_pending ON login (expires_at) WHERE state = 'pending';
CREATE INDEX login_ended ON login (expires_at) WHERE state <> 'pending';

CREATE TABLE challenge (
    id               uuid   PRIMARY KEY,
    version          bigint NOT NULL,
    login_id         uuid   NOT NULL REFERENCES login (id) ON DELETE CASCADE,
    device_id        uuid   NOT NULL,
    authenticator_id uuid   NOT NULL,
    nonce            bytea  NOT NULL,
    answer           bytea,
    created_at       bigint NOT NULL
);
CREATE INDEX challenge_login ON challenge (login_id);

CREATE TABLE standing (
    key        bytea  PRIMARY KEY,
    version    bigint NOT NULL,
    user_id    uuid   NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    settled_at bigint NOT NULL,
    facts      jsonb  NOT NULL
);
CREATE INDEX standing_user ON standing (user_id);
CREATE INDEX standing_settled ON standing (settled_at);

CREATE TABLE session (
    token      bytea  PRIMARY KEY,
    version    bigint NOT NULL,
    user_id    uuid   NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    login_id   uuid   NOT NULL UNIQUE,
    acr        text   NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX session_user_id ON session (user_id);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE remembered (
    key        bytea  PRIMARY KEY,
    version    bigint NOT NULL,
    request    bytea  NOT NULL,
    outcome    jsonb  NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX remembered_expiry ON remembered (expires_at);

CREATE TABLE device_refresh (
    request   bytea  PRIMARY KEY,
    version   bigint NOT NULL,
    device_id uuid   NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    at        bigint NOT NULL
);
CREATE INDEX device_refresh_device ON device_refresh (device_id);

CREATE TABLE data_key (
    id         bytea  PRIMARY KEY,
    version    bigint NOT NULL,
    wrapped    bytea  NOT NULL,
    created_at bigint NOT NULL
);

-- `due_at` is when a job may be taken: when it is to run, or when its lease runs out. A job whose challenge is gone is
-- dropped when it is due.
CREATE TABLE job (
    id           uuid   PRIMARY KEY,
    challenge_id uuid   NOT NULL,
    run_at       bigint NOT NULL,
    deadline     bigint NOT NULL,
    due_at       bigint NOT NULL
);
CREATE INDEX job_due ON job (due_at);

-- `personal` can be erased without touching what happened.
CREATE TABLE audit (
    seq       bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    at        bigint NOT NULL,
    event     text   NOT NULL,
    user_id   uuid,
    facts     jsonb  NOT NULL,
    personal  text
);

-- What a look whether the store can write writes.
CREATE TABLE heartbeat (
    id    bigint NOT NULL PRIMARY KEY CHECK (id = 1),
    beats bigint NOT NULL
);
INSERT INTO heartbeat (id, beats) VALUES (1, 0);
