import Domain

extension PostgresHistory {
    /// What people call the entities, feeds and themes that streams are about, where it is known.
    static func names(of streams: [Domain.Stream], _ session: Session) throws -> [Domain.Stream: String] {
        var names: [Domain.Stream: String] = [:]
        let asked = Dictionary(grouping: streams) { stream -> Source? in
            switch stream.kind {
            case .entity, .entityTopic: .entity
            case .source: .feed
            case .theme: .theme
            case .market, .topic: nil
            }
        }
        for (source, streams) in asked {
            guard let source else { continue }
            let keys = streams.map { source == .theme ? $0.name : $0.subject }
            var found: [String: String] = [:]
            for row in try session.rows(source.sql, [keys]) {
                found[try row["key"]] = try row["name"]
            }
            for (stream, key) in zip(streams, keys) { names[stream] = found[key] }
        }
        return names
    }

    /// Where names are.
    private enum Source {
        case entity
        case feed
        /// As its latest alert calls it.
        case theme

        var sql: String {
            switch self {
            case .entity: "SELECT symbol AS key, name FROM entity WHERE symbol = ANY ($1::text[])"
            case .feed: "SELECT id AS key, title AS name FROM feed WHERE id = ANY ($1::text[])"
            case .theme:
                """
                SELECT DISTINCT ON (n.stream) n.stream AS key, a.body ->> 'name' AS name
                FROM alert_now n JOIN alert a ON a.id = n.id AND a.sequence = n.last
                WHERE n.stream = ANY ($1::text[]) ORDER BY n.stream, n.fired_at DESC
                """
            }
        }
    }
}
