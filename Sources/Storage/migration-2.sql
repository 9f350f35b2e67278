-- From schema 1 to 2: answers to alerts, silences, and which notices a silence kept from the sinks.

ALTER TABLE alert ADD COLUMN silenced INTEGER NOT NULL DEFAULT 0;

CREATE TABLE answer (
    alert_id TEXT NOT NULL,
    kind     TEXT NOT NULL,
    by       TEXT NOT NULL,
    reason   TEXT,
    at       TEXT NOT NULL
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
