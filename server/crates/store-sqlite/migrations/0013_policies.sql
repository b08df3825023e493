-- What services demand of logins, and from when on.
CREATE TABLE policy (
    resource BLOB    NOT NULL PRIMARY KEY,
    version  INTEGER NOT NULL,
    terms    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
