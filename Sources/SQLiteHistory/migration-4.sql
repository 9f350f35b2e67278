-- From schema 3 to 4: what the dates of a feed have been worth is kept with the feed.

ALTER TABLE feed ADD COLUMN dates TEXT;
ALTER TABLE feed ADD COLUMN is_watched INTEGER NOT NULL DEFAULT 1;
