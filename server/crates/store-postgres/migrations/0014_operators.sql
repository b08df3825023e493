-- People who run the service for others.
CREATE TABLE operator (
    user_id    uuid   PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
    version    bigint NOT NULL,
    role       text   NOT NULL,
    created_at bigint NOT NULL
);
