-- From schema 1 to 2: answers to alerts, silences, which notices a silence kept from the sinks, deliveries that fail,
-- the states of feeds, full-text search, and what was deleted.

ALTER TABLE alert ADD COLUMN silenced INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alert ADD COLUMN sinks TEXT;

ALTER TABLE delivery ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN next_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN is_dead INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN last_error TEXT;

CREATE TABLE answer (
    alert_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    by       TEXT NOT NULL,
    reason   TEXT,
    at       TEXT NOT NULL,
    code     TEXT,
    until    TEXT
) STRICT;

CREATE INDEX answer_by_alert ON answer (alert_id);

CREATE TABLE silence (
    id         INTEGER PRIMARY KEY,
    streams    TEXT NOT NULL,
    from_time  TEXT NOT NULL,
    until_time TEXT NOT NULL,
    by         TEXT NOT NULL,
    reason     TEXT
) STRICT;

ALTER TABLE feed ADD COLUMN state TEXT;
ALTER TABLE feed ADD COLUMN state_since TEXT;
ALTER TABLE feed ADD COLUMN evidence TEXT;
ALTER TABLE feed ADD COLUMN memory TEXT;
ALTER TABLE feed ADD COLUMN paused_since TEXT;

UPDATE feed SET state = CASE WHEN failures > 0 THEN 'failing' WHEN last_success IS NOT NULL THEN 'ok' END,
    state_since = last_poll, evidence = last_error;

CREATE TABLE feed_event (
    id       INTEGER PRIMARY KEY,
    feed_id  TEXT NOT NULL REFERENCES feed(id),
    at       TEXT NOT NULL,
    state    TEXT NOT NULL,
    evidence TEXT
) STRICT;

CREATE INDEX feed_event_by_feed ON feed_event (feed_id, at);

DROP VIEW v_alerts;

CREATE VIEW v_alerts AS
SELECT firing.id, firing.at AS fired_at, firing.stream, firing.severity, last.state, last.at AS changed_at,
       json_extract(firing.body, '$.observed') AS observed, json_extract(firing.body, '$.expected') AS expected,
       json_extract(firing.body, '$.surprise_bits') AS surprise_bits,
       json_extract(firing.body, '$.explanation') AS explanation,
       answer.by AS acknowledged_by, answer.until AS acknowledged_until
FROM alert firing
JOIN alert last ON last.id = firing.id
    AND last.sequence = (SELECT max(sequence) FROM alert WHERE id = firing.id)
LEFT JOIN answer ON last.state = 'firing' AND answer.kind = 'acknowledged' AND answer.sequence = last.sequence
    AND answer.rowid = (SELECT max(rowid) FROM answer WHERE alert_id = firing.id)
WHERE firing.sequence = 0;

DROP VIEW v_feed_health;

CREATE VIEW v_feed_health AS
SELECT feed.id, feed.title, feed.kind, iif(feed.paused_since IS NOT NULL, 'paused', coalesce(feed.state, 'new')) AS health,
       feed.last_success, feed.failures, feed.last_error, feed.last_poll,
       strftime('%Y-%m-%dT%H:%M:%SZ', next_due_ms / 1000, 'unixepoch') AS next_due,
       (SELECT count(*) FROM item WHERE item.feed_id = feed.id) AS items,
       (SELECT max(event_time) FROM item WHERE item.feed_id = feed.id) AS latest_item,
       coalesce(feed.paused_since, feed.state_since) AS since, feed.evidence
FROM feed;

CREATE VIEW v_feed_events AS
SELECT feed_event.at, feed_event.feed_id AS feed, feed_event.state, feed_event.evidence FROM feed_event;

-- States of schema 1 know no season; streams are learned anew.
DELETE FROM detector_state;

CREATE VIRTUAL TABLE item_text USING fts5(title, summary, content = 'item', content_rowid = 'id', tokenize = 'porter unicode61');

CREATE TRIGGER item_text_insert AFTER INSERT ON item BEGIN
    INSERT INTO item_text (rowid, title, summary) VALUES (new.id, new.title, new.summary);
END;

CREATE TRIGGER item_text_delete AFTER DELETE ON item BEGIN
    INSERT INTO item_text (item_text, rowid, title, summary) VALUES ('delete', old.id, old.title, old.summary);
END;

CREATE TRIGGER item_text_update AFTER UPDATE OF title, summary ON item BEGIN
    INSERT INTO item_text (item_text, rowid, title, summary) VALUES ('delete', old.id, old.title, old.summary);
    INSERT INTO item_text (rowid, title, summary) VALUES (new.id, new.title, new.summary);
END;

INSERT INTO item_text (item_text) VALUES ('rebuild');

CREATE INDEX item_by_fetch ON item (fetched_at);

CREATE INDEX quote_by_time ON quote (at);

CREATE TABLE forgotten (
    hash INTEGER PRIMARY KEY
) STRICT;

ALTER TABLE mention ADD COLUMN relevance REAL;

CREATE VIEW v_mentions AS
SELECT item.id, item.event_time, item.feed_id AS feed, item.story_id, item.is_first_of_story, item.is_backlog, item.title,
       item.link, mention.symbol, coalesce(entity.name, mention.symbol) AS name, mention.sentiment, mention.score,
       mention.negative, mention.neutral, mention.positive, mention.relevance
FROM mention JOIN item ON item.id = mention.item_id LEFT JOIN entity ON entity.symbol = mention.symbol;

ALTER TABLE item ADD COLUMN novelty REAL NOT NULL DEFAULT 1;
ALTER TABLE item ADD COLUMN likes TEXT NOT NULL DEFAULT '[0,0,0,0,0]';

CREATE TABLE item_edit (
    item_id INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    at      TEXT NOT NULL,                      -- when the change was seen
    title   TEXT NOT NULL,                      -- before it
    summary TEXT
) STRICT;

CREATE INDEX item_edit_by_item ON item_edit (item_id);

CREATE TABLE title_band (
    band       INTEGER NOT NULL,
    item_id    INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (band, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX title_band_by_time ON title_band (fetched_at);
CREATE INDEX title_band_by_item ON title_band (item_id);

DROP VIEW v_items;

CREATE VIEW v_items AS
SELECT item.id, item.event_time, item.published, item.fetched_at, item.feed_id AS feed, item.story_id,
       item.is_first_of_story, item.is_backlog, item.title, item.link, item.summary,
       a.sentiment, a.score, a.negative, a.neutral, a.positive, a.topic, a.words, item.novelty,
       json_extract(item.likes, '$[1]') AS likes_day, json_extract(item.likes, '$[4]') AS likes_week
FROM item JOIN assessment a ON a.item_id = item.id;

CREATE TABLE decision (
    alert_id   TEXT PRIMARY KEY,
    at         TEXT NOT NULL,
    usefulness REAL NOT NULL,                   -- how likely it was to be of use, in [0, 1]
    deviation  REAL NOT NULL,                   -- of that
    propensity REAL NOT NULL,                   -- the probability with which it was shown
    muted      INTEGER NOT NULL,                -- 1 when it was kept from the sinks
    features   TEXT NOT NULL,                   -- JSON array, for the program's own use
    forgotten  INTEGER NOT NULL DEFAULT 0       -- 1 once the ranking was reset
) STRICT, WITHOUT ROWID;
