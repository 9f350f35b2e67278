-- From schema 3 to 4: what the dates of a feed have been worth is kept with the feed.

ALTER TABLE feed ADD COLUMN dates TEXT;
