-- From schema 3 to 4: feeds that are in no catalogue any more are known, titles without spaces between words are
-- found, and what the views count is kept by triggers.

ALTER TABLE feed ADD COLUMN is_watched INTEGER NOT NULL DEFAULT 1;
ALTER TABLE feed ADD COLUMN poll_asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN publisher TEXT;
ALTER TABLE item ADD COLUMN publisher_domain TEXT;

-- An alert that another one stood for was never told: it is as if it had not fired.
UPDATE detector_state SET state = json_remove(state, '$.open')
WHERE json_valid(state) AND json_extract(state, '$.open.leader') IS NOT NULL;
DROP INDEX mention_by_symbol;
CREATE INDEX mention_by_symbol ON mention (symbol, score, relevance);

CREATE VIEW item_unspaced AS
SELECT id, title || '  ' AS title, summary || '  ' AS summary FROM item
WHERE title || coalesce(summary, '') GLOB '*[฀-𱍏]*' -- quickly leaves out all Western scripts
    AND title || coalesce(summary, '') GLOB '*[฀-ᇿក-៿⺀-﫿ｦ-ﾟ𠀀-𱍏]*';

CREATE VIRTUAL TABLE item_trigram USING fts5(
    title, summary, content = 'item_unspaced', content_rowid = 'id', tokenize = 'trigram');

CREATE VIRTUAL TABLE item_trigram_term USING fts5vocab('item_trigram', 'instance');

INSERT INTO item_trigram (item_trigram) VALUES ('rebuild');

CREATE TRIGGER item_trigram_insert AFTER INSERT ON item BEGIN
    INSERT INTO item_trigram (rowid, title, summary)
    SELECT id, title, summary FROM item_unspaced WHERE id = new.id;
END;

CREATE TRIGGER item_trigram_delete BEFORE DELETE ON item BEGIN
    INSERT INTO item_trigram (item_trigram, rowid, title, summary)
    SELECT 'delete', id, title, summary FROM item_unspaced WHERE id = old.id;
END;

CREATE TRIGGER item_trigram_forget BEFORE UPDATE OF title, summary ON item BEGIN
    INSERT INTO item_trigram (item_trigram, rowid, title, summary)
    SELECT 'delete', id, title, summary FROM item_unspaced WHERE id = old.id;
END;

CREATE TRIGGER item_trigram_update AFTER UPDATE OF title, summary ON item BEGIN
    INSERT INTO item_trigram (rowid, title, summary)
    SELECT id, title, summary FROM item_unspaced WHERE id = new.id;
END;

CREATE TABLE feed_count (
    feed_id     TEXT PRIMARY KEY,
    items       INTEGER NOT NULL,
    latest_item TEXT NOT NULL                   -- the latest event_time
) STRICT, WITHOUT ROWID;

-- The items of each feed by the hour of their fetch ('2026-11-23T09'), without backlog, for a little over a week.
CREATE TABLE feed_hour (
    hour     TEXT NOT NULL,
    feed_id  TEXT NOT NULL,
    items    INTEGER NOT NULL,
    dated    INTEGER NOT NULL,                  -- those with a publication time
    delay_ms INTEGER NOT NULL,                  -- from publication to fetch, the sum of those
    PRIMARY KEY (hour, feed_id)
) STRICT, WITHOUT ROWID;

-- Stories by hour ('2026-11-23T09:00:00Z') and topic.
CREATE TABLE topic_hour (
    hour     TEXT NOT NULL,
    topic    TEXT NOT NULL,
    stories  INTEGER NOT NULL,
    negative INTEGER NOT NULL,
    neutral  INTEGER NOT NULL,
    positive INTEGER NOT NULL,
    score    INTEGER NOT NULL,                  -- the sum of the scores in billionths: whole, so that it stays exact
    PRIMARY KEY (hour, topic)
) STRICT, WITHOUT ROWID;

-- Stories by day ('2026-11-23') and entity, with the sentiment toward the entity.
CREATE TABLE entity_day (
    day      TEXT NOT NULL,
    symbol   TEXT NOT NULL,
    stories  INTEGER NOT NULL,
    negative INTEGER NOT NULL,
    neutral  INTEGER NOT NULL,
    positive INTEGER NOT NULL,
    score    INTEGER NOT NULL,                  -- as in topic_hour
    PRIMARY KEY (day, symbol)
) STRICT, WITHOUT ROWID;

