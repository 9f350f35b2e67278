-- Schema 5: what pages ask for is kept in the order in which they ask for it, and adverse events are stored.

ALTER TABLE assessment ADD COLUMN risk REAL;
ALTER TABLE assessment ADD COLUMN risk_types TEXT;
ALTER TABLE mention ADD COLUMN risk REAL;
ALTER TABLE mention ADD COLUMN risk_types TEXT;

-- What each stream had in each half hour that had a story, against what was expected of it then. (REPLACE writes
-- over a row without telling triggers: use an upsert.)
CREATE TABLE series (
    stream   TEXT NOT NULL,                     -- as in alert
    at       TEXT NOT NULL,                     -- the beginning of the half hour
    stories  INTEGER NOT NULL,                  -- copies not counted
    negative INTEGER NOT NULL,                  -- those that the stream is watched for: bad news, unless a rule says
                                                -- otherwise
    positive INTEGER NOT NULL,
    expected REAL NOT NULL,                     -- negative stories that the past alone made likely
    bits     REAL NOT NULL,                     -- how surprising the negative ones were: -log2 of the probability of so
                                                -- many or more; 0 for no surprise
    PRIMARY KEY (stream, at)
) STRICT, WITHOUT ROWID;

-- All columns: the streams of a span are compared without a look at the table.
CREATE INDEX series_by_time ON series (at, stream, stories, negative, positive, expected, bits);

-- The half hours of each day ('2026-11-23') and stream.
CREATE TABLE series_day (
    day       TEXT NOT NULL,
    stream    TEXT NOT NULL,
    stories   INTEGER NOT NULL,
    negative  INTEGER NOT NULL,
    positive  INTEGER NOT NULL,
    expected  REAL NOT NULL,
    peak_bits REAL NOT NULL,                    -- of the most surprising half hour
    PRIMARY KEY (day, stream)
) STRICT, WITHOUT ROWID;

-- The days of each month ('2026-11') and stream.
CREATE TABLE series_month (
    month     TEXT NOT NULL,
    stream    TEXT NOT NULL,
    days      INTEGER NOT NULL,
    stories   INTEGER NOT NULL,
    negative  INTEGER NOT NULL,
    positive  INTEGER NOT NULL,
    expected  REAL NOT NULL,
    peak_bits REAL NOT NULL,
    PRIMARY KEY (month, stream)
) STRICT, WITHOUT ROWID;

