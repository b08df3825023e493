-- People who run the service for others.
CREATE TABLE operator (
    user_id    BLOB    NOT NULL PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
    version    INTEGER NOT NULL,
    role       TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
