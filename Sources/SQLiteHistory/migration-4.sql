-- From schema 3 to 4: what the dates of a feed have been worth is kept with the feed.

ALTER TABLE feed ADD COLUMN dates TEXT;

-- An alert that another one stood for was never told: it is as if it had not fired.
UPDATE detector_state SET state = json_remove(state, '$.open')
WHERE json_valid(state) AND json_extract(state, '$.open.leader') IS NOT NULL;
