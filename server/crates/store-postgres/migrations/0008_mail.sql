-- A job delivers a challenge or sends a mail, which is sealed. A node of the version before drops mails that it takes, so mail is
-- to be set up once all nodes are of this version.
ALTER TABLE job ALTER COLUMN challenge_id DROP NOT NULL;
ALTER TABLE job ADD COLUMN mail bytea;
ALTER TABLE job ADD CONSTRAINT job_is_one CHECK ((challenge_id IS NULL) <> (mail IS NULL));

-- Links that were mailed to people.
CREATE TABLE mailed_link (
    token      bytea  PRIMARY KEY,
    version    bigint NOT NULL,
    user_id    uuid   REFERENCES "user" (id) ON DELETE CASCADE,
    purpose    bytea  NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX mailed_link_user ON mailed_link (user_id);
CREATE INDEX mailed_link_expiry ON mailed_link (expires_at);

-- How many mails somebody has caused within the hour.
CREATE TABLE allowance (
    key          bytea  PRIMARY KEY,
    version      bigint NOT NULL,
    window_start bigint NOT NULL,
    used         bigint NOT NULL,
    settled_at   bigint NOT NULL
);
CREATE INDEX allowance_settled ON allowance (settled_at);

-- What names look like, so that no two look alike. Those from before are claimed as far as ASCII goes; of two that look alike
-- already, one is.
CREATE TABLE name_claim (
    skeleton bytea  PRIMARY KEY,
    version  bigint NOT NULL,
    user_id  uuid   NOT NULL REFERENCES "user" (id) ON DELETE CASCADE
);
CREATE INDEX name_claim_user ON name_claim (user_id);
INSERT INTO name_claim
    SELECT convert_to(replace(replace(replace(name, '0', 'O'), '1', 'l'), 'm', 'rn'), 'UTF8'), 1, id FROM "user" ORDER BY number
    ON CONFLICT DO NOTHING;

CREATE INDEX user_email ON "user" (lower(email COLLATE "C"), name);

-- A login that relies on a password from before opens no session.
ALTER TABLE "user" ADD COLUMN password_set_at bigint;
