-- When a request that moved a push address need be known no longer: those of native phones are good for a minute alone.
ALTER TABLE device_refresh ADD COLUMN forget_at bigint;
UPDATE device_refresh SET forget_at = at + 90000000
    WHERE device_id IN (SELECT id FROM device WHERE signing_key IS NOT NULL);
CREATE INDEX device_refresh_forgotten ON device_refresh (forget_at) WHERE forget_at IS NOT NULL;
