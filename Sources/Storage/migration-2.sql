-- From schema 1 to 2: answers to alerts, silences, which notices a silence kept from the sinks, and deliveries that
-- fail.

ALTER TABLE alert ADD COLUMN silenced INTEGER NOT NULL DEFAULT 0;

ALTER TABLE delivery ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN next_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN is_dead INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN last_error TEXT;

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
