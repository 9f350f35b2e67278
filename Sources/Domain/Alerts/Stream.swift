/// A sequence of stories that is watched for what is unusual.
public struct Stream: Hashable, Sendable {
    /// What the stream is about.
    public let kind: Kind
    /// A topic's name, an entity's symbol, a theme's word or a feed's id; empty for the market.
    public let subject: String
    /// The topic, for a topic of an entity.
    public let topic: String?
    /// The id of the rule that looks for something else than bad news in the stream; nil for bad news.
    public let rule: String?

    private init(_ kind: Kind, _ subject: String = "", topic: String? = nil, rule: String? = nil) {
        self.kind = kind
        self.subject = subject
        self.topic = topic
        self.rule = rule
    }

    /// All stories.
    public static let market = Stream(.market)
    /// The stories of a topic.
    public static func topic(_ name: String) -> Stream { Stream(.topic, name) }
    /// The stories that name an entity, by its symbol.
    public static func entity(_ symbol: String) -> Stream { Stream(.entity, symbol) }
    /// What is said of an entity on a topic.
    public static func entityTopic(_ symbol: String, topic: String) -> Stream {
        Stream(.entityTopic, symbol, topic: topic)
    }
    /// The bad news with a word, or with a pair of neighboring words, in lower case.
    public static func theme(_ words: String) -> Stream { Stream(.theme, words) }
    /// Whether a feed, by its id, still shows what happens.
    public static func source(_ feed: String) -> Stream { Stream(.source, feed) }
    /// The same stories, as a rule watches them.
    public func watched(by rule: String) -> Stream { Stream(kind, subject, topic: topic, rule: rule) }

    private static let rulePrefix = "rule:"

    /// The form in the database, the alert log and on the command line: `market`, `topic:earnings`,
    /// `entity:ACME`, `entity:ACME#earnings`, `theme:debt ceiling`, `source:newswire`, and
    /// `rule:good-news@entity:ACME` for what a rule watches.
    public var name: String {
        let properties = kind.properties
        let own =
            switch properties.form {
            case .word: properties.prefix
            case .text, .symbol: properties.prefix + subject
            case .symbolAndTopic: "\(properties.prefix)\(subject)#\(topic ?? "")"
            }
        return rule.map { "\(Self.rulePrefix)\($0)@\(own)" } ?? own
    }

    /// The entity that the stream is about, by its symbol.
    public var symbol: String? { kind == .entity || kind == .entityTopic ? subject : nil }

    /// Alerts of narrower streams explain stories to wider ones.
    public var width: Int { rule == nil ? kind.width : Self.widest }
    private static let widest = 5

    /// Reads `name` back; nil for anything else.
    public init?(name: String) {
        if name.hasPrefix(Self.rulePrefix) {
            guard let at = name.lastIndex(of: "@"),
                let stream = Stream(name: String(name[name.index(after: at)...])), stream.rule == nil
            else { return nil }
            let rule = name[..<at].dropFirst(Self.rulePrefix.count)
            guard !rule.isEmpty else { return nil }
            self = stream.watched(by: String(rule))
            return
        }
        for kind in Kind.allCases {
            if let stream = Stream(name, as: kind) {
                self = stream
                return
            }
        }
        return nil
    }

    private init?(_ name: String, as kind: Kind) {
        let properties = kind.properties
        guard name.hasPrefix(properties.prefix) else { return nil }
        let rest = name.dropFirst(properties.prefix.count)
        let separator = rest.firstIndex(of: "#")
        switch properties.form {
        case .word:
            guard rest.isEmpty else { return nil }
            self.init(kind)
        case .text:
            guard !rest.isEmpty else { return nil }
            self.init(kind, String(rest))
        case .symbol:
            guard !rest.isEmpty, separator == nil else { return nil }
            self.init(kind, String(rest))
        case .symbolAndTopic:
            guard let separator, separator > rest.startIndex else { return nil }
            let topic = rest[rest.index(after: separator)...]
            guard !topic.isEmpty else { return nil }
            self.init(kind, String(rest[..<separator]), topic: String(topic))
        }
    }
}

extension Stream: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let stream = Stream(name: name) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(name)\" is not the name of a stream")
        }
        self = stream
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

extension Stream: CustomStringConvertible {
    public var description: String { name }
}
