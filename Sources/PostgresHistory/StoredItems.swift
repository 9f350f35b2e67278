import Domain
import FoundationEssentials
import History

extension PostgresHistory {
    /// Words kept of each item; the alert shows fewer.
    private static let wordsKept = 8

    /// A text with the item that it is of.
    private struct Judged {
        let id: Int64
        let fetchedAt: Instant
        let eventTime: Instant
        let text: TextAssessment
    }

    /// Stores items with their assessments, but for those whose feed and key are stored.
    ///
    /// Each table in one statement for all of them: what the views count is then counted once a commit.
    func insert(_ items: [AssessedItem], model: String, in session: Session) throws {
        guard !items.isEmpty else { return }
        let ids = try Self.claim(items, in: session)
        var (new, seen): ([(id: Int64, item: AssessedItem)], Set<Int64>) = ([], [])
        for item in items {
            let hash = Self.identityHash(feed: item.item.feed, key: item.item.key)
            if let id = ids[hash], seen.insert(hash).inserted { new.append((id, item)) }
        }
        guard !new.isEmpty else { return }
        try insertRows(new, in: session)
        try Self.insertBands(new, in: session)
        try Self.insert(
            new.map {
                Judged(
                    id: $0.id, fetchedAt: $0.item.item.fetchedAt, eventTime: $0.item.item.eventTime,
                    text: $0.item.text)
            }, model: model, in: session)
    }

    /// The name under which an item is known, also when it is deleted.
    static func identityHash(feed: String, key: String) -> Int64 {
        Int64(bitPattern: fingerprint("\(feed)\n\(key)".utf8))
    }

    /// Numbers the items that are not stored; returns the numbers by the hashes of feed and key.
    private static func claim(_ items: [AssessedItem], in session: Session) throws -> [Int64: Int64] {
        let rows = try session.rows(
            """
            INSERT INTO item_key (hash, item_id, fetched_at)
            SELECT hash, nextval('item_id'), at FROM (
                SELECT hash, min(at) AS at, min(place) AS place
                FROM unnest($1::bigint[], $2::timestamptz[]) WITH ORDINALITY AS new (hash, at, place)
                WHERE NOT EXISTS (SELECT FROM item_key k WHERE k.hash = new.hash)
                GROUP BY hash ORDER BY min(place)) new
            ON CONFLICT (hash) DO NOTHING RETURNING hash, item_id
            """,
            [
                items.map { identityHash(feed: $0.item.feed, key: $0.item.key) },
                items.map(\.item.fetchedAt),
            ])
        return try rows.reduce(into: [:]) { $0[try $1["hash"]] = try $1["item_id"] as Int64 }
    }

    private func insertRows(_ new: [(id: Int64, item: AssessedItem)], in session: Session) throws {
        let items = new.map(\.item.item)
        let path = path
        try session.execute(
            """
            INSERT INTO item (id, feed_id, key, story_id, story_fingerprint, is_first_of_story, is_backlog, title,
                link, summary, author, language, event_time, published, fetched_at, novelty, similar_counts,
                publisher, publisher_domain)
            SELECT new.* FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::integer[],
                $7::integer[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::timestamptz[],
                $14::timestamptz[], $15::timestamptz[], $16::double precision[], $17::json[], $18::text[],
                $19::text[]) AS new (id, feed_id)
                JOIN feed ON feed.id = new.feed_id
            """,
            [
                new.map(\.id), items.map(\.feed), items.map(\.key), items.map(\.story.value),
                items.map(\.fingerprint), items.map(\.isFirstOfStory), items.map(\.isBacklog),
                items.map(\.title), items.map(\.link), items.map(\.summary), items.map(\.author),
                new.map { Self.language(stated: $0.item.item.language, $0.item.text) },
                items.map(\.eventTime), items.map(\.published), items.map(\.fetchedAt),
                items.map(\.novelty), try items.map { try jsonLine($0.similarCounts) },
                items.map(\.publisher?.name), items.map(\.publisher?.domain),
            ]
        ) { answer in
            guard answer.changes == new.count else {
                let feeds = Set(items.map(\.feed)).sorted().joined(separator: ", ")
                throw HistoryError.refused(
                    path: path, reason: "an item is of a feed that is not registered; the feeds were \(feeds)"
                )
            }
        }
    }

    private static func insertBands(
        _ new: [(id: Int64, item: AssessedItem)], in session: Session
    ) throws {
        let bands = new.flatMap { id, item in
            item.item.bands.map { (band: $0, id: id, at: item.item.fetchedAt) }
        }
        guard !bands.isEmpty else { return }
        try session.execute(
            """
            INSERT INTO title_band (band, item_id, fetched_at)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) ON CONFLICT DO NOTHING
            """, [bands.map(\.band), bands.map(\.id), bands.map(\.at)])
    }

