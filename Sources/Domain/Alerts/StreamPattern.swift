/// The name of a stream, or a pattern of such names in which `*` stands for anything: `topic:*`.
public struct StreamPattern: Sendable, Hashable, CustomStringConvertible {
    /// The pattern as it was written.
    public let description: String
    private let pieces: [Substring]

    /// Nil for what no stream can match.
    public init?(_ text: String) {
        description = text
        pieces = text.split(separator: "*", omittingEmptySubsequences: false)
        if isExact {
            guard Stream(name: text) != nil else { return nil }
        } else {
            let fixed = pieces.first ?? ""
            let prefixes = Stream.Kind.allCases.map(\.properties.prefix) + ["rule:"]
            guard prefixes.contains(where: { $0.hasPrefix(fixed) || fixed.hasPrefix($0) }) else { return nil }
        }
    }

    /// What is said of a text that no stream can match, without a full stop.
    public static func refusal(of text: String) -> String {
        "\"\(text)\" is not a stream; use market, topic:NAME, entity:SYMBOL or theme:WORDS, with * for anything"
    }

    /// Whether it names only one stream.
    public var isExact: Bool { pieces.count == 1 }

    /// Whether it names only themes.
    public var isOfThemes: Bool { description.hasPrefix(Stream.Kind.theme.properties.prefix) }

    /// Whether a stream's name matches.
    public func matches(_ name: String) -> Bool {
        guard !isExact else { return name == description }
        guard let first = pieces.first, let last = pieces.last, name.hasPrefix(first),
            name.count >= first.count + last.count, name.hasSuffix(last)
        else { return false }
        var rest = name.dropFirst(first.count).dropLast(last.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let place = rest.firstRange(of: piece) else { return false }
            rest = rest[place.upperBound...]
        }
        return true
    }
}
