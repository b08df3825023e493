-- Every index that a login touches costs it a page. What a login's user had before is asked only while it is pending; counters
-- are found by their user first. Ended logins of a removed user cannot be read, and are swept in time.
ALTER TABLE login DROP CONSTRAINT login_user_id_fkey;
DROP INDEX login_user;
CREATE INDEX login_pending_user ON login (user_id) WHERE state = 'pending';

-- The key begins with the user's id.
UPDATE standing SET key = uuid_send(user_id) || key;
ALTER TABLE standing DROP COLUMN user_id;
DROP INDEX standing_settled;