CREATE INDEX entity_day_by_symbol ON entity_day (symbol, day);

-- What each item adds to those, one row for each row that it adds to.
CREATE VIEW count_feed_count AS
SELECT id AS item_id, feed_id, event_time FROM item;

CREATE VIEW count_feed_hour AS
SELECT id AS item_id, substr(fetched_at, 1, 13) AS hour, feed_id,
       julianday(published) IS NOT NULL AS dated,
       coalesce(CAST(round((julianday(fetched_at) - julianday(published)) * 86400000) AS INTEGER), 0) AS delay_ms
FROM item WHERE is_backlog = 0;

CREATE VIEW count_topic_hour AS
SELECT a.item_id, substr(event_time, 1, 13) || ':00:00Z' AS hour, topic, sentiment = 'negative' AS negative,
       sentiment = 'neutral' AS neutral, sentiment = 'positive' AS positive,
       CAST(round(score * 1e9) AS INTEGER) AS score
FROM assessment a JOIN item ON item.id = a.item_id WHERE is_first_of_story = 1;

CREATE VIEW count_entity_day AS
SELECT m.item_id, substr(event_time, 1, 10) AS day, symbol, sentiment = 'negative' AS negative,
       sentiment = 'neutral' AS neutral, sentiment = 'positive' AS positive,
       CAST(round(score * 1e9) AS INTEGER) AS score
FROM mention m JOIN item ON item.id = m.item_id WHERE is_first_of_story = 1;

INSERT INTO feed_count SELECT feed_id, count(*), max(event_time) FROM count_feed_count GROUP BY feed_id;

INSERT INTO feed_hour
SELECT hour, feed_id, count(*), sum(dated), sum(delay_ms) FROM count_feed_hour GROUP BY hour, feed_id;

INSERT INTO topic_hour
SELECT hour, topic, count(*), sum(negative), sum(neutral), sum(positive), sum(score)
FROM count_topic_hour GROUP BY hour, topic;

INSERT INTO entity_day
SELECT day, symbol, count(*), sum(negative), sum(neutral), sum(positive), sum(score)
FROM count_entity_day GROUP BY day, symbol;

CREATE TRIGGER count_feed_count_add INSTEAD OF INSERT ON count_feed_count BEGIN
    INSERT INTO feed_count
    SELECT feed_id, 1, event_time FROM count_feed_count WHERE item_id = new.item_id
    ON CONFLICT (feed_id) DO UPDATE SET items = items + 1, latest_item = max(latest_item, excluded.latest_item);
END;

-- Only the latest item's going needs a look at the others, and not even that while another is of the same time.
CREATE TRIGGER count_feed_count_remove INSTEAD OF DELETE ON count_feed_count BEGIN
    DELETE FROM feed_count WHERE feed_id = old.feed_id AND items = 1;
    UPDATE feed_count SET items = items - 1 WHERE feed_id = old.feed_id;
    UPDATE feed_count SET latest_item =
        (SELECT max(event_time) FROM item WHERE feed_id = old.feed_id AND id <> old.item_id)
    WHERE feed_id = old.feed_id AND latest_item = old.event_time AND NOT EXISTS (
        SELECT 1 FROM item WHERE event_time = old.event_time AND +feed_id = old.feed_id AND id <> old.item_id);
END;

CREATE TRIGGER count_feed_hour_add INSTEAD OF INSERT ON count_feed_hour BEGIN
    INSERT INTO feed_hour
    SELECT hour, feed_id, 1, dated, delay_ms FROM count_feed_hour WHERE item_id = new.item_id
    ON CONFLICT (hour, feed_id) DO UPDATE SET items = items + 1, dated = dated + excluded.dated,
        delay_ms = delay_ms + excluded.delay_ms;
END;

CREATE TRIGGER count_feed_hour_remove INSTEAD OF DELETE ON count_feed_hour BEGIN
    UPDATE feed_hour SET items = items - 1, dated = dated - old.dated, delay_ms = delay_ms - old.delay_ms
    WHERE hour = old.hour AND feed_id = old.feed_id;
    DELETE FROM feed_hour WHERE hour = old.hour AND feed_id = old.feed_id AND items = 0;
