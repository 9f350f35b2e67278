import Domain
public import History

extension PostgresHistory: Ledger {
    public func commit(_ commit: Commit) async throws {
        try await write { session in
            if let poll = commit.poll { try self.insert(poll, in: session) }
            try Self.write(commit.states, dropping: commit.droppedStates, in: session)
            try Self.write(commit.words, in: session)
            for entity in commit.discovered { try Self.write(entity, in: session) }
            if !commit.forgottenNames.isEmpty {
                try session.execute(
                    "DELETE FROM discovered WHERE key = ANY($1::text[])", [commit.forgottenNames])
            }
            try Self.insert(commit.series, in: session)
            for ranking in commit.rankings { try Self.insert(ranking, in: session) }
            if !commit.notices.isEmpty { try Self.holdSilences(in: session) }
            for notice in commit.notices {
                let route = commit.route(notice, try self.routingFacts(of: notice, in: session))
                try Self.insert(notice, by: route, in: session)
            }
            for notice in commit.grown { try Self.replace(notice, in: session) }
        }
    }

    private static func write(
        _ states: [DetectorState], dropping dropped: [String], in session: Session
    ) throws {
        if !states.isEmpty {
            try session.execute(
                """
                INSERT INTO detector_state (stream, state)
                SELECT DISTINCT ON (stream) stream, state
                FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS new (stream, state, place)
                ORDER BY stream, place DESC
                ON CONFLICT (stream) DO UPDATE SET state = excluded.state
                """, [states.map(\.name), states.map(\.json)])
        }
        if !dropped.isEmpty {
            try session.execute("DELETE FROM detector_state WHERE stream = ANY($1::text[])", [dropped])
        }
    }

    /// The last word on each part counts; one without a state is deleted.
    private static func write(_ words: [WordState], in session: Session) throws {
        guard !words.isEmpty else { return }
        let last = Dictionary(words.map { ($0.name, $0.json) }, uniquingKeysWith: { $1 })
        let gone = last.filter { $0.value == nil }.keys.sorted()
        let kept = last.compactMapValues(\.self).sorted { $0.key < $1.key }
        if !kept.isEmpty {
            try session.execute(
                """
                INSERT INTO theme_state (name, state) SELECT * FROM unnest($1::text[], $2::text[])
                ON CONFLICT (name) DO UPDATE SET state = excluded.state
                """, [kept.map(\.key), kept.map(\.value)])
        }
        if !gone.isEmpty {
            try session.execute("DELETE FROM theme_state WHERE name = ANY($1::text[])", [gone])
        }
    }

    private func insert(_ poll: Commit.Poll, in session: Session) throws {
        try insert(poll.items, model: poll.model, in: session)
        for edit in poll.edits { try Self.change(edit, in: poll, session) }
        if !poll.quotes.isEmpty {
            try session.execute(
                """
                INSERT INTO quote (symbol, at, price, currency, feed_id)
                SELECT DISTINCT ON (symbol, at) symbol, at, price, currency, $5
                FROM unnest($1::text[], $2::timestamptz[], $3::double precision[], $4::text[]) WITH ORDINALITY
                    AS new (symbol, at, price, currency, place)
                ORDER BY symbol, at, place DESC
                ON CONFLICT (symbol, at, feed_id)
                    DO UPDATE SET price = excluded.price, currency = excluded.currency
                """,
                [
                    poll.quotes.map(\.symbol), poll.quotes.map(\.at), poll.quotes.map(\.price),
                    poll.quotes.map(\.currency), poll.feed,
                ])
        }
        try Self.write(poll.cursor, of: poll.feed, at: poll.at, in: session)
    }

    /// Stores what streams had in half hours, in place of what is stored of them.
    private static func insert(_ points: [SeriesPoint], in session: Session) throws {
        guard !points.isEmpty else { return }
        try session.execute(
            """
            INSERT INTO series (stream, at, stories, negative, positive, expected, bits)
            SELECT DISTINCT ON (stream, at) stream, at, stories, negative, positive, expected, bits
            FROM unnest($1::text[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::bigint[],
                $6::double precision[], $7::double precision[]) WITH ORDINALITY
                AS new (stream, at, stories, negative, positive, expected, bits, place)
            ORDER BY stream, at, place DESC
            ON CONFLICT (stream, at) DO UPDATE SET stories = excluded.stories, negative = excluded.negative,
                positive = excluded.positive, expected = excluded.expected, bits = excluded.bits
            """,
            [
                points.map(\.stream.name), points.map(\.start), points.map(\.stories), points.map(\.negative),
                points.map(\.positive), points.map(\.expected), points.map(\.bits),
            ])
    }
}