-- Stories by day and sentiment: topic_hour summed up.
CREATE TABLE sentiment_day (
    day      TEXT PRIMARY KEY,
    stories  INTEGER NOT NULL,
    negative INTEGER NOT NULL,
    neutral  INTEGER NOT NULL,
    positive INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The mentions of each entity in the order of time.
CREATE TABLE mention_time (
    symbol     TEXT NOT NULL,
    event_time TEXT NOT NULL,
    item_id    INTEGER NOT NULL,
    adverse    TEXT,                            -- risk_types of the first item of a story that reports an adverse event
                                                -- and is not positive; null for all others
    PRIMARY KEY (symbol, event_time, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX mention_time_adverse ON mention_time (symbol, event_time, adverse) WHERE adverse IS NOT NULL;

-- Each alert as it is now.
CREATE TABLE alert_now (
    id       TEXT PRIMARY KEY,
    fired_at TEXT NOT NULL,
    stream   TEXT NOT NULL,
    rule     TEXT,
    severity TEXT NOT NULL,                     -- with which it fired
    first    INTEGER NOT NULL,                  -- the sequence of its first notice
    last     INTEGER NOT NULL,                  -- and that of its latest
    state    TEXT NOT NULL                      -- of the latest notice
) STRICT, WITHOUT ROWID;

CREATE INDEX alert_now_by_time ON alert_now (fired_at);
CREATE INDEX alert_now_open ON alert_now (fired_at) WHERE state = 'firing';

CREATE INDEX item_by_feed ON item (feed_id, event_time);

CREATE VIEW count_alert_now AS
SELECT f.id, f.at AS fired_at, f.stream, iif(json_valid(f.body), json_extract(f.body, '$.rule'), NULL) AS rule,
       f.severity, f.sequence AS first, l.sequence AS last, l.state
FROM alert f JOIN alert l ON l.id = f.id
WHERE f.sequence = (SELECT min(sequence) FROM alert WHERE id = f.id)
    AND l.sequence = (SELECT max(sequence) FROM alert WHERE id = f.id);

CREATE TRIGGER series_day_insert AFTER INSERT ON series BEGIN
    INSERT INTO series_day
    VALUES (substr(new.at, 1, 10), new.stream, new.stories, new.negative, new.positive, new.expected, new.bits)
    ON CONFLICT (day, stream) DO UPDATE SET stories = stories + excluded.stories,
        negative = negative + excluded.negative, positive = positive + excluded.positive,
        expected = expected + excluded.expected, peak_bits = max(peak_bits, excluded.peak_bits);
END;

-- A half hour is told again with each item: only where the peak falls is the day looked at.
CREATE TRIGGER series_day_update AFTER UPDATE ON series WHEN (new.stream, new.at) = (old.stream, old.at) BEGIN
    UPDATE series_day SET stories = stories - old.stories + new.stories,
        negative = negative - old.negative + new.negative, positive = positive - old.positive + new.positive,
        expected = expected - old.expected + new.expected,
        peak_bits = iif(new.bits >= old.bits OR old.bits < peak_bits, max(peak_bits, new.bits),
            (SELECT max(bits) FROM series WHERE stream = new.stream
                AND at >= substr(new.at, 1, 10) AND at < substr(new.at, 1, 10) || 'U'))
    WHERE day = substr(new.at, 1, 10) AND stream = new.stream;
END;

CREATE TRIGGER series_day_move AFTER UPDATE ON series WHEN (new.stream, new.at) <> (old.stream, old.at) BEGIN
    DELETE FROM series_day WHERE day IN (substr(old.at, 1, 10), substr(new.at, 1, 10))
        AND stream IN (old.stream, new.stream);
    INSERT INTO series_day
    SELECT substr(at, 1, 10), stream, sum(stories), sum(negative), sum(positive), sum(expected), max(bits)
    FROM series WHERE stream IN (old.stream, new.stream)
        AND (at >= substr(new.at, 1, 10) AND at < substr(new.at, 1, 10) || 'U'
            OR at >= substr(old.at, 1, 10) AND at < substr(old.at, 1, 10) || 'U')
    GROUP BY 1, 2;
END;

CREATE TRIGGER series_day_delete AFTER DELETE ON series BEGIN
    DELETE FROM series_day WHERE day = substr(old.at, 1, 10) AND stream = old.stream;
    INSERT INTO series_day
    SELECT substr(old.at, 1, 10), stream, sum(stories), sum(negative), sum(positive), sum(expected), max(bits)
    FROM series WHERE stream = old.stream AND at >= substr(old.at, 1, 10) AND at < substr(old.at, 1, 10) || 'U'
    GROUP BY stream;
END;

CREATE TRIGGER series_month_add AFTER INSERT ON series_day BEGIN
    INSERT INTO series_month
    VALUES (substr(new.day, 1, 7), new.stream, 1, new.stories, new.negative, new.positive, new.expected, new.peak_bits)
    ON CONFLICT (month, stream) DO UPDATE SET days = days + 1, stories = stories + excluded.stories,
        negative = negative + excluded.negative, positive = positive + excluded.positive,
        expected = expected + excluded.expected, peak_bits = max(peak_bits, excluded.peak_bits);
END;

-- Only the peak's going needs a look at the other days.
CREATE TRIGGER series_month_change AFTER UPDATE ON series_day WHEN (new.day, new.stream) = (old.day, old.stream) BEGIN
    UPDATE series_month SET stories = stories - old.stories + new.stories,
        negative = negative - old.negative + new.negative, positive = positive - old.positive + new.positive,
        expected = expected - old.expected + new.expected,
        peak_bits = iif(new.peak_bits >= old.peak_bits OR old.peak_bits < peak_bits, max(peak_bits, new.peak_bits), (
            WITH RECURSIVE d (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM d WHERE n < 31)
            SELECT max(s.peak_bits) FROM d CROSS JOIN series_day s
            WHERE s.day = substr(old.day, 1, 8) || printf('%02d', n) AND s.stream = old.stream))
    WHERE month = substr(new.day, 1, 7) AND stream = new.stream;
END;

CREATE TRIGGER series_month_remove AFTER DELETE ON series_day BEGIN
    DELETE FROM series_month WHERE month = substr(old.day, 1, 7) AND stream = old.stream AND days = 1;
    UPDATE series_month SET days = days - 1, stories = stories - old.stories, negative = negative - old.negative,
        positive = positive - old.positive, expected = expected - old.expected,
        peak_bits = iif(old.peak_bits < peak_bits, peak_bits, (
            WITH RECURSIVE d (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM d WHERE n < 31)
            SELECT max(s.peak_bits) FROM d CROSS JOIN series_day s
            WHERE s.day = substr(old.day, 1, 8) || printf('%02d', n) AND s.stream = old.stream))
    WHERE month = substr(old.day, 1, 7) AND stream = old.stream;
END;

CREATE TRIGGER sentiment_day_insert AFTER INSERT ON topic_hour BEGIN
    INSERT INTO sentiment_day VALUES (substr(new.hour, 1, 10), new.stories, new.negative, new.neutral, new.positive)
    ON CONFLICT (day) DO UPDATE SET stories = stories + excluded.stories, negative = negative + excluded.negative,
        neutral = neutral + excluded.neutral, positive = positive + excluded.positive;
END;

CREATE TRIGGER sentiment_day_update AFTER UPDATE ON topic_hour BEGIN
    UPDATE sentiment_day SET stories = stories - old.stories + new.stories,
        negative = negative - old.negative + new.negative, neutral = neutral - old.neutral + new.neutral,
        positive = positive - old.positive + new.positive
    WHERE day = substr(new.hour, 1, 10);
END;

CREATE TRIGGER sentiment_day_delete AFTER DELETE ON topic_hour BEGIN
    UPDATE sentiment_day SET stories = stories - old.stories, negative = negative - old.negative,
        neutral = neutral - old.neutral, positive = positive - old.positive
    WHERE day = substr(old.hour, 1, 10);
    DELETE FROM sentiment_day WHERE day = substr(old.hour, 1, 10) AND stories = 0;
END;

CREATE VIEW count_mention_time AS
SELECT m.symbol, item.event_time, m.item_id,
       iif(m.risk >= 0.4 AND m.sentiment <> 'positive' AND item.is_first_of_story, m.risk_types, NULL) AS adverse
FROM mention m JOIN item ON item.id = m.item_id;

CREATE TRIGGER mention_time_insert AFTER INSERT ON mention BEGIN
    INSERT INTO mention_time SELECT * FROM count_mention_time WHERE item_id = new.item_id AND symbol = new.symbol;
END;

CREATE TRIGGER mention_time_delete BEFORE DELETE ON mention BEGIN
    DELETE FROM mention_time WHERE symbol = old.symbol AND item_id = old.item_id
        AND event_time = (SELECT event_time FROM item WHERE id = old.item_id);
END;

CREATE TRIGGER mention_time_update AFTER UPDATE OF item_id, symbol, sentiment, risk, risk_types ON mention BEGIN
    DELETE FROM mention_time WHERE symbol = old.symbol AND item_id = old.item_id
        AND event_time = (SELECT event_time FROM item WHERE id = old.item_id);
    INSERT INTO mention_time SELECT * FROM count_mention_time WHERE item_id = new.item_id AND symbol = new.symbol;
END;

CREATE TRIGGER mention_time_move AFTER UPDATE OF event_time, is_first_of_story ON item BEGIN
    DELETE FROM mention_time WHERE symbol IN (SELECT symbol FROM mention WHERE item_id = old.id)
        AND event_time = old.event_time AND item_id = old.id;
    INSERT INTO mention_time SELECT * FROM count_mention_time WHERE item_id = new.id;
END;

CREATE TRIGGER alert_now_insert AFTER INSERT ON alert BEGIN
    DELETE FROM alert_now WHERE id = new.id;
    INSERT INTO alert_now SELECT * FROM count_alert_now WHERE id = new.id;
END;

CREATE TRIGGER alert_now_update AFTER UPDATE OF id, sequence, at, stream, state, severity ON alert BEGIN
    DELETE FROM alert_now WHERE id IN (old.id, new.id);
    INSERT INTO alert_now SELECT * FROM count_alert_now WHERE id IN (old.id, new.id);
END;

CREATE TRIGGER alert_now_delete AFTER DELETE ON alert BEGIN
    DELETE FROM alert_now WHERE id = old.id;
    INSERT INTO alert_now SELECT * FROM count_alert_now WHERE id = old.id;
END;

INSERT INTO sentiment_day
SELECT substr(hour, 1, 10), sum(stories), sum(negative), sum(neutral), sum(positive) FROM topic_hour GROUP BY 1;

INSERT INTO mention_time SELECT * FROM count_mention_time ORDER BY 1, 2, 3;

INSERT INTO alert_now SELECT * FROM count_alert_now;

-- The items that could not be scored are counted for each feed.

ALTER TABLE feed_count ADD COLUMN scored INTEGER NOT NULL DEFAULT 0;

UPDATE feed_count SET scored = counted.items
FROM (SELECT feed_id, count(*) AS items FROM item JOIN assessment ON item_id = id GROUP BY feed_id) counted
WHERE counted.feed_id = feed_count.feed_id;

DROP TRIGGER count_feed_count_add;
DROP TRIGGER count_feed_count_remove;
DROP TRIGGER assessment_count_insert;
DROP TRIGGER assessment_count_delete;
DROP TRIGGER assessment_count_forget;
DROP VIEW count_feed_count;
DROP VIEW v_feed_health;

CREATE VIEW count_feed_count AS
SELECT id AS item_id, feed_id, event_time, EXISTS (SELECT 1 FROM assessment WHERE item_id = item.id) AS scored
FROM item;

CREATE TRIGGER count_feed_count_add INSTEAD OF INSERT ON count_feed_count BEGIN
    INSERT INTO feed_count
    SELECT feed_id, 1, event_time, scored FROM count_feed_count WHERE item_id = new.item_id
    ON CONFLICT (feed_id) DO UPDATE SET items = items + 1, latest_item = max(latest_item, excluded.latest_item),
        scored = scored + excluded.scored;
END;

CREATE TRIGGER count_feed_count_remove INSTEAD OF DELETE ON count_feed_count BEGIN
    DELETE FROM feed_count WHERE feed_id = old.feed_id AND items = 1;
    UPDATE feed_count SET items = items - 1, scored = scored - old.scored WHERE feed_id = old.feed_id;
    UPDATE feed_count SET latest_item =
        (SELECT max(event_time) FROM item WHERE feed_id = old.feed_id AND id <> old.item_id)
    WHERE feed_id = old.feed_id AND latest_item = old.event_time AND NOT EXISTS (
        SELECT 1 FROM item WHERE event_time = old.event_time AND +feed_id = old.feed_id AND id <> old.item_id);
END;

CREATE TRIGGER assessment_count_insert AFTER INSERT ON assessment BEGIN
    INSERT INTO count_topic_hour (item_id) VALUES (new.item_id);
    INSERT INTO count_score_hour (item_id) VALUES (new.item_id);
    UPDATE feed_count SET scored = scored + 1 WHERE feed_id = (SELECT feed_id FROM item WHERE id = new.item_id);
END;

CREATE TRIGGER assessment_count_delete BEFORE DELETE ON assessment BEGIN
    DELETE FROM count_topic_hour WHERE item_id = old.item_id;
    DELETE FROM count_score_hour WHERE item_id = old.item_id;
    UPDATE feed_count SET scored = scored - 1 WHERE feed_id = (SELECT feed_id FROM item WHERE id = old.item_id);
END;

CREATE TRIGGER assessment_count_move AFTER UPDATE OF item_id ON assessment BEGIN
    UPDATE feed_count SET scored = scored - 1 WHERE feed_id = (SELECT feed_id FROM item WHERE id = old.item_id);
    UPDATE feed_count SET scored = scored + 1 WHERE feed_id = (SELECT feed_id FROM item WHERE id = new.item_id);
END;

CREATE TRIGGER assessment_count_forget BEFORE UPDATE ON assessment
WHEN new.item_id = old.item_id OR NOT EXISTS (SELECT 1 FROM assessment WHERE item_id = new.item_id) BEGIN
    DELETE FROM count_topic_hour WHERE item_id = old.item_id;
    DELETE FROM count_score_hour WHERE item_id = old.item_id;
END;

CREATE VIEW v_feed_health AS
SELECT feed.id, feed.title, feed.kind, iif(feed.paused_since IS NOT NULL, 'paused', coalesce(feed.state, 'new')) AS health,
       feed.last_success, feed.failures, feed.last_error, feed.last_poll,
       strftime('%Y-%m-%dT%H:%M:%S', next_due_ms / 1000, 'unixepoch') || printf('.%03dZ', next_due_ms % 1000) AS next_due,
       coalesce(feed_count.items, 0) AS items, feed_count.latest_item,
       coalesce(feed.paused_since, feed.state_since) AS since, feed.evidence,
       coalesce(feed_count.items - feed_count.scored, 0) AS not_scored
FROM feed LEFT JOIN feed_count ON feed_count.feed_id = feed.id
WHERE feed.is_watched = 1;

-- Mentions are found by time, and stories are counted by hour over all topics.
CREATE INDEX mention_time_by_time ON mention_time (event_time);

-- Stories by hour: topic_hour summed up.
CREATE TABLE market_hour (
    hour     TEXT PRIMARY KEY,                  -- as in topic_hour
    stories  INTEGER NOT NULL,
    negative INTEGER NOT NULL,
    neutral  INTEGER NOT NULL,
    positive INTEGER NOT NULL,
    score    INTEGER NOT NULL                   -- as in topic_hour
) STRICT, WITHOUT ROWID;

INSERT INTO market_hour
SELECT hour, sum(stories), sum(negative), sum(neutral), sum(positive), sum(score) FROM topic_hour GROUP BY hour;

CREATE TRIGGER market_hour_insert AFTER INSERT ON topic_hour BEGIN
    INSERT INTO market_hour VALUES (new.hour, new.stories, new.negative, new.neutral, new.positive, new.score)
    ON CONFLICT (hour) DO UPDATE SET stories = stories + excluded.stories, negative = negative + excluded.negative,
        neutral = neutral + excluded.neutral, positive = positive + excluded.positive, score = score + excluded.score;
END;

CREATE TRIGGER market_hour_update AFTER UPDATE ON topic_hour BEGIN
    UPDATE market_hour SET stories = stories - old.stories + new.stories,
        negative = negative - old.negative + new.negative, neutral = neutral - old.neutral + new.neutral,
        positive = positive - old.positive + new.positive, score = score - old.score + new.score
    WHERE hour = new.hour;
END;

CREATE TRIGGER market_hour_delete AFTER DELETE ON topic_hour BEGIN
    UPDATE market_hour SET stories = stories - old.stories, negative = negative - old.negative,
        neutral = neutral - old.neutral, positive = positive - old.positive, score = score - old.score
    WHERE hour = old.hour;
    DELETE FROM market_hour WHERE hour = old.hour AND stories = 0;
END;

DROP VIEW v_mentions;
DROP VIEW v_items;

CREATE VIEW v_items AS
SELECT item.id, item.event_time, item.published, item.fetched_at, item.feed_id AS feed, item.story_id,
       item.is_first_of_story, item.is_backlog, item.title, item.link, item.summary,
       a.sentiment, a.score, a.negative, a.neutral, a.positive, a.topic, a.words, item.novelty,
       json_extract(item.similar_counts, '$[1]') AS likes_day,
       json_extract(item.similar_counts, '$[4]') AS likes_week,
       json_extract(item.similar_counts, '$[1]') AS similar_day,
       json_extract(item.similar_counts, '$[4]') AS similar_week, a.heads,
       item.publisher, item.language, a.risk, a.risk_types,
       a.sentiment = 'negative' OR a.sentiment = 'neutral' AND coalesce(a.risk, 0) >= 0.75 AS is_bad
FROM item LEFT JOIN assessment a ON a.item_id = item.id;

CREATE VIEW v_market_hourly AS
SELECT hour, stories, negative, neutral, positive, round(score / 1e9 / stories, 4) AS mean_score
FROM market_hour;

CREATE VIEW v_mentions AS
SELECT item.id, mention_time.event_time, item.feed_id AS feed, item.story_id, item.is_first_of_story, item.is_backlog,
       item.title, item.link, mention.symbol, coalesce(entity.name, mention.symbol) AS name, mention.sentiment, mention.score,
       mention.negative, mention.neutral, mention.positive, mention.relevance, mention.risk, mention.risk_types,
       mention.sentiment = 'negative' OR mention.sentiment = 'neutral' AND coalesce(mention.risk, 0) >= 0.75 AS is_bad
FROM mention JOIN item ON item.id = mention.item_id
    JOIN mention_time ON mention_time.symbol = mention.symbol AND mention_time.event_time = item.event_time
        AND mention_time.item_id = mention.item_id
    LEFT JOIN entity ON entity.symbol = mention.symbol;

CREATE VIEW v_series AS
SELECT stream, at, stories, negative, positive, round(expected, 4) AS expected, round(bits, 2) AS bits FROM series;

CREATE VIEW v_series_daily AS
SELECT stream, day, stories, negative, positive, round(expected, 4) AS expected, round(peak_bits, 2) AS peak_bits
FROM series_day;

DROP VIEW v_alerts;

CREATE VIEW v_alerts AS
SELECT firing.id, n.fired_at, n.stream, n.severity, n.state, last.at AS changed_at,
       json_extract(firing.body, '$.observed') AS observed, json_extract(firing.body, '$.expected') AS expected,
       json_extract(firing.body, '$.surprise_bits') AS surprise_bits,
       json_extract(firing.body, '$.explanation') AS explanation,
       feedback.by AS acknowledged_by, feedback.until AS acknowledged_until,
       (SELECT group_concat(value) FROM json_each(firing.body, '$.risks')) AS risk_types
FROM alert_now n
JOIN alert firing ON firing.id = n.id AND firing.sequence = n.first
JOIN alert last ON last.id = n.id AND last.sequence = n.last
LEFT JOIN feedback ON n.state = 'firing' AND feedback.kind = 'acknowledged' AND feedback.sequence = n.last
    AND feedback.rowid = (SELECT max(rowid) FROM feedback WHERE alert_id = n.id);

-- Items by hour ('2026-11-23T09'), sentiment and score, copies included.
CREATE TABLE score_hour (
    hour       TEXT NOT NULL,
    sentiment  TEXT NOT NULL,
    score      INTEGER NOT NULL,                -- in steps of 0.1: 0 for the scores from -1 to -0.9, 19 for the highest
    confidence INTEGER NOT NULL,                -- the probability of the likeliest sentiment in steps of 0.1
    items      INTEGER NOT NULL,
    PRIMARY KEY (hour, sentiment, score, confidence)
) STRICT, WITHOUT ROWID;

-- The same items by hour, model and topic.
CREATE TABLE model_hour (
    hour  TEXT NOT NULL,
    model TEXT NOT NULL,
    topic TEXT NOT NULL,
    items INTEGER NOT NULL,
    PRIMARY KEY (hour, model, topic)
) STRICT, WITHOUT ROWID;

-- All items by hour and language.
CREATE TABLE language_hour (
    hour     TEXT NOT NULL,
    language TEXT NOT NULL,                     -- empty where nobody knows
    items    INTEGER NOT NULL,
    scored   INTEGER NOT NULL,                  -- those with an assessment
    PRIMARY KEY (hour, language)
) STRICT, WITHOUT ROWID;

CREATE VIEW count_score_hour AS
SELECT a.item_id, substr(event_time, 1, 13) AS hour, sentiment,
       CAST(min(max((score + 1) / 2 * 20 + 1e-6, 0), 19) AS INTEGER) AS score, -- 0.3 may be stored as a little less
       CAST(min(max(max(negative, neutral, positive) * 10 + 1e-6, 0), 9) AS INTEGER) AS confidence,
       model, topic, coalesce(language, '') AS language
FROM assessment a JOIN item ON item.id = a.item_id;

CREATE VIEW count_language_hour AS
SELECT id AS item_id, substr(event_time, 1, 13) AS hour, coalesce(language, '') AS language FROM item;

CREATE TRIGGER count_score_hour_add INSTEAD OF INSERT ON count_score_hour BEGIN
    INSERT INTO score_hour
    SELECT hour, sentiment, score, confidence, 1 FROM count_score_hour WHERE item_id = new.item_id
    ON CONFLICT (hour, sentiment, score, confidence) DO UPDATE SET items = items + 1;
    INSERT INTO model_hour SELECT hour, model, topic, 1 FROM count_score_hour WHERE item_id = new.item_id
    ON CONFLICT (hour, model, topic) DO UPDATE SET items = items + 1;
    UPDATE language_hour SET scored = scored + 1
    WHERE (hour, language) = (SELECT hour, language FROM count_score_hour WHERE item_id = new.item_id);
END;

CREATE TRIGGER count_score_hour_remove INSTEAD OF DELETE ON count_score_hour BEGIN
    UPDATE score_hour SET items = items - 1
    WHERE (hour, sentiment, score, confidence) = (old.hour, old.sentiment, old.score, old.confidence);
    DELETE FROM score_hour
    WHERE (hour, sentiment, score, confidence) = (old.hour, old.sentiment, old.score, old.confidence) AND items = 0;
    UPDATE model_hour SET items = items - 1 WHERE (hour, model, topic) = (old.hour, old.model, old.topic);
    DELETE FROM model_hour WHERE (hour, model, topic) = (old.hour, old.model, old.topic) AND items = 0;
    UPDATE language_hour SET scored = scored - 1 WHERE (hour, language) = (old.hour, old.language);
END;

CREATE TRIGGER count_language_hour_add INSTEAD OF INSERT ON count_language_hour BEGIN
    INSERT INTO language_hour SELECT hour, language, 1, 0 FROM count_language_hour WHERE item_id = new.item_id
    ON CONFLICT (hour, language) DO UPDATE SET items = items + 1;
END;

CREATE TRIGGER count_language_hour_remove INSTEAD OF DELETE ON count_language_hour BEGIN
    UPDATE language_hour SET items = items - 1 WHERE (hour, language) = (old.hour, old.language);
    DELETE FROM language_hour WHERE (hour, language) = (old.hour, old.language) AND items = 0;
END;

DROP TRIGGER item_count_insert;
DROP TRIGGER item_count_delete;
DROP TRIGGER item_count_forget;
DROP TRIGGER item_count_update;
DROP TRIGGER assessment_count_update;

CREATE TRIGGER item_count_insert AFTER INSERT ON item BEGIN
    INSERT INTO count_feed_count (item_id) VALUES (new.id);
    INSERT INTO count_feed_hour (item_id) VALUES (new.id);
    INSERT INTO count_language_hour (item_id) VALUES (new.id);
END;

CREATE TRIGGER item_count_delete BEFORE DELETE ON item BEGIN
    DELETE FROM assessment WHERE item_id = old.id;
    DELETE FROM mention WHERE item_id = old.id;
    DELETE FROM count_feed_count WHERE item_id = old.id;
    DELETE FROM count_feed_hour WHERE item_id = old.id;
    DELETE FROM count_language_hour WHERE item_id = old.id;
END;

CREATE TRIGGER item_count_forget
BEFORE UPDATE OF feed_id, event_time, published, fetched_at, language, is_first_of_story, is_backlog ON item
WHEN NOT EXISTS (SELECT 1 FROM item WHERE feed_id = new.feed_id AND key = new.key AND id <> old.id) BEGIN
    DELETE FROM count_feed_count WHERE item_id = old.id;
    DELETE FROM count_feed_hour WHERE item_id = old.id;
    DELETE FROM count_score_hour WHERE item_id = old.id;
    DELETE FROM count_language_hour WHERE item_id = old.id;
    DELETE FROM count_topic_hour WHERE item_id = old.id;
    DELETE FROM count_entity_day WHERE item_id = old.id;
END;

CREATE TRIGGER item_count_update
AFTER UPDATE OF feed_id, event_time, published, fetched_at, language, is_first_of_story, is_backlog ON item BEGIN
    INSERT INTO count_feed_count (item_id) VALUES (new.id);
    INSERT INTO count_feed_hour (item_id) VALUES (new.id);
    INSERT INTO count_language_hour (item_id) VALUES (new.id);
    INSERT INTO count_score_hour (item_id) VALUES (new.id);
    INSERT INTO count_topic_hour (item_id) VALUES (new.id);
    INSERT INTO count_entity_day (item_id, symbol) SELECT item_id, symbol FROM mention WHERE item_id = new.id;
END;

CREATE TRIGGER assessment_count_update AFTER UPDATE ON assessment BEGIN
    INSERT INTO count_topic_hour (item_id) VALUES (new.item_id);
    INSERT INTO count_score_hour (item_id) VALUES (new.item_id);
END;

INSERT INTO score_hour
SELECT hour, sentiment, score, confidence, count(*) FROM count_score_hour GROUP BY 1, 2, 3, 4;

INSERT INTO model_hour SELECT hour, model, topic, count(*) FROM count_score_hour GROUP BY 1, 2, 3;

INSERT INTO language_hour
SELECT substr(event_time, 1, 13), coalesce(language, ''), count(*), count(item_id)
FROM item LEFT JOIN assessment ON item_id = id GROUP BY 1, 2;

-- What the detector remembers of words, to find themes: a row a term, a row a bad story of the last days, and 'feed'.
CREATE TABLE theme_state (
    name  TEXT PRIMARY KEY,
    state TEXT NOT NULL                         -- JSON that only the program uses
) STRICT, WITHOUT ROWID;

-- Themes: words that no catalogue lists and that surged in bad news, the latest first. stories and sources are those of the
-- window that surprised most, of an ended theme all stories. terms, companies (symbols), reported_by (publishers, owners of
-- feeds) and resembles (streams of earlier alerts like it) are comma-separated lists; headlines has one per line.
CREATE VIEW v_themes AS
SELECT json_extract(last.body, '$.name') AS name,
       (SELECT group_concat(value, ', ') FROM json_each(last.body, '$.theme.terms')) AS terms,
       json_extract(last.body, '$.theme.began') AS began, n.fired_at,
       iif(n.state = 'resolved', last.at, NULL) AS ended,
       json_extract(last.body, '$.observed') AS stories, json_extract(last.body, '$.sources') AS sources,
       (SELECT group_concat(json_extract(value, '$.symbol'), ', ') FROM json_each(last.body, '$.theme.companies')) AS companies,
       n.stream, n.id AS alert_id,
       (SELECT group_concat(value, ', ') FROM json_each(last.body, '$.theme.sources')) AS reported_by,
       (SELECT group_concat(json_extract(value, '$.title'), char(10)) FROM json_each(told.body, '$.headlines')) AS headlines,
       (SELECT group_concat(json_extract(value, '$.stream'), ', ') FROM json_each(told.body, '$.similar')) AS resembles
FROM alert_now n JOIN alert last ON last.id = n.id AND last.sequence = n.last
LEFT JOIN alert told ON told.id = n.id
    AND told.sequence = (SELECT max(sequence) FROM alert WHERE id = n.id AND state = 'firing')
WHERE n.stream GLOB 'theme:*'
ORDER BY n.fired_at DESC;

-- Names of companies that titles have and no catalogue lists; rarely reported ones are forgotten. The counts are of
-- the first items of stories.
CREATE TABLE discovered (
    key        TEXT PRIMARY KEY,                -- the name in lower case, without accents and legal form
    name       TEXT NOT NULL,
    symbol     TEXT,                            -- that of its mentions and its stream (entity:SYMBOL): a listed symbol,
                                                -- or the name itself; null while it has no stream
    stories    INTEGER NOT NULL,
    weight     REAL NOT NULL,                   -- of the stories; each weighs half after two months, as of last_seen
    evidence   REAL NOT NULL,                   -- log odds that it is a company, summed up with these weights
    doubts     REAL NOT NULL,                   -- how often it was something else, summed up likewise
    sources    TEXT NOT NULL,                   -- JSON array of the owners of the sources that named it, the first few
    first_seen TEXT NOT NULL,
    last_seen  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What people said of names: the last word on each.
CREATE TABLE entity_choice (
    key    TEXT PRIMARY KEY,                    -- as in discovered
    name   TEXT NOT NULL,
    kind   TEXT NOT NULL,                       -- 'accepted', 'merged' or 'ignored'
    symbol TEXT,                                -- of the entity that it is merged into, or by which it is to go; null for
                                                -- the name itself
    by     TEXT NOT NULL,                       -- who
    reason TEXT,                                -- why, in their words
    at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Listed securities, imported from the lists of exchanges and regulators: what discovered names are linked to.
CREATE TABLE listing (
    symbol      TEXT PRIMARY KEY,
    name        TEXT NOT NULL,                  -- of the issuer, often with the kind of security
    short       TEXT,                           -- by which people call the issuer
    exchange    TEXT,
    cik         INTEGER,                        -- the number of the issuer at the SEC
    is_fund     INTEGER NOT NULL,
    imported_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Names that no catalogue lists: status is 'candidate' (counted), 'watched' (with a stream), or what a person said
-- ('accepted', 'merged', 'ignored'). sources counts the owners of sources that named it, up to four.
CREATE VIEW v_discovered AS
SELECT d.name, coalesce(c.kind, iif(d.symbol IS NULL, 'candidate', 'watched')) AS status,
       iif(c.kind = 'ignored', NULL, coalesce(c.symbol, d.symbol)) AS symbol, d.stories,
       json_array_length(d.sources) AS sources, d.first_seen, d.last_seen, c.by AS decided_by, c.at AS decided_at
FROM discovered d LEFT JOIN entity_choice c ON c.key = d.key;

-- Alerts about companies with the times that a study looks at: the alert's own (days_before 0), and the same clock time on
-- each of the 120 days before, for each window. feed_id is the feed that told the last price before the alert; shift is
-- '-1 days' where it dates its prices by day only, which are known at the end of the day.
CREATE VIEW count_study_time AS
WITH RECURSIVE back (days) AS (SELECT 0 UNION ALL SELECT days + 1 FROM back WHERE days < 120),
subject AS (
    SELECT id, fired_at, substr(own, 1, instr(own || '#', '#') - 1) AS symbol
    FROM (SELECT id, fired_at, substr(stream, instr(stream, 'entity:') + 7) AS own FROM alert_now
        WHERE stream GLOB 'entity:*' OR stream GLOB 'rule:*@entity:*')),
fed AS (
    SELECT s.*, (SELECT feed_id FROM quote WHERE symbol = s.symbol AND at <= s.fired_at ORDER BY at DESC LIMIT 1) AS feed_id
    FROM subject s)
SELECT f.id, f.fired_at, f.symbol, f.feed_id, w.column1 AS "window", w.column2 AS seconds, back.days AS days_before,
       strftime('%Y-%m-%dT%H:%M:%fZ', f.fired_at, '-' || back.days || ' days') AS at,
       iif(EXISTS (SELECT 1 FROM quote WHERE symbol = f.symbol AND feed_id = f.feed_id
           AND substr(at, 12) <> '00:00:00.000Z'), '+0 days', '-1 days') AS shift
FROM fed f CROSS JOIN (VALUES ('1h', 3600), ('1d', 86400), ('5d', 432000)) w CROSS JOIN back
WHERE f.feed_id IS NOT NULL;

-- What the price did in each of these windows; nothing where nobody can say: without a price at its beginning or behind its
-- end, across more than four days without one or a jump that looks like a split, and for windows shorter than the usual
-- time (the median) between the 20 prices up to its end.
CREATE VIEW count_study_move AS
SELECT m.id, m.fired_at, m.symbol, m.feed_id, m."window", m.seconds, m.days_before, m.at, m.shift, m.from_at, m.to_at,
       a.price AS from_price, b.price AS to_price, b.price / a.price - 1 AS move
FROM (SELECT *, iif(within_at > from_at, within_at, after_at) AS to_at FROM (
    SELECT t.*,
        (SELECT at FROM quote WHERE symbol = t.symbol AND feed_id = t.feed_id AND price > 0
            AND at <= strftime('%Y-%m-%dT%H:%M:%fZ', t.at, t.shift) ORDER BY at DESC LIMIT 1) AS from_at,
        (SELECT at FROM quote WHERE symbol = t.symbol AND feed_id = t.feed_id AND price > 0
            AND at <= strftime('%Y-%m-%dT%H:%M:%fZ', t.at, t.shift, '+' || t.seconds || ' seconds')
            ORDER BY at DESC LIMIT 1) AS within_at,
        (SELECT at FROM quote WHERE symbol = t.symbol AND feed_id = t.feed_id AND price > 0
            AND at >= strftime('%Y-%m-%dT%H:%M:%fZ', t.at, t.shift, '+' || t.seconds || ' seconds')
            ORDER BY at LIMIT 1) AS after_at
    FROM count_study_time t) WHERE from_at IS NOT NULL AND after_at IS NOT NULL) m
JOIN quote a ON a.symbol = m.symbol AND a.at = m.from_at AND a.feed_id = m.feed_id
JOIN quote b ON b.symbol = m.symbol AND b.at = m.to_at AND b.feed_id = m.feed_id
WHERE NOT EXISTS (
    SELECT 1 FROM (SELECT at, price, lag(at) OVER path AS before, lag(price) OVER path AS former FROM quote
        WHERE symbol = m.symbol AND feed_id = m.feed_id AND price > 0 AND at BETWEEN m.from_at AND m.after_at
        WINDOW path AS (ORDER BY at)) p
    WHERE p.before IS NOT NULL AND (julianday(p.at) - julianday(p.before) > 4 OR EXISTS (
        SELECT 1 FROM (VALUES (1.5, 0), (2.5, 0), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (7, 1), (8, 1), (9, 1), (10, 1),
            (12, 1), (15, 1), (20, 1), (25, 1), (30, 1), (40, 1), (50, 1), (100, 1), (1000, 1)) r
        WHERE (r.column2 OR p.former > p.price)
            AND abs(max(p.former / p.price, p.price / p.former) / r.column1 - 1) <= 0.03)))
AND m.seconds >= (SELECT gap FROM (
    SELECT gap, row_number() OVER (ORDER BY gap) AS place, count(*) OVER () AS gaps FROM (
        SELECT round((julianday(at) - julianday(lag(at) OVER (ORDER BY at))) * 86400) AS gap FROM (
            SELECT at FROM quote WHERE symbol = m.symbol AND feed_id = m.feed_id AND price > 0 AND at <= m.after_at
            ORDER BY at DESC LIMIT 21))
    WHERE gap IS NOT NULL) WHERE place = gaps / 2 + 1);

-- What the price did within an hour ('1h'), a day and five days after each alert about a company: move is the change as a
-- fraction of from_price, adjusted_move that less the move of the index, usual_move the median at the same clock time on
-- the 120 days before, without times near an alert, of usual_times such times, if they are 20 or more. What is not known is
-- null; a window of which nothing is known has no row. Each alert takes up to a second: ask for some, by alert_id,
-- symbol or fired_at.
CREATE VIEW v_event_studies AS
WITH market (symbol, feed_id, shift) AS MATERIALIZED (
    SELECT symbol, feed_id, iif(EXISTS (SELECT 1 FROM quote WHERE symbol = i.symbol AND feed_id = i.feed_id
        AND substr(at, 12) <> '00:00:00.000Z'), '+0 days', '-1 days')
    FROM (SELECT column2 AS symbol, column1 AS place,
            (SELECT feed_id FROM quote WHERE symbol = column2 ORDER BY at DESC LIMIT 1) AS feed_id
        FROM (VALUES (1, 'SP500'), (2, '^GSPC'), (3, 'SPX'), (4, 'SPY'), (5, 'DJIA'), (6, '^DJI'), (7, 'NASDAQCOM'),
            (8, '^IXIC'))) i
    WHERE feed_id IS NOT NULL ORDER BY place LIMIT 1)
SELECT alert_id, fired_at, symbol, "window", from_time, from_price, to_time, to_price, round(move, 6) AS move, index_symbol,
       round(move - (index_to / index_from - 1), 6) AS adjusted_move, json_extract(usual, '$.median') AS usual_move,
       coalesce(json_extract(usual, '$.times'), 0) AS usual_times
FROM (SELECT e.*,
       (SELECT json_object('median', iif(max(times) >= 20, round(avg(move), 6), NULL), 'times', max(times)) FROM (
            SELECT move, row_number() OVER (ORDER BY move) AS place, count(*) OVER () AS times FROM (
                SELECT DISTINCT u.from_at, u.to_at, u.move FROM count_study_move u
                WHERE u.id = alert_id AND u."window" = e."window" AND u.days_before > 0 AND NOT EXISTS (
                    SELECT 1 FROM alert_now n
                    WHERE n.fired_at > strftime('%Y-%m-%dT%H:%M:%fZ', u.at, '-' || u.seconds || ' seconds')
                        AND n.fired_at < strftime('%Y-%m-%dT%H:%M:%fZ', u.at, '+' || u.seconds || ' seconds')
                        AND n.stream || '#' GLOB '*entity:' || u.symbol || '#*')))
        WHERE place IN ((times + 1) / 2, times / 2 + 1)) AS usual
FROM (SELECT m.id AS alert_id, m.fired_at, m.symbol, m."window",
        strftime('%Y-%m-%dT%H:%M:%fZ', m.from_at, replace(m.shift, '-', '+')) AS from_time, m.from_price,
        strftime('%Y-%m-%dT%H:%M:%fZ', m.to_at, replace(m.shift, '-', '+')) AS to_time, m.to_price, m.move,
        market.symbol AS index_symbol,
        (SELECT price FROM (
            SELECT at, price,
                abs(julianday(at) - julianday(m.from_at, replace(m.shift, '-', '+'), market.shift)) AS distance
            FROM quote WHERE symbol = market.symbol AND feed_id = market.feed_id AND price > 0
                AND at BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', m.from_at, '-3 days')
                    AND strftime('%Y-%m-%dT%H:%M:%fZ', m.from_at, '+3 days'))
        WHERE distance <= m.seconds / 345600.0 ORDER BY distance, at LIMIT 1)
        AS index_from,
        (SELECT price FROM (
            SELECT at, price,
                abs(julianday(at) - julianday(m.to_at, replace(m.shift, '-', '+'), market.shift)) AS distance
            FROM quote WHERE symbol = market.symbol AND feed_id = market.feed_id AND price > 0
                AND at BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', m.to_at, '-3 days')
                    AND strftime('%Y-%m-%dT%H:%M:%fZ', m.to_at, '+3 days'))
        WHERE distance <= m.seconds / 345600.0 ORDER BY distance, at LIMIT 1)
        AS index_to
    FROM count_study_move m LEFT JOIN market ON market.symbol <> m.symbol WHERE m.days_before = 0) e);
