public import Domain

/// The streams that there can be, to tell what somebody typed from what they meant.
public struct KnownStreams {
    /// A stream, or a part of one, that a pattern names and that there is not.
    public struct Absence: Equatable, CustomStringConvertible {
        /// What it would be: `entity`, `topic`, `feed` or `stream`.
        public let kind: String
        /// As it was typed.
        public let word: String
        /// The nearest that there is, written like the word; nil where nothing is near.
        public let nearest: String?
        /// All that there are, where they are few enough to read.
        public let all: [String]

        /// A sentence such as `there is no entity "tsla"; did you mean "entity:TSLA"?`.
        public var description: String {
            let hint =
                if let nearest {
                    "; did you mean \"\(prefix)\(nearest)\"?"
                } else if !all.isEmpty {
                    "; there are \(all.map { prefix + $0 }.joined(separator: ", "))"
                } else {
                    ""
                }
            return "there is no \(kind) \"\(word)\"\(hint)"
        }

        private var prefix: String {
            switch kind {
            case "entity": "entity:"
            case "topic": "topic:"
            case "feed": "source:"
            default: ""
            }
        }
    }

    /// Above this number they are not listed in a message.
    private static let fewEnough = 30

    private let symbols: Set<String>
    private let topics: Set<String>
    private let feeds: Set<String>
    /// Symbols by the names and aliases of their entities, in lower case.
    private let symbolsByName: [String: String]
    /// The names of streams that are known whole.
    private let names: [String]

    /// - Parameters:
    ///   - topics: The names of the classifier's topics.
    ///   - feeds: The ids of the feeds.
    ///   - others: The names of further streams, such as those that the history has seen.
    public init(entities: [Entity], topics: [String], feeds: [String] = [], others: [String] = []) {
        let streams = others.compactMap(Stream.init(name:))
        symbols = Set(entities.map(\.symbol) + streams.compactMap(\.symbol))
        self.topics = Set(
            topics + streams.filter { $0.kind == .topic }.map(\.subject) + streams.compactMap(\.topic))
        self.feeds = Set(feeds + streams.filter { $0.kind == .source }.map(\.subject))
        let byName = entities.flatMap { entity in
            ([entity.name] + entity.aliases).map { ($0.lowercased(), entity.symbol) }
        }
        symbolsByName = Dictionary(byName, uniquingKeysWith: { first, _ in first })
        let all =
            [.market] + self.topics.map(Stream.topic) + symbols.map(Stream.entity)
            + self.feeds.map(Stream.source)
        names = all.map(\.name)
    }

    /// What a pattern names that there is not; nil where it can match a stream.
    public func absence(in pattern: StreamPattern) -> Absence? {
        let text = pattern.description
        if pattern.isExact, let stream = Stream(name: text) { return absence(of: stream) }
        // What a rule watches, and themes, come to be with stories.
        if names.contains(where: pattern.matches) || text.hasPrefix("rule:") || pattern.isOfThemes {
            return nil
        }
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, hasEntityTopic(parts[0], parts[1]) { return nil }
        return Absence(kind: "stream", word: text, nearest: sameLetters(as: pattern), all: [])
    }

    private func absence(of stream: Stream) -> Absence? {
        switch stream.kind {
        // Which words surge, time tells.
        case .market, .theme: nil
        case .source: absence("feed", stream.subject, in: feeds)
        case .topic: absence("topic", stream.subject, in: topics)
        case .entity: absence("entity", stream.subject, in: symbols)
        case .entityTopic:
            absence("entity", stream.subject, in: symbols)
                ?? absence("topic", stream.topic ?? "", in: topics)
        }
    }

    private func absence(_ kind: String, _ word: String, in known: Set<String>) -> Absence? {
        guard !known.contains(word) else { return nil }
        let named = kind == "entity" ? symbolsByName[word.lowercased()] : nil
        let sorted = known.sorted()
        return Absence(
            kind: kind, word: word, nearest: named ?? Suggestion.nearest(word, sorted),
            all: sorted.count <= Self.fewEnough ? sorted : [])
    }

    /// Whether some entity and some topic match the two sides of a `#`; which pairs there are, time tells.
    private func hasEntityTopic(_ entity: Substring, _ topic: Substring) -> Bool {
        guard let entity = StreamPattern(String(entity)), let topic = StreamPattern("topic:\(topic)") else {
            return false
        }
        return symbols.contains { entity.matches(Stream.entity($0).name) }
            && topics.contains { topic.matches(Stream.topic($0).name) }
    }

    /// The pattern with the capitals or small letters with which it would match.
    private func sameLetters(as pattern: StreamPattern) -> String? {
        guard let colon = pattern.description.firstIndex(of: ":") else { return nil }
        let (prefix, subject) = (
            pattern.description[...colon].lowercased(), pattern.description[colon...].dropFirst()
        )
        return [subject.uppercased(), subject.lowercased()].map { prefix + $0 }.first { text in
            StreamPattern(text).map { names.contains(where: $0.matches) } ?? false
        }
    }
}
