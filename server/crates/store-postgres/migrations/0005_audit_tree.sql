-- Personal details of audit records can be erased without breaking proofs: a record's leaf has their salted hash, which takes
-- their place. Records from before get a salt here; until now nothing was hashed.
ALTER TABLE audit ADD COLUMN salt bytea;
ALTER TABLE audit ADD COLUMN erased bytea;
UPDATE audit SET salt = decode(replace(gen_random_uuid()::text, '-', ''), 'hex') WHERE personal IS NOT NULL;

-- Records are numbered without gaps, in the order of their commits: whoever writes some takes their numbers here, and others
-- wait for that commit.
ALTER TABLE audit ALTER COLUMN seq DROP IDENTITY;
CREATE TABLE audit_end (
    id  bigint NOT NULL PRIMARY KEY CHECK (id = 1),
    seq bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO audit_end (id, seq) SELECT 1, coalesce(max(seq), 0) FROM audit;

-- The latest head of the audit log (day 0), and the last one of each day on which the log grew.
CREATE TABLE audit_head (
    day       bytea  PRIMARY KEY,
    version   bigint NOT NULL,
    log       bytea  NOT NULL,
    size      bigint NOT NULL,
    root      bytea  NOT NULL,
    at        bigint NOT NULL,
    key_id    text   NOT NULL,
    signature bytea  NOT NULL
);

-- The tree over the audit log, 256 hashes a row; the number of a tile begins with its level.
CREATE TABLE audit_tile (
    number bigint PRIMARY KEY,
    hashes bytea  NOT NULL
);
