-- Times are milliseconds since the Unix epoch. Ids are the 16 bytes of a UUID. Facts that SQL does not compare are JSON.

-- Servers that may send. `keys` holds one or two public keys, each with the time at which it ends.
CREATE TABLE sender (
    name       TEXT    NOT NULL PRIMARY KEY,
    state      TEXT    NOT NULL,
    policy     TEXT    NOT NULL,
    keys       TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `content` is the sealed notification, its address and body among it; it goes when the notification has ended, and with a dead
-- letter at its deadline. `fingerprint` tells a repeat from another notification under the same id.
CREATE TABLE notification (
    number      INTEGER PRIMARY KEY,
    sender      TEXT    NOT NULL,
    id          BLOB    NOT NULL,
    reference   BLOB,
    kind        TEXT    NOT NULL,
    app         TEXT    NOT NULL,
    environment TEXT,
    class       TEXT    NOT NULL,
    accepted_at INTEGER NOT NULL,
    deadline    INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    attempts    INTEGER NOT NULL,
    due         INTEGER NOT NULL,
    delayed     INTEGER NOT NULL,
    cancelled   INTEGER NOT NULL,
    fingerprint BLOB    NOT NULL,
    content     BLOB,
    UNIQUE (sender, id)
) STRICT;
CREATE INDEX notification_queued ON notification (number) WHERE state = 'queued';
CREATE INDEX notification_dead ON notification (deadline) WHERE state = 'rejected' AND content IS NOT NULL;
CREATE INDEX notification_deadline ON notification (deadline);

-- What became of notifications, numbered without gaps within a sender.
CREATE TABLE event (
    sender      TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    id          BLOB    NOT NULL,
    reference   BLOB,
    accepted_at INTEGER NOT NULL,
    report      TEXT    NOT NULL,
    PRIMARY KEY (sender, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_notification ON event (sender, id);
CREATE INDEX event_at ON event (at);

-- How much each sender has used, by day since the Unix epoch: notifications accepted, and what became of them.
CREATE TABLE usage (
    sender TEXT    NOT NULL,
    day    INTEGER NOT NULL,
    what   TEXT    NOT NULL,
    times  INTEGER NOT NULL,
    PRIMARY KEY (sender, day, what)
) STRICT, WITHOUT ROWID;

-- What requests were made unique by, until nobody could send them again.
CREATE TABLE nonce (
    hash  BLOB    NOT NULL PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX nonce_until ON nonce (until);

-- What the right master key is known by: contents that do not open would be lost.
CREATE TABLE seal (
    mark BLOB NOT NULL
) STRICT;

-- Written to see whether it can be.
CREATE TABLE heartbeat (
    beats INTEGER NOT NULL
) STRICT;
INSERT INTO heartbeat VALUES (0);
