-- What the app of a phone says that it is.
ALTER TABLE device ADD COLUMN app_name text;
ALTER TABLE device ADD COLUMN app_version text;
