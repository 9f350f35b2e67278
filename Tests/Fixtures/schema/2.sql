-- The database of Bellwether, for people who write SQL against it.
--
-- Times are RFC 3339 text in UTC with a fixed width ('2026-11-23T09:30:00Z'), so that they compare and group as
-- text; times for the program's own use end in _ms and count milliseconds since 1970. Probabilities, shares and
-- attention weights lie in [0, 1]; a score is the probability of positive minus that of negative, in [-1, 1].
--
-- The views at the end are the public face: they change only by growing. The tables may change with the program's
-- version; PRAGMA user_version says which one wrote them. Read with `sqlite3 -readonly`, also while the daemon runs.

-- The feeds of the catalogues, and where the polling of each stands.
CREATE TABLE feed (
    id            TEXT PRIMARY KEY,             -- as in the catalogue
    title         TEXT NOT NULL,
    url           TEXT NOT NULL,
    kind          TEXT NOT NULL,                -- 'news', 'csv', 'json' or 'ecb'
    etag          TEXT,                         -- exactly as received, for the next conditional request
    last_modified TEXT,                         -- exactly as received
    next_due_ms   INTEGER NOT NULL,             -- not polled before
    last_poll     TEXT,
    last_success  TEXT,                         -- last 200 or 304
    failures      INTEGER NOT NULL DEFAULT 0,   -- in a row, up to now
    last_error    TEXT,                         -- why the last poll failed, in words; null after a success
    state         TEXT,                         -- how it fares, see feed_event; null before its first answer
    state_since   TEXT,
    evidence      TEXT,                         -- how that is known, in words
    memory        TEXT,                         -- JSON for the program's own use
    paused_since  TEXT                          -- when somebody paused it; null while it is polled
) STRICT;

-- Every change of a feed's state: 'ok', 'quiet', 'stale', 'frozen', 'thinning', 'blocked', 'walled', 'malformed',
-- 'moved', 'gone', 'unauthorised', 'rate-limited', 'failing'.
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
    story_fingerprint INTEGER NOT NULL,         -- of the title's words; finds copies
    is_first_of_story INTEGER NOT NULL,         -- 1 for the first copy, which alone counts in detection
    is_backlog        INTEGER NOT NULL,         -- 1 when it came with the feed's first poll
    title             TEXT NOT NULL,
    link              TEXT,
    summary           TEXT,
    author            TEXT,
    language          TEXT,
    event_time        TEXT NOT NULL,            -- published when that is believable, else fetched_at
    published         TEXT,                     -- as the source says
    fetched_at        TEXT NOT NULL,
    novelty           REAL NOT NULL DEFAULT 1,  -- against the titles of the week before, in [0, 1]; 0 for a copy
    likes             TEXT NOT NULL DEFAULT '[0,0,0,0,0]', -- JSON: like titles within 12 h, 1, 3, 5, 7 days before
    UNIQUE (feed_id, key)
) STRICT;

CREATE INDEX item_by_time ON item (event_time);
CREATE INDEX item_by_fetch ON item (fetched_at);
CREATE INDEX item_by_story ON item (story_id);
CREATE INDEX item_by_fingerprint ON item (story_fingerprint, fetched_at);

-- Former titles of items whose source changed them.
CREATE TABLE item_edit (
    item_id INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    at      TEXT NOT NULL,                      -- when the change was seen
    title   TEXT NOT NULL,                      -- before it
    summary TEXT
) STRICT;

CREATE INDEX item_edit_by_item ON item_edit (item_id);

