-- About where the login came from in which an authenticator was last used.
ALTER TABLE authenticator ADD COLUMN last_used_from text;
