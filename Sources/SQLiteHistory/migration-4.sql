-- From schema 3 to 4: what each feed is to the daemon now is kept with it.

ALTER TABLE feed ADD COLUMN is_watched INTEGER NOT NULL DEFAULT 1;

-- An alert that another one stood for was never told: it is as if it had not fired.
UPDATE detector_state SET state = json_remove(state, '$.open')
WHERE json_valid(state) AND json_extract(state, '$.open.leader') IS NOT NULL;