END;

CREATE TRIGGER count_topic_hour_add INSTEAD OF INSERT ON count_topic_hour BEGIN
    INSERT INTO topic_hour
    SELECT hour, topic, 1, negative, neutral, positive, score FROM count_topic_hour WHERE item_id = new.item_id
    ON CONFLICT (hour, topic) DO UPDATE SET stories = stories + 1, negative = negative + excluded.negative,
        neutral = neutral + excluded.neutral, positive = positive + excluded.positive, score = score + excluded.score;
END;

CREATE TRIGGER count_topic_hour_remove INSTEAD OF DELETE ON count_topic_hour BEGIN
    UPDATE topic_hour SET stories = stories - 1, negative = negative - old.negative, neutral = neutral - old.neutral,
        positive = positive - old.positive, score = score - old.score
    WHERE hour = old.hour AND topic = old.topic;
    DELETE FROM topic_hour WHERE hour = old.hour AND topic = old.topic AND stories = 0;
END;

CREATE TRIGGER count_entity_day_add INSTEAD OF INSERT ON count_entity_day BEGIN
    INSERT INTO entity_day
    SELECT day, symbol, 1, negative, neutral, positive, score FROM count_entity_day WHERE item_id = new.item_id AND symbol = new.symbol
    ON CONFLICT (day, symbol) DO UPDATE SET stories = stories + 1, negative = negative + excluded.negative,
        neutral = neutral + excluded.neutral, positive = positive + excluded.positive, score = score + excluded.score;
END;

CREATE TRIGGER count_entity_day_remove INSTEAD OF DELETE ON count_entity_day BEGIN
    UPDATE entity_day SET stories = stories - 1, negative = negative - old.negative, neutral = neutral - old.neutral,
        positive = positive - old.positive, score = score - old.score
    WHERE day = old.day AND symbol = old.symbol;
    DELETE FROM entity_day WHERE day = old.day AND symbol = old.symbol AND stories = 0;
END;

CREATE TRIGGER item_count_insert AFTER INSERT ON item BEGIN
    INSERT INTO count_feed_count (item_id) VALUES (new.id);
    INSERT INTO count_feed_hour (item_id) VALUES (new.id);
END;

-- What is said of the item goes first, as long as the item tells where it was counted.
CREATE TRIGGER item_count_delete BEFORE DELETE ON item BEGIN
    DELETE FROM assessment WHERE item_id = old.id;
    DELETE FROM mention WHERE item_id = old.id;
    DELETE FROM count_feed_count WHERE item_id = old.id;
    DELETE FROM count_feed_hour WHERE item_id = old.id;
END;

CREATE TRIGGER item_count_forget
BEFORE UPDATE OF feed_id, event_time, published, fetched_at, is_first_of_story, is_backlog ON item
WHEN NOT EXISTS (SELECT 1 FROM item WHERE feed_id = new.feed_id AND key = new.key AND id <> old.id) BEGIN
    DELETE FROM count_feed_count WHERE item_id = old.id;
    DELETE FROM count_feed_hour WHERE item_id = old.id;
    DELETE FROM count_topic_hour WHERE item_id = old.id;
    DELETE FROM count_entity_day WHERE item_id = old.id;
END;

CREATE TRIGGER item_count_update
AFTER UPDATE OF feed_id, event_time, published, fetched_at, is_first_of_story, is_backlog ON item BEGIN
    INSERT INTO count_feed_count (item_id) VALUES (new.id);
    INSERT INTO count_feed_hour (item_id) VALUES (new.id);
    INSERT INTO count_topic_hour (item_id) VALUES (new.id);
    INSERT INTO count_entity_day (item_id, symbol) SELECT item_id, symbol FROM mention WHERE item_id = new.id;
END;

CREATE TRIGGER assessment_count_insert AFTER INSERT ON assessment BEGIN
    INSERT INTO count_topic_hour (item_id) VALUES (new.item_id);
END;

CREATE TRIGGER assessment_count_delete BEFORE DELETE ON assessment BEGIN
    DELETE FROM count_topic_hour WHERE item_id = old.item_id;
