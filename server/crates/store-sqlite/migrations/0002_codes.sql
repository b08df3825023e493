-- One-time passwords and recovery codes: what proves an authenticator that no device holds. Null for push.
ALTER TABLE authenticator ADD COLUMN credential TEXT;

-- An enrolment can bring about several authenticators, one after the other.
DELETE FROM enrollment;
ALTER TABLE enrollment ADD COLUMN browser BLOB;
ALTER TABLE enrollment ADD COLUMN registration BLOB;
ALTER TABLE enrollment ADD COLUMN enrolled TEXT NOT NULL DEFAULT '[]';
DROP INDEX enrollment_pending;
DROP INDEX enrollment_ended;
CREATE INDEX enrollment_open ON enrollment (expires_at) WHERE state IN ('pending', 'proving');
CREATE INDEX enrollment_ended ON enrollment (expires_at) WHERE state NOT IN ('pending', 'proving');
