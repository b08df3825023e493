-- Who has accepted which terms of use.
CREATE TABLE terms_acceptance (
    key      bytea  PRIMARY KEY,
    version  bigint NOT NULL,
    user_id  uuid   NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    terms    text   NOT NULL,
    language text   NOT NULL,
    text     bytea  NOT NULL,
    at       bigint NOT NULL,
    network  text
);
CREATE INDEX terms_acceptance_user ON terms_acceptance (user_id, at);
