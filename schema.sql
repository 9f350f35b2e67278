-- The database of Bellwether, for people who query it with SQL.
--
-- Times are RFC 3339 text in UTC, always 24 characters with milliseconds ('2026-11-23T09:30:00.000Z'), so
-- that text order is time order. Compare them with text of the same form, strftime('%Y-%m-%dT%H:%M:%fZ',
-- 'now', '-1 hour'), or with a day, date('now'). Times that only the program uses end in _ms and count
-- milliseconds since 1970. Probabilities, shares and attention weights are between 0 and 1; a score is the
-- probability of positive minus that of negative, between -1 and 1.
--
-- The views at the end are the public interface: they only gain columns. The tables may change from one
-- version of the program to the next; PRAGMA user_version is the version of the schema. Read the file with
-- `sqlite3 -readonly`, also while the daemon runs.

-- The feeds of the catalogues, and the state of polling for each.
CREATE TABLE feed (
    id            TEXT PRIMARY KEY,             -- as in the catalogue
    title         TEXT NOT NULL,
    url           TEXT NOT NULL,
    kind          TEXT NOT NULL,                -- 'news', 'csv', 'json' or 'ecb'
    etag          TEXT,                         -- exactly as received, for the next conditional request
    last_modified TEXT,                         -- exactly as received
    next_due_ms   INTEGER NOT NULL,             -- not polled before this time
    last_poll     TEXT,
    last_success  TEXT,                         -- last 200 or 304
    failures      INTEGER NOT NULL DEFAULT 0,   -- in a row, since the last success
    last_error    TEXT,                         -- why the last poll failed, in words; null after a success
    state         TEXT,                         -- its health, see feed_event; null before its first response
    state_since   TEXT,
    evidence      TEXT,                         -- how we know, in words
    memory        TEXT,                         -- JSON that only the program uses
    paused_since  TEXT,                         -- when someone paused it; null while it is polled
    is_watched    INTEGER NOT NULL DEFAULT 1    -- 0 once it is in no catalogue of the daemon any more
) STRICT;

-- Every change of a feed's health: 'ok', 'quiet', 'stale', 'frozen', 'thinning', 'blocked', 'walled',
-- 'malformed', 'moved', 'gone', 'unauthorised', 'rate-limited', 'failing'.
CREATE TABLE feed_event (
    id       INTEGER PRIMARY KEY,
    feed_id  TEXT NOT NULL REFERENCES feed(id),
    at       TEXT NOT NULL,
    state    TEXT NOT NULL,
    evidence TEXT
) STRICT;

CREATE INDEX feed_event_by_feed ON feed_event (feed_id, at);

-- Every entry of every news feed, once. Copies of one story share story_id.
CREATE TABLE item (
    id                INTEGER PRIMARY KEY,
    feed_id           TEXT NOT NULL REFERENCES feed(id),
    key               TEXT NOT NULL,            -- 'guid:…', 'link:…' or 'hash:…'; unique within the feed
    story_id          INTEGER NOT NULL,
    story_fingerprint INTEGER NOT NULL,         -- of the words of the title; equal for copies
    is_first_of_story INTEGER NOT NULL,         -- 1 for the first copy, the only one that detection counts
    is_backlog        INTEGER NOT NULL,         -- 1 if it came in the feed's first day, which only teaches
    title             TEXT NOT NULL,
    link              TEXT,
    summary           TEXT,
    author            TEXT,
    language          TEXT,
    event_time        TEXT NOT NULL,            -- published plus the feed's usual delay, at most fetched_at
    published         TEXT,                     -- as stated by the source
    fetched_at        TEXT NOT NULL,
    novelty           REAL NOT NULL DEFAULT 1,  -- how unlike the titles of the past week, 0 to 1; 0 for a copy
    similar_counts    TEXT NOT NULL DEFAULT '[0,0,0,0,0]', -- JSON: similar titles in the 12 h, 1, 3, 5, 7 days before
    UNIQUE (feed_id, key)
) STRICT;

CREATE INDEX item_by_time ON item (event_time);
CREATE INDEX item_by_fetch ON item (fetched_at);
CREATE INDEX item_by_story ON item (story_id);
CREATE INDEX item_by_fingerprint ON item (story_fingerprint, fetched_at);

