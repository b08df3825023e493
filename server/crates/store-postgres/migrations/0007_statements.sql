-- Statements of phones that were used, so that no node takes one again. They are good for a minute or two, so a crash may lose
-- them, and nothing is written twice for them. Phones choose their names, so what is kept is a hash.
CREATE UNLOGGED TABLE statement (
    device_id  uuid   NOT NULL,
    jti        bytea  NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (device_id, jti)
);
CREATE INDEX statement_expiry ON statement (expires_at);
