-- Where notices go as well.
ALTER TABLE "user" ADD COLUMN second_email text;