END;

CREATE TRIGGER assessment_count_forget BEFORE UPDATE ON assessment BEGIN
    DELETE FROM count_topic_hour WHERE item_id = old.item_id;
END;

CREATE TRIGGER assessment_count_update AFTER UPDATE ON assessment BEGIN
    INSERT INTO count_topic_hour (item_id) VALUES (new.item_id);
END;

CREATE TRIGGER mention_count_insert AFTER INSERT ON mention BEGIN
    INSERT INTO count_entity_day (item_id, symbol) VALUES (new.item_id, new.symbol);
END;

CREATE TRIGGER mention_count_delete BEFORE DELETE ON mention BEGIN
    DELETE FROM count_entity_day WHERE item_id = old.item_id AND symbol = old.symbol;
END;

CREATE TRIGGER mention_count_forget BEFORE UPDATE ON mention
WHEN (new.item_id, new.symbol) = (old.item_id, old.symbol)
    OR NOT EXISTS (SELECT 1 FROM mention WHERE item_id = new.item_id AND symbol = new.symbol) BEGIN
    DELETE FROM count_entity_day WHERE item_id = old.item_id AND symbol = old.symbol;
END;

CREATE TRIGGER mention_count_update AFTER UPDATE ON mention BEGIN
    INSERT INTO count_entity_day (item_id, symbol) VALUES (new.item_id, new.symbol);
END;

DROP VIEW v_feed_health;
DROP VIEW v_sentiment_hourly;
DROP VIEW v_entity_sentiment;
DROP VIEW v_quotes_latest;

CREATE VIEW v_sentiment_hourly AS
SELECT hour, topic, stories, negative, neutral, positive, round(score / 1e9 / stories, 4) AS mean_score
FROM topic_hour;

CREATE VIEW v_entity_sentiment AS
SELECT e.symbol, coalesce(entity.name, e.symbol) AS name, day, stories, negative, positive,
       round(score / 1e9 / stories, 4) AS mean_score
FROM entity_day e LEFT JOIN entity ON entity.symbol = e.symbol;

CREATE VIEW v_feed_health AS
SELECT feed.id, feed.title, feed.kind, iif(feed.paused_since IS NOT NULL, 'paused', coalesce(feed.state, 'new')) AS health,
       feed.last_success, feed.failures, feed.last_error, feed.last_poll,
       strftime('%Y-%m-%dT%H:%M:%S', next_due_ms / 1000, 'unixepoch') || printf('.%03dZ', next_due_ms % 1000) AS next_due,
       coalesce(feed_count.items, 0) AS items, feed_count.latest_item,
       coalesce(feed.paused_since, feed.state_since) AS since, feed.evidence
FROM feed LEFT JOIN feed_count ON feed_count.feed_id = feed.id
WHERE feed.is_watched = 1;

CREATE VIEW v_quotes_latest AS
WITH RECURSIVE known (symbol) AS (
    SELECT min(symbol) FROM quote
    UNION ALL
    SELECT (SELECT min(symbol) FROM quote WHERE quote.symbol > known.symbol) FROM known WHERE known.symbol IS NOT NULL)
SELECT quote.symbol, quote.at, quote.price, quote.currency
FROM known JOIN quote ON quote.symbol = known.symbol AND (quote.at, quote.feed_id) =
    (SELECT last.at, last.feed_id FROM quote last WHERE last.symbol = known.symbol ORDER BY last.at DESC LIMIT 1);

DROP VIEW v_items;

CREATE VIEW v_items AS
SELECT item.id, item.event_time, item.published, item.fetched_at, item.feed_id AS feed, item.story_id,
       item.is_first_of_story, item.is_backlog, item.title, item.link, item.summary,
       a.sentiment, a.score, a.negative, a.neutral, a.positive, a.topic, a.words, item.novelty,
       json_extract(item.similar_counts, '$[1]') AS likes_day,
       json_extract(item.similar_counts, '$[4]') AS likes_week,
       json_extract(item.similar_counts, '$[1]') AS similar_day,
       json_extract(item.similar_counts, '$[4]') AS similar_week, a.heads,
       item.publisher, item.language
FROM item LEFT JOIN assessment a ON a.item_id = item.id;
