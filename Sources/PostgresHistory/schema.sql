-- The history of Bellwether in PostgreSQL 15 or newer, for people who query it with SQL.
--
-- The views at the end are those of SQLite (schema.sql at the top of the tree): the same names, the same columns in the
-- same order, and the same values. Times are RFC 3339 text in UTC there, always 24 characters with milliseconds
-- ('2026-11-23T09:30:00.000Z'), so that one query runs on both engines. The tables below keep times as timestamptz;
-- utc() turns them into that text. date(), strftime() and group_concat() are here as SQLite has them.
-- Probabilities, shares and attention weights are between 0 and 1; a score is the probability of positive minus that of
-- negative, between -1 and 1.
--
-- The views are the public interface: they only gain columns. The tables may change from one version of the program to
-- the next; the table bellwether says which version they are of. All names are in one schema, the first of
-- search_path.

-- Text that is compared and ordered by its bytes, as SQLite does, whatever the language of the server.
CREATE DOMAIN label AS text COLLATE "C";

-- A time as the views show it. Declared immutable, so that an index may have it: this format has no names of a language.
CREATE FUNCTION utc(timestamptz) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
END $$;

-- Full-text search as SQLite's: words without regard to case, accents and English endings (Porter), none left out.
CREATE TEXT SEARCH DICTIONARY bellwether_stem (TEMPLATE = snowball, LANGUAGE = porter);
CREATE TEXT SEARCH CONFIGURATION bellwether (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION bellwether
    ADD MAPPING FOR asciiword, word, numword, hword_asciipart, hword_part, hword_numpart, uint, int, float, sfloat, version
    WITH bellwether_stem;

-- A text as words in lower case without accents, and without what makes the parser see more than words: addresses,
-- signs, tags. Of scripts without spaces between words, each character is a word.
CREATE FUNCTION plain_words(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF octet_length(t) = length(t) THEN
        RETURN translate(lower(t), '-./@<&+~_', '         ');
    END IF;
    t := normalize(regexp_replace(normalize(lower(t), NFD), '[\u0300-\u036f]+', '', 'g'), NFC);
    t := translate(t, '-./@<&+~_’‘“”„«»–—…•€£', '                      ');
    IF t ~ '[\u0e00-\u11ff\u1780-\u17ff\u2e80-\ufaff\uff66-\uff9f\U00020000-\U0003134f]' THEN
        t := regexp_replace(
            t, '([\u0e00-\u11ff\u1780-\u17ff\u2e80-\ufaff\uff66-\uff9f\U00020000-\U0003134f])', ' \1 ', 'g');
    END IF;
    RETURN t;
END $$;

-- The words of a headline with their places: those of the title have the weight A, those of the summary B, and '^' is
-- before the first of each.
CREATE FUNCTION headline_words(title text, summary text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN '''^'':1A'::tsvector || setweight(to_tsvector('bellwether'::regconfig, plain_words(title)), 'A')
        || '''^'':1B'::tsvector
        || setweight(to_tsvector('bellwether'::regconfig, plain_words(coalesce(summary, ''))), 'B');
END $$;

-- The query for words next to each other: in the title (weight 'A'), the summary ('B') or either (''), whether the last
-- may go on, and whether the first is the first of its text.
CREATE FUNCTION phrase_query(words text, weight text, is_beginning boolean, is_first boolean) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    asked text := phraseto_tsquery('bellwether'::regconfig, plain_words(words));
BEGIN
    IF asked = '' THEN RETURN NULL; END IF;
    IF is_first THEN asked := '''^'' <-> ' || asked; END IF;
    IF weight <> '' THEN asked := regexp_replace(asked, '''(?=\s|$)', ''':' || weight, 'g'); END IF;
    RETURN (asked || CASE WHEN NOT is_beginning THEN '' WHEN weight = '' THEN ':*' ELSE '*' END)::tsquery;
END $$;

-- The same for words next to each other anywhere: … WHERE search @@ phrase('profit warning'). In Chinese, Japanese,
-- Korean and other scripts without spaces it finds any part of a text.
CREATE FUNCTION phrase(words text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN phrase_query(words, '', false, false);

-- The query for two phrases with no more than so many words between them, in either order.
CREATE FUNCTION near_query(a tsquery, b tsquery, distance integer) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    asked tsquery;
BEGIN
    FOR words IN 1 .. distance + 1 LOOP
        asked := concat_ws(' | ', asked, tsquery_phrase(a, b, words), tsquery_phrase(b, a, words))::tsquery;
    END LOOP;
    RETURN asked;
END $$;

-- The feeds of the catalogues, and the state of polling for each.
CREATE TABLE feed (
    id            label PRIMARY KEY,            -- as in the catalogue
    title         text NOT NULL,
    url           text NOT NULL,
    kind          text NOT NULL,                -- 'news', 'csv', 'json' or 'ecb'
    etag          text,                         -- exactly as received, for the next conditional request
    last_modified text,                         -- exactly as received
    next_due_ms   bigint NOT NULL,              -- not polled before this time, in milliseconds since 1970
    last_poll     timestamptz,
    last_success  timestamptz,                  -- last 200 or 304
    failures      integer NOT NULL DEFAULT 0,   -- in a row, since the last success
    last_error    text,                         -- why the last poll failed, in words; null after a success
    state         text,                         -- its health, see feed_event; null before its first response
    state_since   timestamptz,
    evidence      text,                         -- how we know, in words
    memory        text,                         -- JSON that only the program uses
    paused_since  timestamptz,                  -- when someone paused it; null while it is polled
    is_watched    integer NOT NULL DEFAULT 1,   -- 0 once it is in no catalogue of the daemon any more
    poll_asked    integer NOT NULL DEFAULT 0    -- 1 while someone waits for a poll that the daemon has not begun
) WITH (fillfactor = 70);

-- Every change of a feed's health: 'ok', 'quiet', 'stale', 'frozen', 'thinning', 'blocked', 'walled',
-- 'malformed', 'moved', 'gone', 'unauthorised', 'rate-limited', 'failing'.
CREATE TABLE feed_event (
    id       bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,
    feed_id  label NOT NULL REFERENCES feed(id),
    at       timestamptz NOT NULL,
    state    text NOT NULL,
    evidence text
);

CREATE INDEX feed_event_by_feed ON feed_event (feed_id, at);
CREATE INDEX feed_event_by_time ON feed_event USING brin (at);

CREATE SEQUENCE item_id;

-- Every entry of every news feed, once. Copies of one story share story_id. A month of fetching is a partition, and
-- retention drops whole months; item_key keeps a row for each entry ever seen.
CREATE TABLE item (
    id                bigint NOT NULL DEFAULT nextval('item_id'),
    feed_id           label NOT NULL,
    key               label NOT NULL,           -- 'guid:…', 'link:…' or 'hash:…'; unique within the feed
    story_id          bigint NOT NULL,
    story_fingerprint bigint NOT NULL,          -- of the words of the title; equal for copies
    is_first_of_story integer NOT NULL,         -- 1 for the first copy, the only one that detection counts
    is_backlog        integer NOT NULL,         -- 1 if it came in the feed's first day, which only teaches
    title             text NOT NULL,
    link              text,
    summary           text,
    author            text,
    language          label,
    event_time        timestamptz NOT NULL,     -- published plus the feed's usual delay, at most fetched_at
    published         timestamptz,              -- as stated by the source
    fetched_at        timestamptz NOT NULL,
    novelty           double precision NOT NULL DEFAULT 1, -- how unlike the titles of the past week, 0 to 1; 0 for a copy
    similar_counts    json NOT NULL DEFAULT '[0,0,0,0,0]', -- similar titles in the 12 h, 1, 3, 5, 7 days before
    publisher         text,                     -- who published it, where the feed is an aggregator's and says so
    publisher_domain  text,                     -- the domain of the publisher's site
    search            tsvector GENERATED ALWAYS AS (headline_words(title, summary)) STORED,
    PRIMARY KEY (id, fetched_at)
) PARTITION BY RANGE (fetched_at);

CREATE INDEX item_by_time ON item (utc(event_time) COLLATE "C", id);
CREATE INDEX item_by_feed ON item (feed_id, utc(event_time) COLLATE "C", id);
CREATE INDEX item_by_fetch ON item USING brin (fetched_at);
CREATE INDEX item_by_story ON item (story_id);
CREATE INDEX item_by_fingerprint ON item (story_fingerprint, fetched_at);
CREATE INDEX item_by_word ON item USING gin (search) WITH (gin_pending_list_limit = 1024);

-- Takes what has no month yet, so that nothing is ever refused for want of a partition.
CREATE TABLE item_default PARTITION OF item DEFAULT;

-- Every entry that was ever stored, by a hash of its feed and key: feeds may list what retention has deleted for years.
-- Whoever inserts an item inserts its key first, and goes on only if it was new.
CREATE TABLE item_key (
    hash       bigint PRIMARY KEY,              -- FNV-1a of the feed, a line feed and the key
    item_id    bigint,                          -- null for what was deleted before it came to this database
    fetched_at timestamptz                      -- of the item, to find its partition
);

-- Previous titles of items that their source has edited.
CREATE TABLE item_edit (
    id      bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,
    item_id bigint NOT NULL,
    at      timestamptz NOT NULL,               -- when the edit was noticed
    title   text NOT NULL,                      -- before the edit
    summary text
);

CREATE INDEX item_edit_by_item ON item_edit (item_id);

-- Buckets that similar titles share (MinHash), for the titles of the last week.
CREATE TABLE title_band (
    band       bigint NOT NULL,
    item_id    bigint NOT NULL,
    fetched_at timestamptz NOT NULL,
    PRIMARY KEY (band, item_id)
);

CREATE INDEX title_band_by_time ON title_band USING brin (fetched_at);
CREATE INDEX title_band_by_item ON title_band (item_id);

-- The classifier's verdict on each item.
CREATE TABLE assessment (
    item_id         bigint NOT NULL,
    fetched_at      timestamptz NOT NULL,       -- of the item
    sentiment       label NOT NULL,             -- 'negative', 'neutral' or 'positive'
    negative        real NOT NULL,
    neutral         real NOT NULL,
    positive        real NOT NULL,
    score           real NOT NULL,
    topic           label NOT NULL,             -- the most probable one
    topic_share     real NOT NULL,              -- its probability
    words           json NOT NULL,              -- [{"word","weight"}]: the words that mattered most
    embedding       bytea NOT NULL,             -- the pooled vector, one signed byte per dimension; of a text that
                                                -- left the encoder early, mapped to the last layer's space
    embedding_scale real NOT NULL,              -- multiply each byte by this
    model           label NOT NULL,             -- the name of the weights
    heads           json,                       -- {head: {label: probability}}: what further heads of the model say of
                                                -- the title; null where it has none
    risk            real,                       -- the probability that the title reports an adverse event for a company
                                                -- or institution; null in old rows, and where the model has no risk head
    risk_types      text,                       -- from a risk of 0.4 on, the kinds of event, the most probable first:
                                                -- 'probe,fraud-misconduct'; '' where none is sure
    PRIMARY KEY (item_id, fetched_at)
) PARTITION BY RANGE (fetched_at);

CREATE TABLE assessment_default PARTITION OF assessment DEFAULT;

-- The companies and other entities that the catalogues list.
CREATE TABLE entity (
    symbol  label PRIMARY KEY,
    name    text NOT NULL,
    aliases json NOT NULL                       -- array of other names
);

-- The entities that each title names, with the sentiment toward each of them: one title can be good news for
-- one and bad news for another.
CREATE TABLE mention (
    item_id    bigint NOT NULL,
    symbol     label NOT NULL,
    fetched_at timestamptz NOT NULL,            -- of the item
    event_time timestamptz NOT NULL,            -- of the item
    sentiment  label NOT NULL,                  -- 'negative', 'neutral' or 'positive'
    negative   real NOT NULL,
    neutral    real NOT NULL,
    positive   real NOT NULL,
    score      real NOT NULL,
    relevance  real,                            -- how much the title is about it, above 0 up to 1; null in old rows
    heads      json,                            -- {head: {label: probability}}, as in assessment
    risk       real,                            -- the probability that it suffers an adverse event, as in assessment
    risk_types text,
    PRIMARY KEY (item_id, symbol, fetched_at)
) PARTITION BY RANGE (fetched_at);

CREATE INDEX mention_by_symbol ON mention (symbol, utc(event_time) COLLATE "C", item_id);
CREATE INDEX mention_adverse ON mention (symbol, event_time) WHERE risk >= 0.4 AND sentiment <> 'positive';

CREATE TABLE mention_default PARTITION OF mention DEFAULT;

-- Prices, rates and index levels.
CREATE TABLE quote (
    symbol   label NOT NULL,
    at       timestamptz NOT NULL,
    feed_id  label NOT NULL REFERENCES feed(id),
    price    double precision NOT NULL,
    currency text,                              -- ISO 4217; null for an index level
    PRIMARY KEY (symbol, at, feed_id)
);

CREATE INDEX quote_by_time ON quote USING brin (at);

-- Every notice of every alert, as it was sent or will be.
CREATE TABLE alert (
    number   bigint NOT NULL UNIQUE GENERATED BY DEFAULT AS IDENTITY, -- in the order of storing
    id       label NOT NULL,                    -- shared by all notices of one alert
    sequence integer NOT NULL,                  -- 0 for the first notice, then counting up
    at       timestamptz NOT NULL,
    stream   label NOT NULL,                    -- 'market', 'topic:…', 'entity:…', 'entity:…#topic', 'theme:…' or 'source:…'
    state    text NOT NULL,                     -- 'firing' or 'resolved'
    severity text NOT NULL,                     -- 'warning' or 'critical'
    body     json NOT NULL,                     -- the whole alert, letter by letter as in the alert log
    silenced integer NOT NULL DEFAULT 0,        -- 1 if a silence or the ranking kept it from the sinks
    sinks    json,                              -- array of the sinks it was meant for; null in old rows
    PRIMARY KEY (id, sequence)
);

CREATE INDEX alert_by_time ON alert (at);

-- What people said about alerts.
CREATE TABLE feedback (
    number   bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, -- in the order of storing
    alert_id label NOT NULL,
    sequence integer NOT NULL,                  -- of the alert's latest notice at the time
    kind     text NOT NULL,                     -- 'acknowledged' or 'dismissed'
    by       text NOT NULL,                     -- who
    reason   text,                              -- why, in their words
    at       timestamptz NOT NULL,
    code     text,                              -- 'duplicate', 'irrelevant-entity', 'stale' or 'wrong-sentiment'
    until    timestamptz                        -- when an acknowledgement expires; null: with the alert
);

CREATE INDEX feedback_by_alert ON feedback (alert_id, number);

-- How each alert was ranked, so that feedback can train and evaluate the ranking.
CREATE TABLE decision (
    alert_id   label PRIMARY KEY,
    at         timestamptz NOT NULL,
    usefulness double precision NOT NULL,       -- the estimated probability that it is useful, 0 to 1
    deviation  double precision NOT NULL,       -- the standard deviation of that estimate
    propensity double precision NOT NULL,       -- the probability with which it was shown
    muted      integer NOT NULL,                -- 1 if it was kept from the sinks
    features   json NOT NULL,                   -- array that only the program uses
    forgotten  integer NOT NULL DEFAULT 0       -- 1 once the ranking was reset
);

-- Periods in which the alerts of some streams go to no sink.
CREATE TABLE silence (
    id         bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,
    streams    label NOT NULL,                  -- a stream, or a pattern with *: 'topic:*'
    from_time  timestamptz NOT NULL,
    until_time timestamptz NOT NULL,
    by         text NOT NULL,
    reason     text
);

-- The outbox: notices that a sink has yet to take.
CREATE TABLE delivery (
    alert_id   label NOT NULL,
    sequence   integer NOT NULL,
    sink       label NOT NULL,                  -- 'log', or a sink's id in the configuration
    attempts   integer NOT NULL DEFAULT 0,      -- deliveries that failed
    next_ms    bigint NOT NULL DEFAULT 0,       -- not tried again before this time, in milliseconds since 1970
    is_dead    integer NOT NULL DEFAULT 0,      -- 1 once it was given up
    last_error text,                            -- why the last attempt failed, in words
    PRIMARY KEY (alert_id, sequence, sink),
    FOREIGN KEY (alert_id, sequence) REFERENCES alert(id, sequence)
);

-- What the detector has learned about each stream.
CREATE TABLE detector_state (
    stream label PRIMARY KEY,                   -- or 'population', for what all streams have in common
    state  text NOT NULL                        -- JSON that only the program uses
) WITH (fillfactor = 70);

-- What the detector remembers of words, to find themes: a row a term, a row a bad story of the last days, and 'feed'.
CREATE TABLE theme_state (
    name  label PRIMARY KEY,
    state text NOT NULL                         -- JSON that only the program uses
) WITH (fillfactor = 70);

-- Names of companies that no catalogue lists, as far as titles tell; what is seldom told is forgotten. The counts are of
-- the first items of stories.
CREATE TABLE discovered (
    key        label PRIMARY KEY,               -- the name in lower case, without accents and legal form
    name       text NOT NULL,
    symbol     label,                           -- by which its mentions and its stream (entity:SYMBOL) go: a listed symbol,
                                                -- or the name itself; null while it has no stream
    stories    integer NOT NULL,
    weight     double precision NOT NULL,       -- of the stories; each weighs half after two months, as of last_seen
    evidence   double precision NOT NULL,       -- log odds that it is a company, summed up with these weights
    doubts     double precision NOT NULL,       -- how often it was something else, summed up likewise
    sources    json NOT NULL,                   -- array of the owners of the sources that named it, the first few
    first_seen timestamptz NOT NULL,
    last_seen  timestamptz NOT NULL
);

-- What people said of names: the last word on each.
CREATE TABLE entity_choice (
    key    label PRIMARY KEY,                   -- as in discovered
    name   text NOT NULL,
    kind   text NOT NULL,                       -- 'accepted', 'merged' or 'ignored'
    symbol label,                               -- of the entity that it is merged into, or by which it is to go; null for
                                                -- the name itself
    by     text NOT NULL,                       -- who
    reason text,                                -- why, in their words
    at     timestamptz NOT NULL
);

-- Listed securities, imported from the lists of exchanges and regulators: what discovered names are linked to.
CREATE TABLE listing (
    symbol      label PRIMARY KEY,
    name        text NOT NULL,                  -- of the issuer, often with the kind of security
    short       text,                           -- by which people call the issuer
    exchange    text,
    cik         bigint,                         -- the number of the issuer at the SEC
    is_fund     integer NOT NULL,
    imported_at timestamptz NOT NULL
);

-- What each stream had in each half hour that had a story, against what was expected of it then.
CREATE TABLE series (
    stream   label NOT NULL,                    -- as in alert
    at       timestamptz NOT NULL,              -- the beginning of the half hour
    stories  bigint NOT NULL,                   -- copies not counted
    negative bigint NOT NULL,                   -- those that the stream is watched for: bad news, unless a rule says
                                                -- otherwise
    positive bigint NOT NULL,
    expected double precision NOT NULL,         -- negative stories that the past alone made likely
    bits     double precision NOT NULL,         -- how surprising the negative ones were: -log2 of the probability of so
                                                -- many or more; 0 for no surprise
    PRIMARY KEY (stream, at)
) WITH (fillfactor = 80);

CREATE INDEX series_by_time ON series (at) INCLUDE (stream, stories, negative, positive, expected, bits);
CREATE INDEX series_by_utc ON series (utc(at) COLLATE "C");

-- What the views count, kept by triggers whoever writes, so that a long history answers as fast as a short one. Two
-- that write at once wait for each other here: a commit should write its items in one statement, then its assessments,
-- then its mentions, and end soon.

-- The items of each feed.
CREATE TABLE feed_count (
    feed_id     label PRIMARY KEY,
    items       bigint NOT NULL,
    latest_item timestamptz NOT NULL,           -- the latest event_time
    scored      bigint NOT NULL DEFAULT 0       -- those with an assessment; others are in a language that is not read
) WITH (fillfactor = 50);

-- The items of each feed by the hour of their fetch ('2026-11-23T09'), without backlog, for a little over a week.
CREATE TABLE feed_hour (
    hour     label NOT NULL,
    feed_id  label NOT NULL,
    items    bigint NOT NULL,
    dated    bigint NOT NULL,                   -- those with a publication time
    delay_ms bigint NOT NULL,                   -- from publication to fetch, the sum of those
    PRIMARY KEY (hour, feed_id)
);

-- Stories by hour ('2026-11-23T09:00:00Z') and topic.
CREATE TABLE topic_hour (
    hour     label NOT NULL,
    topic    label NOT NULL,
    stories  bigint NOT NULL,
    negative bigint NOT NULL,
    neutral  bigint NOT NULL,
    positive bigint NOT NULL,
    score    bigint NOT NULL,                   -- the sum of the scores in billionths: whole, so that it stays exact
    PRIMARY KEY (hour, topic)
);

-- Stories by hour.
CREATE VIEW market_hour AS
SELECT hour, sum(stories)::bigint AS stories, sum(negative)::bigint AS negative, sum(neutral)::bigint AS neutral,
       sum(positive)::bigint AS positive, sum(score)::bigint AS score
FROM topic_hour GROUP BY hour;

-- Stories by day ('2026-11-23') and sentiment.
CREATE VIEW sentiment_day AS
SELECT left(hour, 10)::label AS day, sum(stories)::bigint AS stories, sum(negative)::bigint AS negative,
       sum(neutral)::bigint AS neutral, sum(positive)::bigint AS positive
FROM topic_hour GROUP BY 1;

-- Stories by day ('2026-11-23') and entity, with the sentiment toward the entity.
CREATE TABLE entity_day (
    day      label NOT NULL,
    symbol   label NOT NULL,
    stories  bigint NOT NULL,
    negative bigint NOT NULL,
    neutral  bigint NOT NULL,
    positive bigint NOT NULL,
    score    bigint NOT NULL,                   -- as in topic_hour
    PRIMARY KEY (day, symbol)
);

CREATE INDEX entity_day_by_symbol ON entity_day (symbol, day);

-- The half hours of each day ('2026-11-23') and stream.
CREATE TABLE series_day (
    day       label NOT NULL,
    stream    label NOT NULL,
    stories   bigint NOT NULL,
    negative  bigint NOT NULL,
    positive  bigint NOT NULL,
    expected  double precision NOT NULL,
    peak_bits double precision NOT NULL,        -- of the most surprising half hour
    PRIMARY KEY (stream, day)
) WITH (fillfactor = 70);

CREATE INDEX series_day_by_day ON series_day (day);

-- The days of each month ('2026-11') and stream.
CREATE TABLE series_month (
    month     label NOT NULL,
    stream    label NOT NULL,
    days      bigint NOT NULL,
    stories   bigint NOT NULL,
    negative  bigint NOT NULL,
    positive  bigint NOT NULL,
    expected  double precision NOT NULL,
    peak_bits double precision NOT NULL,
    PRIMARY KEY (stream, month)
) WITH (fillfactor = 70);

CREATE INDEX series_month_by_month ON series_month (month);

-- Items by hour ('2026-11-23T09'), sentiment and score, copies included.
CREATE TABLE score_hour (
    hour       label NOT NULL,
    sentiment  label NOT NULL,
    score      integer NOT NULL,                -- in steps of 0.1: 0 for the scores from -1 to -0.9, 19 for the highest
    confidence integer NOT NULL,                -- the probability of the likeliest sentiment in steps of 0.1
    items      bigint NOT NULL,
    PRIMARY KEY (hour, sentiment, score, confidence)
);

-- The same items by hour, model and topic.
CREATE TABLE model_hour (
    hour  label NOT NULL,
    model label NOT NULL,
    topic label NOT NULL,
    items bigint NOT NULL,
    PRIMARY KEY (hour, model, topic)
);

-- All items by hour and language.
CREATE TABLE language_hour (
    hour     label NOT NULL,
    language label NOT NULL,                    -- empty where nobody knows
    items    bigint NOT NULL,
    scored   bigint NOT NULL,                   -- those with an assessment
    PRIMARY KEY (hour, language)
);

-- Each alert as it is now.
CREATE TABLE alert_now (
    id       label PRIMARY KEY,
    fired_at timestamptz NOT NULL,
    stream   label NOT NULL,
    rule     text,
    severity text NOT NULL,                     -- with which it fired
    first    integer NOT NULL,                  -- the sequence of its first notice
    last     integer NOT NULL,                  -- and that of its latest
    state    text NOT NULL                      -- of the latest notice
);

CREATE INDEX alert_now_by_time ON alert_now (fired_at);
CREATE INDEX alert_now_by_stream ON alert_now (stream, fired_at);
CREATE INDEX alert_now_open ON alert_now (fired_at) WHERE state = 'firing';


-- What an item counts by itself; delay_ms is null without a publication time.
CREATE TYPE item_fact AS (feed_id text, event_time timestamptz, fetched_at timestamptz, delay_ms bigint, is_backlog integer,
    language text);
-- What it counts by its assessment.
CREATE TYPE score_fact AS (feed_id text, event_time timestamptz, language text, is_first_of_story integer, sentiment text,
    topic text, model text, score real, confidence real);
-- What the first copy of a story counts by a mention.
CREATE TYPE mention_fact AS (event_time timestamptz, symbol text, sentiment text, score real);

CREATE FUNCTION milliseconds(span interval) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN round(extract(epoch FROM span) * 1000)::bigint;

-- A share between 0 and 1 as one of so many steps; 0.3 may be stored as a little less.
CREATE FUNCTION step(share double precision, steps integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN floor(least(greatest(share * steps + 1e-6, 0), steps - 1))::integer;

CREATE FUNCTION billionths(score double precision) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN round(score * 1e9)::bigint;

-- The next three add what is counted, or with the sign -1 take it out. Rows are locked in the order of their keys.

CREATE FUNCTION count_items(facts item_fact[], sign integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO feed_count AS c (feed_id, items, latest_item)
    SELECT feed_id, sign * count(*), max(event_time) FROM unnest(facts) GROUP BY 1 ORDER BY 1
    ON CONFLICT (feed_id) DO UPDATE SET items = c.items + excluded.items,
        latest_item = greatest(c.latest_item, excluded.latest_item);
    INSERT INTO feed_hour AS c (hour, feed_id, items, dated, delay_ms)
    SELECT left(utc(fetched_at), 13), feed_id, sign * count(*), sign * count(delay_ms), sign * coalesce(sum(delay_ms), 0)
    FROM unnest(facts) WHERE is_backlog = 0 GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (hour, feed_id) DO UPDATE SET items = c.items + excluded.items, dated = c.dated + excluded.dated,
        delay_ms = c.delay_ms + excluded.delay_ms;
    INSERT INTO language_hour AS c (hour, language, items, scored)
    SELECT left(utc(event_time), 13), coalesce(language, ''), sign * count(*), 0 FROM unnest(facts)
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (hour, language) DO UPDATE SET items = c.items + excluded.items;
    IF sign > 0 THEN RETURN; END IF;
    DELETE FROM feed_count WHERE feed_id IN (SELECT feed_id FROM unnest(facts)) AND items = 0;
    DELETE FROM feed_hour WHERE (hour, feed_id) IN (SELECT left(utc(fetched_at), 13), feed_id FROM unnest(facts)) AND items = 0;
    DELETE FROM language_hour
    WHERE (hour, language) IN (SELECT left(utc(event_time), 13), coalesce(language, '') FROM unnest(facts)) AND items = 0;
END $$;

CREATE FUNCTION count_scores(facts score_fact[], sign integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO topic_hour AS c (hour, topic, stories, negative, neutral, positive, score)
    SELECT left(utc(event_time), 13) || ':00:00Z', topic, sign * count(*),
        sign * count(*) FILTER (WHERE sentiment = 'negative'), sign * count(*) FILTER (WHERE sentiment = 'neutral'),
        sign * count(*) FILTER (WHERE sentiment = 'positive'), sign * sum(billionths(score))
    FROM unnest(facts) WHERE is_first_of_story = 1 GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (hour, topic) DO UPDATE SET stories = c.stories + excluded.stories, negative = c.negative + excluded.negative,
        neutral = c.neutral + excluded.neutral, positive = c.positive + excluded.positive, score = c.score + excluded.score;
    INSERT INTO score_hour AS c (hour, sentiment, score, confidence, items)
    SELECT left(utc(event_time), 13), sentiment, step((score::double precision + 1) / 2, 20), step(confidence, 10),
        sign * count(*)
    FROM unnest(facts) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (hour, sentiment, score, confidence) DO UPDATE SET items = c.items + excluded.items;
    INSERT INTO model_hour AS c (hour, model, topic, items)
    SELECT left(utc(event_time), 13), model, topic, sign * count(*) FROM unnest(facts) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (hour, model, topic) DO UPDATE SET items = c.items + excluded.items;
    UPDATE language_hour c SET scored = c.scored + sign * f.items
    FROM (SELECT left(utc(event_time), 13) AS hour, coalesce(language, '') AS language, count(*) AS items
          FROM unnest(facts) GROUP BY 1, 2) f
    WHERE c.hour = f.hour AND c.language = f.language;
    UPDATE feed_count c SET scored = c.scored + sign * f.items
    FROM (SELECT feed_id, count(*) AS items FROM unnest(facts) GROUP BY 1) f WHERE c.feed_id = f.feed_id;
    IF sign > 0 THEN RETURN; END IF;
    DELETE FROM topic_hour
    WHERE (hour, topic) IN (SELECT left(utc(event_time), 13) || ':00:00Z', topic FROM unnest(facts)) AND stories = 0;
    DELETE FROM score_hour WHERE hour IN (SELECT left(utc(event_time), 13) FROM unnest(facts)) AND items = 0;
    DELETE FROM model_hour WHERE hour IN (SELECT left(utc(event_time), 13) FROM unnest(facts)) AND items = 0;
END $$;

CREATE FUNCTION count_mentions(facts mention_fact[], sign integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO entity_day AS c (day, symbol, stories, negative, neutral, positive, score)
    SELECT left(utc(event_time), 10), symbol, sign * count(*),
        sign * count(*) FILTER (WHERE sentiment = 'negative'), sign * count(*) FILTER (WHERE sentiment = 'neutral'),
        sign * count(*) FILTER (WHERE sentiment = 'positive'), sign * sum(billionths(score))
    FROM unnest(facts) GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (day, symbol) DO UPDATE SET stories = c.stories + excluded.stories, negative = c.negative + excluded.negative,
        neutral = c.neutral + excluded.neutral, positive = c.positive + excluded.positive, score = c.score + excluded.score;
    IF sign > 0 THEN RETURN; END IF;
    DELETE FROM entity_day WHERE (day, symbol) IN (SELECT left(utc(event_time), 10), symbol FROM unnest(facts)) AND stories = 0;
END $$;

-- Finds the latest item of feeds again, of which items were taken out.
CREATE FUNCTION find_latest_items(feeds text[]) RETURNS void LANGUAGE sql
BEGIN ATOMIC
    UPDATE feed_count c SET latest_item = i.event_time
    FROM unnest(feeds) AS feed (id) CROSS JOIN LATERAL (
        SELECT event_time FROM item WHERE item.feed_id = feed.id ORDER BY utc(event_time) COLLATE "C" DESC LIMIT 1) i
    WHERE c.feed_id = feed.id AND c.latest_item <> i.event_time;
END;

-- The triggers see the rows of a statement as `gone` and `come`. An item is stored before what is said of it.

CREATE FUNCTION item_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_items(array_agg(ROW(feed_id, event_time, fetched_at, milliseconds(fetched_at - published), is_backlog,
        language)::item_fact), 1) FROM come HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE FUNCTION item_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_scores(array_agg(ROW(i.feed_id, i.event_time, i.language, i.is_first_of_story, a.sentiment, a.topic, a.model,
        a.score, greatest(a.negative, a.neutral, a.positive))::score_fact), -1)
    FROM gone i JOIN assessment a ON a.item_id = i.id AND a.fetched_at = i.fetched_at HAVING count(*) > 0;
    PERFORM count_mentions(array_agg(ROW(i.event_time, m.symbol, m.sentiment, m.score)::mention_fact), -1)
    FROM gone i JOIN mention m ON m.item_id = i.id AND m.fetched_at = i.fetched_at WHERE i.is_first_of_story = 1
    HAVING count(*) > 0;
    PERFORM count_items(array_agg(ROW(feed_id, event_time, fetched_at, milliseconds(fetched_at - published), is_backlog,
        language)::item_fact), -1) FROM gone HAVING count(*) > 0;
    PERFORM find_latest_items(array_agg(DISTINCT feed_id::text)) FROM gone;
    -- What is said of an item goes with it, and is counted already.
    DELETE FROM assessment a USING gone WHERE a.item_id = gone.id AND a.fetched_at = gone.fetched_at;
    DELETE FROM mention m USING gone WHERE m.item_id = gone.id AND m.fetched_at = gone.fetched_at;
    DELETE FROM item_edit USING gone WHERE item_edit.item_id = gone.id;
    DELETE FROM title_band USING gone WHERE title_band.item_id = gone.id;
    RETURN NULL;
END $$;

CREATE FUNCTION item_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT id, feed_id, event_time, published, fetched_at, language, is_first_of_story, is_backlog FROM gone
        EXCEPT
        SELECT id, feed_id, event_time, published, fetched_at, language, is_first_of_story, is_backlog FROM come)
    THEN RETURN NULL; END IF;
    PERFORM count_scores(array_agg(ROW(i.feed_id, i.event_time, i.language, i.is_first_of_story, a.sentiment, a.topic, a.model,
        a.score, greatest(a.negative, a.neutral, a.positive))::score_fact), -1)
    FROM gone i JOIN assessment a ON a.item_id = i.id AND a.fetched_at = i.fetched_at HAVING count(*) > 0;
    PERFORM count_mentions(array_agg(ROW(i.event_time, m.symbol, m.sentiment, m.score)::mention_fact), -1)
    FROM gone i JOIN mention m ON m.item_id = i.id AND m.fetched_at = i.fetched_at WHERE i.is_first_of_story = 1
    HAVING count(*) > 0;
    PERFORM count_items(array_agg(ROW(feed_id, event_time, fetched_at, milliseconds(fetched_at - published), is_backlog,
        language)::item_fact), -1) FROM gone;
    PERFORM count_items(array_agg(ROW(feed_id, event_time, fetched_at, milliseconds(fetched_at - published), is_backlog,
        language)::item_fact), 1) FROM come;
    PERFORM count_scores(array_agg(ROW(i.feed_id, i.event_time, i.language, i.is_first_of_story, a.sentiment, a.topic, a.model,
        a.score, greatest(a.negative, a.neutral, a.positive))::score_fact), 1)
    FROM come i JOIN assessment a ON a.item_id = i.id AND a.fetched_at = i.fetched_at HAVING count(*) > 0;
    PERFORM count_mentions(array_agg(ROW(i.event_time, m.symbol, m.sentiment, m.score)::mention_fact), 1)
    FROM come i JOIN mention m ON m.item_id = i.id AND m.fetched_at = i.fetched_at WHERE i.is_first_of_story = 1
    HAVING count(*) > 0;
    PERFORM find_latest_items(array_agg(DISTINCT feed_id::text)) FROM gone;
    UPDATE mention m SET event_time = i.event_time FROM come i
    WHERE m.item_id = i.id AND m.fetched_at = i.fetched_at AND m.event_time <> i.event_time;
    RETURN NULL;
END $$;

CREATE TRIGGER item_inserted AFTER INSERT ON item REFERENCING NEW TABLE AS come EXECUTE FUNCTION item_inserted();
CREATE TRIGGER item_updated AFTER UPDATE ON item REFERENCING OLD TABLE AS gone NEW TABLE AS come
    EXECUTE FUNCTION item_updated();
CREATE TRIGGER item_deleted AFTER DELETE ON item REFERENCING OLD TABLE AS gone EXECUTE FUNCTION item_deleted();

CREATE FUNCTION assessment_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM count_scores(array_agg(ROW(i.feed_id, i.event_time, i.language, i.is_first_of_story, a.sentiment, a.topic,
            a.model, a.score, greatest(a.negative, a.neutral, a.positive))::score_fact), -1)
        FROM gone a JOIN item i ON i.id = a.item_id AND i.fetched_at = a.fetched_at HAVING count(*) > 0;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM count_scores(array_agg(ROW(i.feed_id, i.event_time, i.language, i.is_first_of_story, a.sentiment, a.topic,
            a.model, a.score, greatest(a.negative, a.neutral, a.positive))::score_fact), 1)
        FROM come a JOIN item i ON i.id = a.item_id AND i.fetched_at = a.fetched_at HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER assessment_inserted AFTER INSERT ON assessment REFERENCING NEW TABLE AS come
    EXECUTE FUNCTION assessment_changed();
CREATE TRIGGER assessment_updated AFTER UPDATE ON assessment REFERENCING OLD TABLE AS gone NEW TABLE AS come
    EXECUTE FUNCTION assessment_changed();
CREATE TRIGGER assessment_deleted AFTER DELETE ON assessment REFERENCING OLD TABLE AS gone
    EXECUTE FUNCTION assessment_changed();

CREATE FUNCTION mention_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM count_mentions(array_agg(ROW(i.event_time, m.symbol, m.sentiment, m.score)::mention_fact), -1)
        FROM gone m JOIN item i ON i.id = m.item_id AND i.fetched_at = m.fetched_at WHERE i.is_first_of_story = 1
        HAVING count(*) > 0;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM count_mentions(array_agg(ROW(i.event_time, m.symbol, m.sentiment, m.score)::mention_fact), 1)
        FROM come m JOIN item i ON i.id = m.item_id AND i.fetched_at = m.fetched_at WHERE i.is_first_of_story = 1
        HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER mention_inserted AFTER INSERT ON mention REFERENCING NEW TABLE AS come EXECUTE FUNCTION mention_changed();
CREATE TRIGGER mention_updated AFTER UPDATE ON mention REFERENCING OLD TABLE AS gone NEW TABLE AS come
    EXECUTE FUNCTION mention_changed();
CREATE TRIGGER mention_deleted AFTER DELETE ON mention REFERENCING OLD TABLE AS gone EXECUTE FUNCTION mention_changed();

-- A half hour is told again with each item; its day has 48 at most, and its month 31 days, which are summed up again.
CREATE FUNCTION sum_series(streams text[], days text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO series_day (day, stream, stories, negative, positive, expected, peak_bits)
    SELECT d.day, s.stream, sum(s.stories), sum(s.negative), sum(s.positive), sum(s.expected), max(s.bits)
    FROM (SELECT DISTINCT stream, day FROM unnest(streams, days) d (stream, day)) d
        JOIN series s ON s.stream = d.stream AND s.at >= (d.day || 'T00:00Z')::timestamptz
            AND s.at < (d.day || 'T00:00Z')::timestamptz + interval '24 hours'
    GROUP BY s.stream, d.day ORDER BY s.stream, d.day
    ON CONFLICT (stream, day) DO UPDATE SET stories = excluded.stories, negative = excluded.negative,
        positive = excluded.positive, expected = excluded.expected, peak_bits = excluded.peak_bits;
    INSERT INTO series_month (month, stream, days, stories, negative, positive, expected, peak_bits)
    SELECT d.month, s.stream, count(*), sum(s.stories), sum(s.negative), sum(s.positive), sum(s.expected), max(s.peak_bits)
    FROM (SELECT DISTINCT stream, left(day, 7) AS month FROM unnest(streams, days) d (stream, day)) d
        JOIN series_day s ON s.stream = d.stream AND s.day >= d.month || '-00' AND s.day <= d.month || '-99'
    GROUP BY s.stream, d.month ORDER BY s.stream, d.month
    ON CONFLICT (stream, month) DO UPDATE SET days = excluded.days, stories = excluded.stories, negative = excluded.negative,
        positive = excluded.positive, expected = excluded.expected, peak_bits = excluded.peak_bits;
END $$;

CREATE FUNCTION series_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sum_series(array_agg(stream::text), array_agg(left(utc(at), 10))) FROM come HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE FUNCTION series_taken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    taken_streams text[];
    taken_days text[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT array_agg(stream), array_agg(day) INTO taken_streams, taken_days
        FROM (SELECT DISTINCT stream, left(utc(at), 10) AS day FROM gone) g;
    ELSE
        -- Only what was moved to another half hour or stream is missing from what came.
        SELECT array_agg(stream), array_agg(day) INTO taken_streams, taken_days
        FROM (SELECT stream, left(utc(at), 10) AS day FROM gone EXCEPT SELECT stream, left(utc(at), 10) FROM come) g;
    END IF;
    IF taken_streams IS NULL THEN RETURN NULL; END IF;
    DELETE FROM series_day WHERE (stream, day) IN (SELECT * FROM unnest(taken_streams, taken_days));
    DELETE FROM series_month WHERE (stream, month) IN (SELECT stream, left(day, 7) FROM unnest(taken_streams, taken_days) d (stream, day));
    PERFORM sum_series(taken_streams, taken_days);
    RETURN NULL;
END $$;

CREATE TRIGGER series_inserted AFTER INSERT ON series REFERENCING NEW TABLE AS come EXECUTE FUNCTION series_written();
CREATE TRIGGER series_updated AFTER UPDATE ON series REFERENCING OLD TABLE AS gone NEW TABLE AS come
    EXECUTE FUNCTION series_written();
CREATE TRIGGER series_moved AFTER UPDATE ON series REFERENCING OLD TABLE AS gone NEW TABLE AS come
    EXECUTE FUNCTION series_taken();
CREATE TRIGGER series_deleted AFTER DELETE ON series REFERENCING OLD TABLE AS gone EXECUTE FUNCTION series_taken();

CREATE FUNCTION alert_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (new.id, new.sequence, new.at, new.stream, new.state, new.severity)
        = (old.id, old.sequence, old.at, old.stream, old.state, old.severity) THEN RETURN NULL; END IF;
    IF TG_OP <> 'INSERT' THEN DELETE FROM alert_now WHERE id = old.id; END IF;
    IF TG_OP <> 'DELETE' THEN DELETE FROM alert_now WHERE id = new.id; END IF;
    INSERT INTO alert_now (id, fired_at, stream, rule, severity, first, last, state)
    SELECT f.id, f.at, f.stream, f.body ->> 'rule', f.severity, f.sequence, l.sequence, l.state
    FROM unnest(CASE TG_OP WHEN 'INSERT' THEN ARRAY[new.id] WHEN 'DELETE' THEN ARRAY[old.id] ELSE ARRAY[old.id, new.id] END)
        AS touched (id)
        CROSS JOIN LATERAL (SELECT * FROM alert a WHERE a.id = touched.id ORDER BY sequence LIMIT 1) f
        CROSS JOIN LATERAL (SELECT * FROM alert a WHERE a.id = touched.id ORDER BY sequence DESC LIMIT 1) l
    ON CONFLICT (id) DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER alert_told AFTER INSERT OR UPDATE OR DELETE ON alert FOR EACH ROW EXECUTE FUNCTION alert_told();

-- The months that have partitions of their own, as '2026-11'.
CREATE VIEW item_month AS
SELECT replace(right(c.relname, 7), '_', '-') AS month FROM pg_inherits p JOIN pg_class c ON c.oid = p.inhrelid
WHERE p.inhparent = 'item'::regclass AND c.relname <> 'item_default';

-- Makes the partitions of the month of a time, unless they are there; true if it made them.
CREATE FUNCTION make_month(at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    start timestamptz := date_trunc('month', at, 'UTC');
    stop timestamptz := (date_trunc('month', at AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
    name text := left(utc(at), 7);
    suffix text := replace(name, '-', '_');
    parent text;
    columns text;
BEGIN
    IF EXISTS (SELECT 1 FROM item_month m WHERE m.month = name) THEN RETURN false; END IF;
    LOCK TABLE item, assessment, mention IN ACCESS EXCLUSIVE MODE;
    IF EXISTS (SELECT 1 FROM item_month m WHERE m.month = name) THEN RETURN false; END IF;
    FOREACH parent IN ARRAY ARRAY['item', 'assessment', 'mention'] LOOP
        EXECUTE format('CREATE TEMP TABLE moved ON COMMIT DROP AS SELECT * FROM %I WHERE fetched_at >= $1 AND fetched_at < $2',
            parent || '_default') USING start, stop;
        EXECUTE format('DELETE FROM %I WHERE fetched_at >= $1 AND fetched_at < $2', parent || '_default') USING start, stop;
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', parent || '_' || suffix, parent, start,
            stop);
        SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
        WHERE attrelid = parent::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
        -- Not through the parent: these rows are counted already.
        EXECUTE format('INSERT INTO %1$I (%2$s) SELECT %2$s FROM moved', parent || '_' || suffix, columns);
        DROP TABLE moved;
    END LOOP;
    RETURN true;
END $$;

-- Drops the partitions of a month ('2026-11'), with what is counted of it; returns how many items that were.
CREATE FUNCTION drop_month(month text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    start timestamptz := (month || '-01T00:00Z')::timestamptz;
    stop timestamptz := ((month || '-01')::timestamp + interval '1 month') AT TIME ZONE 'UTC';
    suffix text := replace(month, '-', '_');
    feeds text[];
    dropped bigint;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM item_month m WHERE m.month = drop_month.month) THEN RETURN 0; END IF;
    LOCK TABLE item, assessment, mention IN ACCESS EXCLUSIVE MODE;
    SELECT count(*), array_agg(DISTINCT feed_id::text) INTO dropped, feeds
    FROM item WHERE fetched_at >= start AND fetched_at < stop;
    DELETE FROM item_edit WHERE item_id IN (SELECT id FROM item WHERE fetched_at >= start AND fetched_at < stop);
    DELETE FROM title_band WHERE item_id IN (SELECT id FROM item WHERE fetched_at >= start AND fetched_at < stop);
    -- A day at a time, so that little is held in memory.
    WHILE start < stop LOOP
        PERFORM count_scores(array_agg(ROW(i.feed_id, i.event_time, i.language, i.is_first_of_story, a.sentiment, a.topic,
            a.model, a.score, greatest(a.negative, a.neutral, a.positive))::score_fact), -1)
        FROM item i JOIN assessment a ON a.item_id = i.id AND a.fetched_at = i.fetched_at
        WHERE i.fetched_at >= start AND i.fetched_at < start + interval '24 hours' HAVING count(*) > 0;
        PERFORM count_mentions(array_agg(ROW(i.event_time, m.symbol, m.sentiment, m.score)::mention_fact), -1)
        FROM item i JOIN mention m ON m.item_id = i.id AND m.fetched_at = i.fetched_at
        WHERE i.is_first_of_story = 1 AND i.fetched_at >= start AND i.fetched_at < start + interval '24 hours'
        HAVING count(*) > 0;
        PERFORM count_items(array_agg(ROW(feed_id, event_time, fetched_at, milliseconds(fetched_at - published), is_backlog,
            language)::item_fact), -1)
        FROM item WHERE fetched_at >= start AND fetched_at < start + interval '24 hours' HAVING count(*) > 0;
        start := start + interval '24 hours';
    END LOOP;
    EXECUTE format('DROP TABLE %I, %I, %I', 'item_' || suffix, 'assessment_' || suffix, 'mention_' || suffix);
    PERFORM find_latest_items(feeds);
    RETURN dropped;
END $$;

-- Functions of SQLite that queries use, for times in UTC. They take what the views show, or 'now', and changes such as
-- '-30 days', '+1 hour' and 'start of day'.
CREATE FUNCTION moment(at text, VARIADIC changes text[]) RETURNS timestamp LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
    result timestamp := CASE WHEN at = 'now' THEN now() AT TIME ZONE 'UTC'
        ELSE (CASE WHEN at ~ '[Zz]$' THEN at ELSE at || 'Z' END)::timestamptz AT TIME ZONE 'UTC' END;
    change text;
BEGIN
    FOREACH change IN ARRAY changes LOOP
        result := CASE WHEN change ~ '^start of (day|month|year)$' THEN date_trunc(substr(change, 10), result)
            ELSE result + change::interval END;
    END LOOP;
    RETURN result;
END $$;

-- For today write date('now', 'start of day'): PostgreSQL takes date('now') for a type.
CREATE FUNCTION date(at text, VARIADIC changes text[]) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN to_char(moment(at, VARIADIC changes), 'YYYY-MM-DD');

CREATE FUNCTION strftime(format text, at text, VARIADIC changes text[] DEFAULT '{}') RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN (SELECT replace(replace(replace(replace(replace(replace(replace(replace(format, '%Y', to_char(t, 'YYYY')),
    '%m', to_char(t, 'MM')), '%d', to_char(t, 'DD')), '%H', to_char(t, 'HH24')), '%M', to_char(t, 'MI')),
    '%f', to_char(t, 'SS.MS')), '%S', to_char(t, 'SS')), '%s', floor(extract(epoch FROM t))::text)
    FROM moment(at, VARIADIC changes) t);

CREATE FUNCTION joined(list text, item text, separator text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN list IS NULL THEN item WHEN item IS NULL THEN list ELSE list || separator || item END;

CREATE AGGREGATE group_concat(text, text) (SFUNC = joined, STYPE = text);

-- Rounded as the views show it.
CREATE FUNCTION rounded(number double precision, places integer) RETURNS double precision LANGUAGE sql
IMMUTABLE STRICT PARALLEL SAFE
RETURN round(number::numeric, places)::double precision;

-- Two views join by the number of the item, and find the partition by its time. That is BETWEEN one time and the same: of
-- two equalities the planner would expect next to no row, and sort all of them rather than look at the latest.

-- Items with their assessments; sentiment, score and topic are null for a title in a language that the model
-- cannot read. is_bad is 1 for bad news: a negative sentiment, or an adverse event (a risk of 0.75 or more)
-- whose tone is not positive. Topics and the market also count as bad what befalls the world, such as tariffs,
-- by the words of neutral titles; is_bad does not say so. similar_day and similar_week count similar titles of
-- the day and the week before; likes_day and likes_week are their former names.
CREATE VIEW v_items AS
SELECT item.id, utc(item.event_time) COLLATE "C" AS event_time, utc(item.published) COLLATE "C" AS published,
       utc(item.fetched_at) COLLATE "C" AS fetched_at, item.feed_id::text AS feed, item.story_id,
       item.is_first_of_story, item.is_backlog, item.title, item.link, item.summary,
       a.sentiment::text AS sentiment, a.score, a.negative, a.neutral, a.positive, a.topic::text AS topic,
       a.words::text AS words, item.novelty,
       (item.similar_counts ->> 1)::integer AS likes_day, (item.similar_counts ->> 4)::integer AS likes_week,
       (item.similar_counts ->> 1)::integer AS similar_day, (item.similar_counts ->> 4)::integer AS similar_week,
       a.heads::text AS heads, item.publisher, item.language::text AS language, a.risk, a.risk_types,
       (a.sentiment = 'negative' OR a.sentiment = 'neutral' AND coalesce(a.risk, 0) >= 0.75)::integer AS is_bad
FROM item LEFT JOIN assessment a ON a.item_id = item.id AND a.fetched_at BETWEEN item.fetched_at AND item.fetched_at;

-- Stories by hour ('2026-11-23T09:00:00Z') and topic; the copies of a story count as one.
CREATE VIEW v_sentiment_hourly AS
SELECT hour, topic, stories, negative, neutral, positive, rounded(score / 1e9 / stories, 4) AS mean_score
FROM topic_hour;

-- The same, all topics together.
CREATE VIEW v_market_hourly AS
SELECT hour, stories, negative, neutral, positive, rounded(score / 1e9 / stories, 4) AS mean_score
FROM market_hour;

-- One row for each entity that an item names, with the sentiment toward it, how much the item is about it, the
-- probability that it suffers an adverse event, and whether all that is bad news for it.
CREATE VIEW v_mentions AS
SELECT item.id, utc(mention.event_time) COLLATE "C" AS event_time, item.feed_id::text AS feed, item.story_id,
       item.is_first_of_story, item.is_backlog, item.title, item.link, mention.symbol,
       coalesce(entity.name, mention.symbol) AS name, mention.sentiment::text AS sentiment, mention.score,
       mention.negative, mention.neutral, mention.positive, mention.relevance, mention.risk, mention.risk_types,
       (mention.sentiment = 'negative' OR mention.sentiment = 'neutral' AND coalesce(mention.risk, 0) >= 0.75)::integer
           AS is_bad
FROM mention JOIN item ON item.id = mention.item_id AND item.fetched_at BETWEEN mention.fetched_at AND mention.fetched_at
    LEFT JOIN entity ON entity.symbol = mention.symbol;

-- Stories by entity and day ('2026-11-23'), with the sentiment toward the entity.
CREATE VIEW v_entity_sentiment AS
SELECT e.symbol, coalesce(entity.name, e.symbol) AS name, day, stories, negative, positive,
       rounded(score / 1e9 / stories, 4) AS mean_score
FROM entity_day e LEFT JOIN entity ON entity.symbol = e.symbol;

-- What each stream had in each half hour that had a story, against what was expected of it then. `at` is the
-- beginning of the half hour; `bits` is -log2 of the probability of so many negative stories or more, or the score of
-- a longer window that ended in the half hour: from some 10 on it is rare. A half hour is told again with each item.
CREATE VIEW v_series AS
SELECT stream, utc(at) COLLATE "C" AS at, stories, negative, positive, rounded(expected, 4) AS expected,
       rounded(bits, 2) AS bits
FROM series;

-- The same by day ('2026-11-23'), with the bits of the most surprising half hour; `expected` is that of the half
-- hours that had a story.
CREATE VIEW v_series_daily AS
SELECT stream, day, stories, negative, positive, rounded(expected, 4) AS expected, rounded(peak_bits, 2) AS peak_bits
FROM series_day;

-- Alerts, one row each, with the latest state and who acknowledged it. An acknowledgement ends when the alert
-- ends or escalates, or at acknowledged_until if that is not null: compare it with the current time.
CREATE VIEW v_alerts AS
SELECT firing.id, utc(n.fired_at) COLLATE "C" AS fired_at, n.stream, n.severity, n.state,
       utc(last.at) COLLATE "C" AS changed_at,
       (firing.body ->> 'observed')::bigint AS observed, (firing.body ->> 'expected')::double precision AS expected,
       (firing.body ->> 'surprise_bits')::double precision AS surprise_bits, firing.body ->> 'explanation' AS explanation,
       feedback.by AS acknowledged_by, utc(feedback.until) COLLATE "C" AS acknowledged_until,
       (SELECT string_agg(r.value, ',' ORDER BY r.place) FROM json_array_elements_text(firing.body -> 'risks')
            WITH ORDINALITY r (value, place)) AS risk_types
FROM alert_now n
JOIN alert firing ON firing.id = n.id AND firing.sequence = n.first
JOIN alert last ON last.id = n.id AND last.sequence = n.last
LEFT JOIN feedback ON n.state = 'firing' AND feedback.kind = 'acknowledged' AND feedback.sequence = n.last
    AND feedback.number = (SELECT max(f.number) FROM feedback f WHERE f.alert_id = n.id);

-- Themes: words that nobody asked for and that surged in bad news, the latest first. stories and sources are those of the
-- window that surprised most, of an ended theme all stories. terms, companies (symbols), reported_by (publishers, owners of
-- feeds) and resembles (streams of earlier alerts like it) are lists with commas; headlines has a line each.
CREATE VIEW v_themes AS
SELECT last.body ->> 'name' AS name,
       (SELECT string_agg(r.value #>> '{}', ', ' ORDER BY r.place)
            FROM json_array_elements(last.body #> '{theme,terms}') WITH ORDINALITY r (value, place)) AS terms,
       last.body #>> '{theme,began}' AS began, utc(n.fired_at) COLLATE "C" AS fired_at,
       CASE WHEN n.state = 'resolved' THEN utc(last.at) COLLATE "C" END AS ended,
       (last.body ->> 'observed')::bigint AS stories, (last.body ->> 'sources')::bigint AS sources,
       (SELECT string_agg(r.value ->> 'symbol', ', ' ORDER BY r.place)
            FROM json_array_elements(last.body #> '{theme,companies}') WITH ORDINALITY r (value, place)) AS companies,
       n.stream, n.id AS alert_id,
       (SELECT string_agg(r.value #>> '{}', ', ' ORDER BY r.place)
            FROM json_array_elements(last.body #> '{theme,sources}') WITH ORDINALITY r (value, place)) AS reported_by,
       (SELECT string_agg(r.value ->> 'title', chr(10) ORDER BY r.place)
            FROM json_array_elements(told.body -> 'headlines') WITH ORDINALITY r (value, place)) AS headlines,
       (SELECT string_agg(r.value ->> 'stream', ', ' ORDER BY r.place)
            FROM json_array_elements(told.body -> 'similar') WITH ORDINALITY r (value, place)) AS resembles
FROM alert_now n JOIN alert last ON last.id = n.id AND last.sequence = n.last
LEFT JOIN alert told ON told.id = n.id
    AND told.sequence = (SELECT max(a.sequence) FROM alert a WHERE a.id = n.id AND a.state = 'firing')
WHERE n.stream LIKE 'theme:%'
ORDER BY n.fired_at DESC;

-- Names that no catalogue lists: status is 'candidate' (counted), 'watched' (with a stream), or what a person said
-- ('accepted', 'merged', 'ignored'). sources counts the owners of sources that named it, up to four.
CREATE VIEW v_discovered AS
SELECT d.name, coalesce(c.kind, CASE WHEN d.symbol IS NULL THEN 'candidate' ELSE 'watched' END) AS status,
       CASE WHEN c.kind = 'ignored' THEN NULL ELSE coalesce(c.symbol, d.symbol) END AS symbol, d.stories,
       json_array_length(d.sources) AS sources, utc(d.first_seen) COLLATE "C" AS first_seen,
       utc(d.last_seen) COLLATE "C" AS last_seen, c.by AS decided_by, utc(c.at) COLLATE "C" AS decided_at
FROM discovered d LEFT JOIN entity_choice c ON c.key = d.key;

-- The feeds of the catalogues and their health; not_scored counts the items in a language that the model cannot read.
CREATE VIEW v_feed_health AS
SELECT feed.id, feed.title, feed.kind,
       CASE WHEN feed.paused_since IS NOT NULL THEN 'paused' ELSE coalesce(feed.state, 'new') END AS health,
       utc(feed.last_success) COLLATE "C" AS last_success, feed.failures, feed.last_error,
       utc(feed.last_poll) COLLATE "C" AS last_poll, utc(to_timestamp(feed.next_due_ms / 1000.0)) COLLATE "C" AS next_due,
       coalesce(feed_count.items, 0) AS items, utc(feed_count.latest_item) COLLATE "C" AS latest_item,
       utc(coalesce(feed.paused_since, feed.state_since)) COLLATE "C" AS since, feed.evidence,
       coalesce(feed_count.items - feed_count.scored, 0) AS not_scored
FROM feed LEFT JOIN feed_count ON feed_count.feed_id = feed.id
WHERE feed.is_watched = 1;

-- Every change of a feed's health.
CREATE VIEW v_feed_events AS
SELECT utc(at) COLLATE "C" AS at, feed_id AS feed, state, evidence FROM feed_event;

-- The latest price of each symbol.
CREATE VIEW v_quotes_latest AS
WITH RECURSIVE known (symbol) AS (
    SELECT min(symbol)::text COLLATE "C" FROM quote
    UNION ALL
    SELECT (SELECT min(quote.symbol)::text COLLATE "C" FROM quote WHERE quote.symbol > known.symbol) FROM known
    WHERE known.symbol IS NOT NULL)
SELECT known.symbol, utc(quote.at) COLLATE "C" AS at, quote.price, quote.currency
FROM known CROSS JOIN LATERAL (
    SELECT last.at, last.price, last.currency FROM quote last WHERE last.symbol = known.symbol
    ORDER BY last.at DESC LIMIT 1) quote
WHERE known.symbol IS NOT NULL;

-- Alerts about companies with the times that a study looks at: the alert's own (days_before 0), and the same clock time on
-- each of the 120 days before, for each window. feed_id is the feed that told the last price before the alert; shift is a day
-- where it dates its prices by day only, which are known at the end of the day.
CREATE VIEW count_study_time AS
SELECT s.id, s.fired_at, s.symbol, f.feed_id, w.name AS "window", w.length, back.days AS days_before,
       s.fired_at - back.days * interval '24 hours' AS at,
       CASE WHEN EXISTS (SELECT 1 FROM quote WHERE symbol = s.symbol AND feed_id = f.feed_id
           AND at AT TIME ZONE 'UTC' <> date_trunc('day', at AT TIME ZONE 'UTC'))
       THEN interval '0 hours' ELSE interval '24 hours' END AS shift
FROM (SELECT id, fired_at, split_part(substr(stream, strpos(stream, 'entity:') + 7), '#', 1) COLLATE "C" AS symbol FROM alert_now
    WHERE stream LIKE 'entity:%' OR stream LIKE 'rule:%@entity:%') s
CROSS JOIN LATERAL (
    SELECT feed_id FROM quote WHERE symbol = s.symbol AND at <= s.fired_at ORDER BY at DESC LIMIT 1) f
CROSS JOIN (VALUES ('1h', interval '1 hour'), ('1d', interval '24 hours'), ('5d', interval '120 hours')) w (name, length)
CROSS JOIN generate_series(0, 120) back (days);

-- What the price did in each of these windows; nothing where nobody can say: without a price at its beginning or behind its
-- end, across more than four days without one or a jump that looks like a split, and for windows shorter than the usual
-- time (the median) between the 20 prices up to its end.
CREATE VIEW count_study_move AS
SELECT t.id, t.fired_at, t.symbol, t."window", t.length, t.days_before, t.at, first.at + t.shift AS from_at,
       first.price AS from_price, last.at + t.shift AS to_at, last.price AS to_price, last.price / first.price - 1 AS move
FROM count_study_time t
CROSS JOIN LATERAL (
    SELECT at, price FROM quote WHERE symbol = t.symbol AND feed_id = t.feed_id AND price > 0 AND at <= t.at - t.shift
    ORDER BY at DESC LIMIT 1) first
CROSS JOIN LATERAL (
    SELECT at, price FROM quote WHERE symbol = t.symbol AND feed_id = t.feed_id AND price > 0
        AND at <= t.at - t.shift + t.length
    ORDER BY at DESC LIMIT 1) within
CROSS JOIN LATERAL (
    SELECT at, price FROM quote WHERE symbol = t.symbol AND feed_id = t.feed_id AND price > 0
        AND at >= t.at - t.shift + t.length
    ORDER BY at LIMIT 1) after
CROSS JOIN LATERAL (
    SELECT CASE WHEN within.at > first.at THEN within.at ELSE after.at END AS at,
        CASE WHEN within.at > first.at THEN within.price ELSE after.price END AS price) last
WHERE NOT EXISTS (
    SELECT 1 FROM (SELECT at, price, lag(at) OVER path AS before, lag(price) OVER path AS former FROM quote
        WHERE symbol = t.symbol AND feed_id = t.feed_id AND price > 0 AND at BETWEEN first.at AND after.at
        WINDOW path AS (ORDER BY at)) p
    WHERE p.at - p.before > interval '96 hours' OR EXISTS (
        SELECT 1 FROM (VALUES (1.5, 0), (2.5, 0), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (7, 1), (8, 1), (9, 1), (10, 1),
            (12, 1), (15, 1), (20, 1), (25, 1), (30, 1), (40, 1), (50, 1), (100, 1), (1000, 1)) r (ratio, upward)
        WHERE (r.upward = 1 OR p.former > p.price)
            AND abs(greatest(p.former / p.price, p.price / p.former) / r.ratio::double precision - 1) <= 0.03))
AND t.length >= (SELECT gap FROM (
    SELECT gap, row_number() OVER (ORDER BY gap) AS place, count(*) OVER () AS gaps FROM (
        SELECT at - lag(at) OVER (ORDER BY at) AS gap FROM (
            SELECT at FROM quote WHERE symbol = t.symbol AND feed_id = t.feed_id AND price > 0 AND at <= after.at
            ORDER BY at DESC LIMIT 21) latest) steps
    WHERE gap IS NOT NULL) ranked WHERE place = gaps / 2 + 1);

-- What the price did within an hour ('1h'), a day and five days after each alert about a company: move is the change as a
-- fraction of from_price, adjusted_move that less the move of the index, usual_move the median at the same clock time on
-- the 120 days before, without times near an alert, of usual_times such times, if they are 20 or more. What is not known is
-- null; a window of which nothing is known has no row. Each alert takes up to a second: ask for some, by alert_id,
-- symbol or fired_at.
CREATE VIEW v_event_studies AS
WITH market AS MATERIALIZED (
    SELECT i.symbol, f.feed_id, CASE WHEN EXISTS (SELECT 1 FROM quote WHERE symbol = i.symbol AND feed_id = f.feed_id
        AND at AT TIME ZONE 'UTC' <> date_trunc('day', at AT TIME ZONE 'UTC'))
        THEN interval '0 hours' ELSE interval '24 hours' END AS shift
    FROM (VALUES (1, 'SP500'), (2, '^GSPC'), (3, 'SPX'), (4, 'SPY'), (5, 'DJIA'), (6, '^DJI'), (7, 'NASDAQCOM'),
        (8, '^IXIC')) i (place, symbol)
    CROSS JOIN LATERAL (SELECT feed_id FROM quote WHERE quote.symbol = i.symbol ORDER BY at DESC LIMIT 1) f
    ORDER BY i.place LIMIT 1)
SELECT m.id AS alert_id, utc(m.fired_at) COLLATE "C" AS fired_at, m.symbol, m."window",
       utc(m.from_at) COLLATE "C" AS from_time, m.from_price, utc(m.to_at) COLLATE "C" AS to_time, m.to_price,
       round(m.move::numeric, 6)::double precision AS move, market.symbol AS index_symbol,
       round((m.move - (index_to.price / index_from.price - 1))::numeric, 6)::double precision AS adjusted_move,
       CASE WHEN usual.times >= 20 THEN round(usual.median::numeric, 6)::double precision END AS usual_move,
       usual.times AS usual_times
FROM count_study_move m LEFT JOIN market ON market.symbol <> m.symbol
LEFT JOIN LATERAL (
    SELECT price FROM quote WHERE symbol = market.symbol AND feed_id = market.feed_id AND price > 0
        AND at BETWEEN m.from_at - market.shift - m.length / 4 AND m.from_at - market.shift + m.length / 4
    ORDER BY abs(extract(epoch FROM at - (m.from_at - market.shift))), at LIMIT 1) index_from ON true
LEFT JOIN LATERAL (
    SELECT price FROM quote WHERE symbol = market.symbol AND feed_id = market.feed_id AND price > 0
        AND at BETWEEN m.to_at - market.shift - m.length / 4 AND m.to_at - market.shift + m.length / 4
    ORDER BY abs(extract(epoch FROM at - (m.to_at - market.shift))), at LIMIT 1) index_to ON true
CROSS JOIN LATERAL (
    SELECT count(*) AS times, percentile_cont(0.5) WITHIN GROUP (ORDER BY move) AS median FROM (
        SELECT DISTINCT u.from_at, u.to_at, u.move FROM count_study_move u
        WHERE u.id = m.id AND u."window" = m."window" AND u.days_before > 0 AND NOT EXISTS (
            SELECT 1 FROM alert_now n WHERE n.fired_at > u.at - u.length AND n.fired_at < u.at + u.length
                AND strpos(n.stream || '#', 'entity:' || u.symbol || '#') > 0)) clear) usual
WHERE m.days_before = 0;
