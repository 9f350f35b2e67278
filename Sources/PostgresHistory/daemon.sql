-- The version of the schema: one row.
CREATE TABLE bellwether (
    one            boolean PRIMARY KEY DEFAULT true CHECK (one),
    schema_version integer NOT NULL
);

INSERT INTO bellwether (schema_version) VALUES (0);

-- Which process is the daemon: one row. The daemon says every few seconds that it is alive, by the clock of this
-- server; one that has not said so in time is replaced.
CREATE TABLE daemon (
    one            boolean PRIMARY KEY DEFAULT true CHECK (one),
    epoch          bigint NOT NULL UNIQUE,      -- rises with each new daemon
    token          text NOT NULL,               -- of the process, a new one for each
    owner          text NOT NULL,               -- the process, in words
    server_process integer,                     -- the server's process that serves it
    until          timestamptz NOT NULL         -- it is the daemon until then, and until another has taken over
);

INSERT INTO daemon (epoch, token, owner, until) VALUES (0, '', '', '-infinity');

-- Fails unless the daemon of an epoch is still the daemon, and keeps it so until the transaction ends: every
-- transaction of a daemon begins with it. A process that was frozen and wakes cannot write over its successor.
CREATE FUNCTION fence(mine bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM daemon WHERE epoch = mine FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'another daemon has taken over' USING ERRCODE = 'BW001';
    END IF;
END
$$;
