-- A job delivers a challenge, sends a mail, or sends a message to a telephone; the last two are sealed. A node of the version
-- before cannot read messages that it takes, so telephones are to be set up once all nodes are of this version.
ALTER TABLE job ADD COLUMN message bytea;
ALTER TABLE job DROP CONSTRAINT job_is_one;
ALTER TABLE job ADD CONSTRAINT job_is_one CHECK (num_nonnulls(challenge_id, mail, message) = 1);
