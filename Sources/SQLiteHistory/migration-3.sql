-- From schema 2 to 3: every time has the same 24 characters, so that text order is time order. Until now the times of
-- alerts, answers and decisions had milliseconds and all others none, and '09:30:00.279Z' sorts before '09:30:00Z'.
-- Besides, the table answer is called feedback and the column likes similar_counts.

-- The views name what changes; those that depend on one another go together.
DROP VIEW v_items;
DROP VIEW v_sentiment_hourly;
DROP VIEW v_entity_sentiment;
DROP VIEW v_alerts;
DROP VIEW v_feed_health;

ALTER TABLE item RENAME COLUMN likes TO similar_counts;

ALTER TABLE assessment ADD COLUMN heads TEXT;
ALTER TABLE mention ADD COLUMN heads TEXT;

ALTER TABLE answer RENAME TO feedback;
DROP INDEX answer_by_alert;
CREATE INDEX feedback_by_alert ON feedback (alert_id);

-- A time of 20 characters gains its milliseconds; one that has them, or is null, stays as it is.
UPDATE feed SET
    last_poll = iif(length(last_poll) = 20, substr(last_poll, 1, 19) || '.000Z', last_poll),
    last_success = iif(length(last_success) = 20, substr(last_success, 1, 19) || '.000Z', last_success),
    state_since = iif(length(state_since) = 20, substr(state_since, 1, 19) || '.000Z', state_since),
    paused_since = iif(length(paused_since) = 20, substr(paused_since, 1, 19) || '.000Z', paused_since);

UPDATE feed_event SET at = substr(at, 1, 19) || '.000Z' WHERE length(at) = 20;

-- A large table is rewritten four times as fast without the indices on its times.
DROP INDEX item_by_time;
DROP INDEX item_by_fetch;
DROP INDEX item_by_fingerprint;

UPDATE item SET
    event_time = iif(length(event_time) = 20, substr(event_time, 1, 19) || '.000Z', event_time),
    published = iif(length(published) = 20, substr(published, 1, 19) || '.000Z', published),
    fetched_at = iif(length(fetched_at) = 20, substr(fetched_at, 1, 19) || '.000Z', fetched_at);

CREATE INDEX item_by_time ON item (event_time);
CREATE INDEX item_by_fetch ON item (fetched_at);
CREATE INDEX item_by_fingerprint ON item (story_fingerprint, fetched_at);

UPDATE item_edit SET at = substr(at, 1, 19) || '.000Z' WHERE length(at) = 20;

DROP INDEX title_band_by_time;

UPDATE title_band SET fetched_at = substr(fetched_at, 1, 19) || '.000Z' WHERE length(fetched_at) = 20;

CREATE INDEX title_band_by_time ON title_band (fetched_at);

UPDATE quote SET at = substr(at, 1, 19) || '.000Z' WHERE length(at) = 20;

UPDATE alert SET at = substr(at, 1, 19) || '.000Z' WHERE length(at) = 20;

UPDATE feedback SET
    at = iif(length(at) = 20, substr(at, 1, 19) || '.000Z', at),
    until = iif(length(until) = 20, substr(until, 1, 19) || '.000Z', until);

UPDATE decision SET at = substr(at, 1, 19) || '.000Z' WHERE length(at) = 20;

UPDATE silence SET
    from_time = iif(length(from_time) = 20, substr(from_time, 1, 19) || '.000Z', from_time),
    until_time = iif(length(until_time) = 20, substr(until_time, 1, 19) || '.000Z', until_time);

-- A stream that another stream's alert stands for is written by its name.
UPDATE detector_state
SET state = json_set(state, '$.open.leader', 'entity:' || json_extract(state, '$.open.leader.entity._0'))
WHERE json_valid(state) AND json_extract(state, '$.open.leader.entity._0') IS NOT NULL;

UPDATE detector_state
SET state = json_set(state, '$.open.leader', 'entity:' || json_extract(state, '$.open.leader.entityTopic._0')
    || '#' || json_extract(state, '$.open.leader.entityTopic.topic'))
WHERE json_valid(state) AND json_extract(state, '$.open.leader.entityTopic._0') IS NOT NULL;

CREATE VIEW v_items AS
SELECT item.id, item.event_time, item.published, item.fetched_at, item.feed_id AS feed, item.story_id,
       item.is_first_of_story, item.is_backlog, item.title, item.link, item.summary,
       a.sentiment, a.score, a.negative, a.neutral, a.positive, a.topic, a.words, item.novelty,
       json_extract(item.similar_counts, '$[1]') AS likes_day,
       json_extract(item.similar_counts, '$[4]') AS likes_week,
       json_extract(item.similar_counts, '$[1]') AS similar_day,
       json_extract(item.similar_counts, '$[4]') AS similar_week, a.heads
FROM item JOIN assessment a ON a.item_id = item.id;

CREATE VIEW v_sentiment_hourly AS
SELECT substr(event_time, 1, 13) || ':00:00Z' AS hour, topic, count(*) AS stories,
       sum(sentiment = 'negative') AS negative, sum(sentiment = 'neutral') AS neutral,
       sum(sentiment = 'positive') AS positive, round(avg(score), 4) AS mean_score
FROM v_items WHERE is_first_of_story = 1
GROUP BY hour, topic;

CREATE VIEW v_entity_sentiment AS
SELECT mention.symbol, coalesce(entity.name, mention.symbol) AS name, substr(event_time, 1, 10) AS day,
       count(*) AS stories, sum(mention.sentiment = 'negative') AS negative,
       sum(mention.sentiment = 'positive') AS positive, round(avg(mention.score), 4) AS mean_score
FROM v_items JOIN mention ON mention.item_id = v_items.id LEFT JOIN entity ON entity.symbol = mention.symbol
WHERE is_first_of_story = 1
GROUP BY mention.symbol, day;

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

CREATE VIEW v_feed_health AS
SELECT feed.id, feed.title, feed.kind, iif(feed.paused_since IS NOT NULL, 'paused', coalesce(feed.state, 'new')) AS health,
       feed.last_success, feed.failures, feed.last_error, feed.last_poll,
       strftime('%Y-%m-%dT%H:%M:%S', next_due_ms / 1000, 'unixepoch') || printf('.%03dZ', next_due_ms % 1000) AS next_due,
       (SELECT count(*) FROM item WHERE item.feed_id = feed.id) AS items,
       (SELECT max(event_time) FROM item WHERE item.feed_id = feed.id) AS latest_item,
       coalesce(feed.paused_since, feed.state_since) AS since, feed.evidence
FROM feed;
