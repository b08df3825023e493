-- Times are milliseconds since the Unix epoch, except leases, which are the database's own. Facts that SQL does not compare are JSON.

-- Servers that may send. `keys` holds one or two public keys, each with the time at which it ends.
CREATE TABLE sender (
    name       text   PRIMARY KEY,
    state      text   NOT NULL,
    policy     text   NOT NULL,
    keys       text   NOT NULL,
    created_at bigint NOT NULL
);

-- The relays that share this database, each with the end of its lease. What is queued belongs to one of them; once its lease has
-- ended, another takes it over. One lease for all that a relay has: nothing is written when a notification is taken to be sent.
CREATE TABLE relay (
    id    uuid        PRIMARY KEY,
    until timestamptz NOT NULL
);

-- `content` is the sealed notification, its address and body among it; it goes when the notification has ended, and with a dead
-- letter at its deadline. `fingerprint` tells a repeat from another notification under the same id.
CREATE SEQUENCE notification_number;
CREATE TABLE notification (
    number      bigint  PRIMARY KEY,
    sender      text    NOT NULL,
    id          uuid    NOT NULL,
    reference   uuid,
    kind        text    NOT NULL,
    app         text    NOT NULL,
    environment text,
    class       text    NOT NULL,
    accepted_at bigint  NOT NULL,
    deadline    bigint  NOT NULL,
    state       text    NOT NULL,
    attempts    integer NOT NULL,
    due         bigint  NOT NULL,
    delayed     boolean NOT NULL,
    cancelled   boolean NOT NULL,
    fingerprint bytea   NOT NULL,
    content     bytea,
    relay       uuid    NOT NULL,
    UNIQUE (sender, id)
);
-- What is sealed does not become shorter.
ALTER TABLE notification ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX notification_queued ON notification (relay, number) WHERE state = 'queued';
CREATE INDEX notification_dead ON notification (deadline) WHERE state = 'rejected' AND content IS NOT NULL;
CREATE INDEX notification_deadline ON notification (deadline);

-- What became of notifications, numbered without gaps within a sender. The last number is a row of its own: whoever holds it writes
-- the next events, so that they have the order of the commits.
CREATE TABLE event_head (
    sender text   PRIMARY KEY,
    number bigint NOT NULL
);
CREATE TABLE event (
    sender      text   NOT NULL,
    number      bigint NOT NULL,
    at          bigint NOT NULL,
    id          uuid   NOT NULL,
    reference   uuid,
    accepted_at bigint NOT NULL,
    report      text   NOT NULL,
    PRIMARY KEY (sender, number)
);
CREATE INDEX event_notification ON event (sender, id);
CREATE INDEX event_at ON event (at);

-- How much each sender has used, by day since the Unix epoch: notifications accepted, and what became of them.
CREATE TABLE usage (
    sender text   NOT NULL,
    day    bigint NOT NULL,
    what   text   NOT NULL,
    times  bigint NOT NULL,
    PRIMARY KEY (sender, day, what)
);

-- What requests were made unique by, until nobody could send them again.
CREATE TABLE nonce (
    hash  bytea  PRIMARY KEY,
    until bigint NOT NULL
);
CREATE INDEX nonce_until ON nonce (until);

-- What the right master key is known by: contents that do not open would be lost. There is one.
CREATE TABLE seal (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    mark bytea   NOT NULL
);