    /// Gives an item its changed title and keeps the previous one; nothing where the title is the same.
    static func change(_ edit: AssessedEdit, in poll: Commit.Poll, _ session: Session) throws {
        let title = edit.edit.title
        let row = try session.row(
            """
            SELECT item.id, item.fetched_at, item.event_time FROM item_key
            JOIN item ON item.id = item_key.item_id AND item.fetched_at = item_key.fetched_at
            WHERE hash = $1 AND title <> $2::text
            """, [identityHash(feed: poll.feed, key: edit.edit.key), title])
        guard let row else { return }
        let item = Judged(
            id: try row["id"], fetchedAt: try row["fetched_at"], eventTime: try row["event_time"],
            text: edit.text)
        let place: Arguments = [item.id, item.fetchedAt]
        try session.execute(
            """
            INSERT INTO item_edit (item_id, at, title, summary)
            SELECT id, $3, title, summary FROM item WHERE id = $1 AND fetched_at = $2
            """, place + [poll.at])
        // What is said of the title first: the counts are taken by what the item was.
        for table in ["assessment", "mention"] {
            try session.execute("DELETE FROM \(table) WHERE item_id = $1 AND fetched_at = $2", place)
        }
        try session.execute(
            """
            UPDATE item SET title = $3, summary = $4, language = $5::text WHERE id = $1 AND fetched_at = $2
            """,
            place + [title, edit.edit.summary, language(stated: edit.edit.language, edit.text)])
        try insert([item], model: poll.model, in: session)
    }

    /// What the source says, unless the text itself tells that it cannot be read.
    private static func language(stated: String?, _ text: TextAssessment) -> String? {
        text.isScored ? stated : text.language
    }

    /// Stores what the model says of titles; a text that cannot be read is kept without a judgment rather
    /// than with a neutral one.
    private static func insert(_ texts: [Judged], model: String, in session: Session) throws {
        let scored = texts.filter(\.text.isScored)
        guard !scored.isEmpty else { return }
        let said = scored.map(\.text.assessment), tone = said.map(\.sentiment)
        let vectors = said.map { $0.embedding.quantized() }
        try session.execute(
            """
            INSERT INTO assessment (item_id, fetched_at, sentiment, negative, neutral, positive, score, topic,
                topic_share, words, embedding, embedding_scale, model, heads, risk, risk_types)
            SELECT item_id, fetched_at, sentiment, negative, neutral, positive, score, topic, topic_share, words,
                embedding, scale, $16, heads, risk, risk_types
            FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::real[], $5::real[], $6::real[], $7::real[],
                $8::text[], $9::real[], $10::json[], $11::bytea[], $12::real[], $13::json[], $14::real[],
                $15::text[]) AS new (item_id, fetched_at, sentiment, negative, neutral, positive, score, topic,
                topic_share, words, embedding, scale, heads, risk, risk_types)
            """,
            [
                scored.map(\.id), scored.map(\.fetchedAt), tone.map(\.label.rawValue), tone.map(\.negative),
                tone.map(\.neutral), tone.map(\.positive), tone.map(\.score), said.map(\.topic),
                said.map { $0[.topic]?.confidence ?? 0 },
                try said.map { try jsonLine($0.topWords(wordsKept)) }, vectors.map(\.bytes),
                vectors.map(\.scale), try said.map { try $0.answers.storedFurther() },
                said.map(\.adverse?.probability), said.map(\.adverse?.storedTypes), model,
            ])
        try insertMentions(scored, in: session)
    }

    private static func insertMentions(_ texts: [Judged], in session: Session) throws {
        // A name that no catalogue lists has no symbol to be asked for by.
        let named = texts.flatMap { text in
            text.text.entities.compactMap { entity in entity.symbol.map { (text, entity, $0) } }
        }
        guard !named.isEmpty else { return }
        let texts = named.map(\.0), entities = named.map(\.1), tone = entities.map(\.sentiment)
        try session.execute(
            """
            INSERT INTO mention (item_id, fetched_at, event_time, symbol, sentiment, negative, neutral, positive,
                score, relevance, heads, risk, risk_types)
            SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::text[],
                $6::real[], $7::real[], $8::real[], $9::real[], $10::real[], $11::json[], $12::real[], $13::text[])
            """,
            [
                texts.map(\.id), texts.map(\.fetchedAt), texts.map(\.eventTime), named.map(\.2),
                tone.map(\.label.rawValue), tone.map(\.negative), tone.map(\.neutral), tone.map(\.positive),
                tone.map(\.score), entities.map(\.relevance),
                try entities.map { try $0.answers.storedFurther() },
                entities.map(\.adverse?.probability), entities.map(\.adverse?.storedTypes),
            ])
    }
}
