-- What kept the last push from a phone, and when that became known.
ALTER TABLE device ADD COLUMN push_trouble text;
ALTER TABLE device ADD COLUMN push_trouble_at bigint;