-- Previous titles of items that their source has edited.
CREATE TABLE item_edit (
    item_id INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    at      TEXT NOT NULL,                      -- when the edit was noticed
    title   TEXT NOT NULL,                      -- before the edit
    summary TEXT
) STRICT;

CREATE INDEX item_edit_by_item ON item_edit (item_id);

-- Buckets that similar titles share (MinHash), for the titles of the last week.
CREATE TABLE title_band (
    band       INTEGER NOT NULL,
    item_id    INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (band, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX title_band_by_time ON title_band (fetched_at);
CREATE INDEX title_band_by_item ON title_band (item_id);

-- Items that retention has deleted, as a hash of feed and key: their feeds may list them for years to come.
CREATE TABLE forgotten (
    hash INTEGER PRIMARY KEY
) STRICT;

-- Full-text search in titles and summaries (FTS5), kept up to date by triggers:
-- … WHERE item_text MATCH 'profit warning'.
CREATE VIRTUAL TABLE item_text USING fts5(
    title, summary, content = 'item', content_rowid = 'id', tokenize = 'porter unicode61');

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

-- The classifier's verdict on each item.
CREATE TABLE assessment (
    item_id         INTEGER PRIMARY KEY REFERENCES item(id) ON DELETE CASCADE,
    sentiment       TEXT NOT NULL,              -- 'negative', 'neutral' or 'positive'
    negative        REAL NOT NULL,
    neutral         REAL NOT NULL,
    positive        REAL NOT NULL,
    score           REAL NOT NULL,
    topic           TEXT NOT NULL,              -- the most probable one
    topic_share     REAL NOT NULL,              -- its probability
    words           TEXT NOT NULL,              -- JSON [{"word","weight"}]: the words that mattered most
    embedding       BLOB NOT NULL,              -- the pooled vector, one signed byte per dimension; of a text that
                                                -- left the encoder early, mapped to the last layer's space
    embedding_scale REAL NOT NULL,              -- multiply each byte by this
    model           TEXT NOT NULL,              -- the name of the weights
    heads           TEXT                        -- JSON {head: {label: probability}}: what further heads of the model
                                                -- say of the title; null where it has none
) STRICT;

-- The companies and other entities that the catalogues list.
CREATE TABLE entity (
    symbol  TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    aliases TEXT NOT NULL                       -- JSON array of other names
) STRICT;

-- The entities that each title names, with the sentiment toward each of them: one title can be good news for
-- one and bad news for another.
CREATE TABLE mention (
    item_id   INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    symbol    TEXT NOT NULL,
    sentiment TEXT NOT NULL,                    -- 'negative', 'neutral' or 'positive'
    negative  REAL NOT NULL,
    neutral   REAL NOT NULL,
    positive  REAL NOT NULL,
    score     REAL NOT NULL,
    relevance REAL,                             -- how much the title is about it, above 0 up to 1; null in old rows
    heads     TEXT,                             -- JSON {head: {label: probability}}, as in assessment
    PRIMARY KEY (item_id, symbol)
) STRICT, WITHOUT ROWID;

CREATE INDEX mention_by_symbol ON mention (symbol);

-- Prices, rates and index levels.
CREATE TABLE quote (
    symbol   TEXT NOT NULL,
    at       TEXT NOT NULL,
    feed_id  TEXT NOT NULL REFERENCES feed(id), -- before price, as integrity_check of SQLite 3.40 needs it
    price    REAL NOT NULL,
    currency TEXT,                              -- ISO 4217; null for an index level
    PRIMARY KEY (symbol, at, feed_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX quote_by_time ON quote (at);

-- Every notice of every alert, as it was sent or will be.
CREATE TABLE alert (
    id       TEXT NOT NULL,                     -- shared by all notices of one alert
    sequence INTEGER NOT NULL,                  -- 0 for the first notice, then counting up
    at       TEXT NOT NULL,
    stream   TEXT NOT NULL,                     -- 'market', 'topic:…', 'entity:…', 'entity:…#topic' or 'source:…'
    state    TEXT NOT NULL,                     -- 'firing' or 'resolved'
    severity TEXT NOT NULL,                     -- 'warning' or 'critical'
    body     TEXT NOT NULL,                     -- the whole alert as JSON, as in the alert log
    silenced INTEGER NOT NULL DEFAULT 0,        -- 1 if a silence or the ranking kept it from the sinks
    sinks    TEXT,                              -- JSON array of the sinks it was meant for; null in old rows
    PRIMARY KEY (id, sequence)
) STRICT;

CREATE INDEX alert_by_time ON alert (at);

-- What people said about alerts.
CREATE TABLE feedback (
    alert_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,                  -- of the alert's latest notice at the time
    kind     TEXT NOT NULL,                     -- 'acknowledged' or 'dismissed'
    by       TEXT NOT NULL,                     -- who
    reason   TEXT,                              -- why, in their words
    at       TEXT NOT NULL,
    code     TEXT,                              -- 'duplicate', 'irrelevant-entity', 'stale' or 'wrong-sentiment'
    until    TEXT                               -- when an acknowledgement expires; null: with the alert
) STRICT;

CREATE INDEX feedback_by_alert ON feedback (alert_id);

-- How each alert was ranked, so that feedback can train and evaluate the ranking.
CREATE TABLE decision (
    alert_id   TEXT PRIMARY KEY,
    at         TEXT NOT NULL,
    usefulness REAL NOT NULL,                   -- the estimated probability that it is useful, 0 to 1
    deviation  REAL NOT NULL,                   -- the standard deviation of that estimate
    propensity REAL NOT NULL,                   -- the probability with which it was shown
    muted      INTEGER NOT NULL,                -- 1 if it was kept from the sinks
    features   TEXT NOT NULL,                   -- JSON array that only the program uses
    forgotten  INTEGER NOT NULL DEFAULT 0       -- 1 once the ranking was reset
) STRICT, WITHOUT ROWID;

-- Periods in which the alerts of some streams go to no sink.
CREATE TABLE silence (
    id         INTEGER PRIMARY KEY,
    streams    TEXT NOT NULL,                   -- a stream, or a pattern with *: 'topic:*'
    from_time  TEXT NOT NULL,
    until_time TEXT NOT NULL,
    by         TEXT NOT NULL,
    reason     TEXT
) STRICT;

-- The outbox: notices that a sink has yet to take.
CREATE TABLE delivery (
    alert_id  TEXT NOT NULL,
    sequence  INTEGER NOT NULL,
    sink      TEXT NOT NULL,                    -- 'log', or a sink's id in the configuration
    attempts  INTEGER NOT NULL DEFAULT 0,       -- deliveries that failed
    next_ms   INTEGER NOT NULL DEFAULT 0,       -- not tried again before this time
    is_dead   INTEGER NOT NULL DEFAULT 0,       -- 1 once it was given up
    last_error TEXT,                            -- why the last attempt failed, in words
    PRIMARY KEY (alert_id, sequence, sink),
    FOREIGN KEY (alert_id, sequence) REFERENCES alert(id, sequence)
) STRICT, WITHOUT ROWID;

-- What the detector has learned about each stream.
CREATE TABLE detector_state (
    stream TEXT PRIMARY KEY,                    -- or 'population', for what all streams have in common
    state  TEXT NOT NULL                        -- JSON that only the program uses
) STRICT;

-- Items with their assessments. similar_day and similar_week count similar titles of the day and the week
-- before; likes_day and likes_week are their former names.
CREATE VIEW v_items AS
SELECT item.id, item.event_time, item.published, item.fetched_at, item.feed_id AS feed, item.story_id,
       item.is_first_of_story, item.is_backlog, item.title, item.link, item.summary,
       a.sentiment, a.score, a.negative, a.neutral, a.positive, a.topic, a.words, item.novelty,
       json_extract(item.similar_counts, '$[1]') AS likes_day,
       json_extract(item.similar_counts, '$[4]') AS likes_week,
       json_extract(item.similar_counts, '$[1]') AS similar_day,
       json_extract(item.similar_counts, '$[4]') AS similar_week, a.heads
FROM item JOIN assessment a ON a.item_id = item.id;

-- Stories by hour ('2026-11-23T09:00:00Z') and topic; the copies of a story count as one.
CREATE VIEW v_sentiment_hourly AS
SELECT substr(event_time, 1, 13) || ':00:00Z' AS hour, topic, count(*) AS stories,
       sum(sentiment = 'negative') AS negative, sum(sentiment = 'neutral') AS neutral,
       sum(sentiment = 'positive') AS positive, round(avg(score), 4) AS mean_score
FROM v_items WHERE is_first_of_story = 1
GROUP BY hour, topic;

-- One row for each entity that an item names, with the sentiment toward it and how much the item is about it.
CREATE VIEW v_mentions AS
SELECT item.id, item.event_time, item.feed_id AS feed, item.story_id, item.is_first_of_story, item.is_backlog, item.title,
       item.link, mention.symbol, coalesce(entity.name, mention.symbol) AS name, mention.sentiment, mention.score,
       mention.negative, mention.neutral, mention.positive, mention.relevance
FROM mention JOIN item ON item.id = mention.item_id LEFT JOIN entity ON entity.symbol = mention.symbol;

-- Stories by entity and day ('2026-11-23'), with the sentiment toward the entity.
CREATE VIEW v_entity_sentiment AS
SELECT mention.symbol, coalesce(entity.name, mention.symbol) AS name, substr(event_time, 1, 10) AS day,
       count(*) AS stories, sum(mention.sentiment = 'negative') AS negative,
       sum(mention.sentiment = 'positive') AS positive, round(avg(mention.score), 4) AS mean_score
FROM v_items JOIN mention ON mention.item_id = v_items.id LEFT JOIN entity ON entity.symbol = mention.symbol
WHERE is_first_of_story = 1
GROUP BY mention.symbol, day;

-- Alerts, one row each, with the latest state and who acknowledged it. An acknowledgement ends when the alert
-- ends or escalates, or at acknowledged_until if that is not null: compare it with the current time.
CREATE VIEW v_alerts AS
SELECT firing.id, firing.at AS fired_at, firing.stream, firing.severity, last.state, last.at AS changed_at,
       json_extract(firing.body, '$.observed') AS observed, json_extract(firing.body, '$.expected') AS expected,
       json_extract(firing.body, '$.surprise_bits') AS surprise_bits,
       json_extract(firing.body, '$.explanation') AS explanation,
       feedback.by AS acknowledged_by, feedback.until AS acknowledged_until
FROM alert firing
JOIN alert last ON last.id = firing.id
    AND last.sequence = (SELECT max(sequence) FROM alert WHERE id = firing.id)
LEFT JOIN feedback ON last.state = 'firing' AND feedback.kind = 'acknowledged' AND feedback.sequence = last.sequence
    AND feedback.rowid = (SELECT max(rowid) FROM feedback WHERE alert_id = firing.id)
WHERE firing.sequence = 0;

-- Feeds and their health.
CREATE VIEW v_feed_health AS
SELECT feed.id, feed.title, feed.kind, iif(feed.paused_since IS NOT NULL, 'paused', coalesce(feed.state, 'new')) AS health,
       feed.last_success, feed.failures, feed.last_error, feed.last_poll,
       strftime('%Y-%m-%dT%H:%M:%S', next_due_ms / 1000, 'unixepoch') || printf('.%03dZ', next_due_ms % 1000) AS next_due,
       (SELECT count(*) FROM item WHERE item.feed_id = feed.id) AS items,
       (SELECT max(event_time) FROM item WHERE item.feed_id = feed.id) AS latest_item,
       coalesce(feed.paused_since, feed.state_since) AS since, feed.evidence
FROM feed;

-- Every change of a feed's health.
CREATE VIEW v_feed_events AS
SELECT feed_event.at, feed_event.feed_id AS feed, feed_event.state, feed_event.evidence FROM feed_event;

-- The latest price of each symbol.
CREATE VIEW v_quotes_latest AS
SELECT symbol, max(at) AS at, price, currency FROM quote GROUP BY symbol;
