-- What services demand of logins, and from when on.
CREATE TABLE policy (
    resource bytea  PRIMARY KEY,
    version  bigint NOT NULL,
    terms    jsonb  NOT NULL
);