-- Where titles that are alike meet (MinHash); of the last week.
CREATE TABLE title_band (
    band       INTEGER NOT NULL,
    item_id    INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (band, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX title_band_by_time ON title_band (fetched_at);
CREATE INDEX title_band_by_item ON title_band (item_id);

-- Items that were deleted by age or size, by a hash of feed and key: their feeds may carry them for years.
CREATE TABLE forgotten (
    hash INTEGER PRIMARY KEY
) STRICT;

-- Full-text search over titles and summaries (FTS5), kept by the triggers: … WHERE item_text MATCH 'profit warning'.
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

-- What the classifier said of an item.
CREATE TABLE assessment (
    item_id         INTEGER PRIMARY KEY REFERENCES item(id) ON DELETE CASCADE,
    sentiment       TEXT NOT NULL,              -- 'negative', 'neutral' or 'positive'
    negative        REAL NOT NULL,
    neutral         REAL NOT NULL,
    positive        REAL NOT NULL,
    score           REAL NOT NULL,
    topic           TEXT NOT NULL,              -- the most probable one
    topic_share     REAL NOT NULL,              -- its probability
    words           TEXT NOT NULL,              -- JSON [{"word","weight"}]: the words that mattered, heaviest first
    embedding       BLOB NOT NULL,              -- the pooled vector (of a text that left the encoder early, mapped onto
                                                -- the last layer's): one signed byte a dimension …
    embedding_scale REAL NOT NULL,              -- … times this
    model           TEXT NOT NULL               -- the weights' name
) STRICT;

-- What the catalogues name as worth watching.
CREATE TABLE entity (
    symbol  TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    aliases TEXT NOT NULL                       -- JSON array of other names
) STRICT;

-- Which entities an item's title names, and the sentiment towards each: one title may be good for one and bad for
-- another.
CREATE TABLE mention (
    item_id   INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    symbol    TEXT NOT NULL,
    sentiment TEXT NOT NULL,                    -- 'negative', 'neutral' or 'positive'
    negative  REAL NOT NULL,
    neutral   REAL NOT NULL,
    positive  REAL NOT NULL,
    score     REAL NOT NULL,
    relevance REAL,                             -- how much the title is about it, in (0, 1]; null from versions before
    PRIMARY KEY (item_id, symbol)
) STRICT, WITHOUT ROWID;

CREATE INDEX mention_by_symbol ON mention (symbol);

-- Prices, rates and index levels.
CREATE TABLE quote (
    symbol   TEXT NOT NULL,
    at       TEXT NOT NULL,
    feed_id  TEXT NOT NULL REFERENCES feed(id), -- before price: SQLite 3.40 checks such tables wrongly otherwise
    price    REAL NOT NULL,
    currency TEXT,                              -- ISO 4217; null for an index level
    PRIMARY KEY (symbol, at, feed_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX quote_by_time ON quote (at);

-- Every notice of every alert, as it was or will be sent.
CREATE TABLE alert (
    id       TEXT NOT NULL,                     -- the same for the firing and the resolved notice
    sequence INTEGER NOT NULL,                  -- 0 firing, then rising
    at       TEXT NOT NULL,
    stream   TEXT NOT NULL,                     -- 'market', 'topic:…', 'entity:…', 'entity:…#topic' or 'source:…'
    state    TEXT NOT NULL,                     -- 'firing' or 'resolved'
    severity TEXT NOT NULL,                     -- 'warning' or 'critical'
    body     TEXT NOT NULL,                     -- the whole alert as JSON, as in the alert log
    silenced INTEGER NOT NULL DEFAULT 0,        -- 1 when a silence or the ranking kept it from the sinks
    sinks    TEXT,                              -- JSON array of those that it was for; null from versions before
    PRIMARY KEY (id, sequence)
) STRICT;

CREATE INDEX alert_by_time ON alert (at);

-- What people said of alerts.
CREATE TABLE answer (
    alert_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,                  -- of the alert's latest notice then
    kind     TEXT NOT NULL,                     -- 'acknowledged' or 'dismissed'
    by       TEXT NOT NULL,                     -- who
    reason   TEXT,                              -- why, in their words
    at       TEXT NOT NULL,
    code     TEXT,                              -- 'duplicate', 'irrelevant-entity', 'stale' or 'wrong-sentiment'
    until    TEXT                               -- when an acknowledgement runs out; null: when the alert ends or escalates
) STRICT;

CREATE INDEX answer_by_alert ON answer (alert_id);

-- How alerts were ranked, so that what people answered can teach and judge the ranking.
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

-- Times in which the alerts of some streams reach no sink.
CREATE TABLE silence (
    id         INTEGER PRIMARY KEY,
    streams    TEXT NOT NULL,                   -- a stream, or a GLOB pattern: 'topic:*'
    from_time  TEXT NOT NULL,
    until_time TEXT NOT NULL,
    by         TEXT NOT NULL,
    reason     TEXT
) STRICT;

-- The outbox: notices that a sink has still to get.
CREATE TABLE delivery (
    alert_id  TEXT NOT NULL,
    sequence  INTEGER NOT NULL,
    sink      TEXT NOT NULL,                    -- 'log', or a sink's id in the configuration
    attempts  INTEGER NOT NULL DEFAULT 0,       -- that failed
    next_ms   INTEGER NOT NULL DEFAULT 0,       -- not tried before
    is_dead   INTEGER NOT NULL DEFAULT 0,       -- 1 when it was given up
    last_error TEXT,                            -- why the last attempt failed, in words
    PRIMARY KEY (alert_id, sequence, sink),
    FOREIGN KEY (alert_id, sequence) REFERENCES alert(id, sequence)
) STRICT, WITHOUT ROWID;

-- What the detector has learned of each stream; JSON for the program's own use.
CREATE TABLE detector_state (
    stream TEXT PRIMARY KEY,                    -- or 'population', for what all have in common
    state  TEXT NOT NULL
) STRICT;

-- Items with everything that is said of them.
CREATE VIEW v_items AS
SELECT item.id, item.event_time, item.published, item.fetched_at, item.feed_id AS feed, item.story_id,
       item.is_first_of_story, item.is_backlog, item.title, item.link, item.summary,
       a.sentiment, a.score, a.negative, a.neutral, a.positive, a.topic, a.words, item.novelty,
       json_extract(item.likes, '$[1]') AS likes_day, json_extract(item.likes, '$[4]') AS likes_week
FROM item JOIN assessment a ON a.item_id = item.id;

-- Stories by hour and topic; copies of a story count once.
CREATE VIEW v_sentiment_hourly AS
SELECT substr(event_time, 1, 13) || ':00:00Z' AS hour, topic, count(*) AS stories,
       sum(sentiment = 'negative') AS negative, sum(sentiment = 'neutral') AS neutral,
       sum(sentiment = 'positive') AS positive, round(avg(score), 4) AS mean_score
FROM v_items WHERE is_first_of_story = 1
GROUP BY hour, topic;

-- Items by the entities that they name, with the sentiment towards each and how much they are about it.
CREATE VIEW v_mentions AS
SELECT item.id, item.event_time, item.feed_id AS feed, item.story_id, item.is_first_of_story, item.is_backlog, item.title,
       item.link, mention.symbol, coalesce(entity.name, mention.symbol) AS name, mention.sentiment, mention.score,
       mention.negative, mention.neutral, mention.positive, mention.relevance
FROM mention JOIN item ON item.id = mention.item_id LEFT JOIN entity ON entity.symbol = mention.symbol;

-- Stories by entity and day, by the sentiment towards the entity.
CREATE VIEW v_entity_sentiment AS
SELECT mention.symbol, coalesce(entity.name, mention.symbol) AS name, substr(event_time, 1, 10) AS day,
       count(*) AS stories, sum(mention.sentiment = 'negative') AS negative,
       sum(mention.sentiment = 'positive') AS positive, round(avg(mention.score), 4) AS mean_score
FROM v_items JOIN mention ON mention.item_id = v_items.id LEFT JOIN entity ON entity.symbol = mention.symbol
WHERE is_first_of_story = 1
GROUP BY mention.symbol, day;

-- Alerts, one row each with its latest state, and who looks at it. That ends when the alert ends or escalates, and at
-- acknowledged_until where there is one: compare it with the time.
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

-- Feeds with how they fare.
CREATE VIEW v_feed_health AS
SELECT feed.id, feed.title, feed.kind, iif(feed.paused_since IS NOT NULL, 'paused', coalesce(feed.state, 'new')) AS health,
       feed.last_success, feed.failures, feed.last_error, feed.last_poll,
       strftime('%Y-%m-%dT%H:%M:%SZ', next_due_ms / 1000, 'unixepoch') AS next_due,
       (SELECT count(*) FROM item WHERE item.feed_id = feed.id) AS items,
       (SELECT max(event_time) FROM item WHERE item.feed_id = feed.id) AS latest_item,
       coalesce(feed.paused_since, feed.state_since) AS since, feed.evidence
FROM feed;

-- The feeds' changes of state.
CREATE VIEW v_feed_events AS
SELECT feed_event.at, feed_event.feed_id AS feed, feed_event.state, feed_event.evidence FROM feed_event;

-- The latest price of each symbol.
CREATE VIEW v_quotes_latest AS
SELECT symbol, max(at) AS at, price, currency FROM quote GROUP BY symbol;
