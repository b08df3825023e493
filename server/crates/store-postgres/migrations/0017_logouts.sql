-- A job delivers a challenge, sends a mail, sends a message to a telephone, or tells a service of a logout; all but the first are
-- sealed. A node of the version before cannot read logouts that it takes, so services are to be told of them once all nodes are of
-- this version.
ALTER TABLE job ADD COLUMN logout bytea;
ALTER TABLE job DROP CONSTRAINT job_is_one;
ALTER TABLE job ADD CONSTRAINT job_is_one CHECK (num_nonnulls(challenge_id, mail, message, logout) = 1);

-- Only logins of clients that are told of logouts are found by their user once they are approved; others cost no page more.
CREATE INDEX login_told ON login (user_id) WHERE state = 'approved' AND request->>'told' = 'true';
