-- Personal details of audit records can be erased without breaking proofs: a record's leaf has their salted hash, which takes
-- their place. Records from before get a salt here; until now nothing was hashed.
ALTER TABLE audit ADD COLUMN salt BLOB;
ALTER TABLE audit ADD COLUMN erased BLOB;
UPDATE audit SET salt = randomblob(16) WHERE personal IS NOT NULL;

-- The latest head of the audit log (day 0), and the last one of each day on which the log grew.
CREATE TABLE audit_head (
    day       BLOB    NOT NULL PRIMARY KEY,
    version   INTEGER NOT NULL,
    log       BLOB    NOT NULL,
    size      INTEGER NOT NULL,
    root      BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    key_id    TEXT    NOT NULL,
    signature BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- The tree over the audit log, 256 hashes a row; the number of a tile begins with its level.
CREATE TABLE audit_tile (
    number INTEGER NOT NULL PRIMARY KEY,
    hashes BLOB    NOT NULL
) STRICT;
