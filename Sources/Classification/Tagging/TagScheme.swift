import Glibc

// Tags in the manner of IOB2 (Tjong Kim Sang and Veenstra 1999): B-X begins an entity of type X, I-X goes on
// with it, O is no entity. Of all sequences of tags in which I-X follows only B-X or I-X the most probable is
// taken (Viterbi 1967).

/// Tags of words, and which may follow which.
public struct TagScheme: Sendable, Equatable {
    /// The tag of what is no entity.
    public static let outside = "O"

    /// The tags, in the order of a head's outputs.
    public let labels: [String]
    /// The type of each tag's entity; nil for `O`.
    package let types: [String?]
    /// Whether a tag goes on with an entity.
    private let continues: [Bool]

    /// Nil where the labels are not `O` and pairs of `B-` and `I-`.
    public init?(labels: [String]) {
        self.labels = labels
        types = labels.map { $0 == Self.outside ? nil : String($0.dropFirst(2)) }
        continues = labels.map { $0.hasPrefix("I-") }
        let named = Set(types.compactMap(\.self))
        let wanted = named.flatMap { ["B-\($0)", "I-\($0)"] } + [Self.outside]
        guard Set(labels) == Set(wanted), Set(labels).count == labels.count, !named.contains("") else {
            return nil
        }
    }

    /// The scheme of entities of some types.
    package init(types: [String]) {
        labels = [Self.outside] + types.flatMap { ["B-\($0)", "I-\($0)"] }
        self.types = [nil] + types.flatMap { [$0, $0] }
        continues = [false] + types.flatMap { _ in [false, true] }
    }

    /// Whether a tag may follow another, or begin a sentence.
    package func allows(_ tag: Int, after former: Int?) -> Bool {
        guard continues[tag] else { return true }
        return former.map { types[$0] == types[tag] } ?? false
    }

    /// The most probable tags of words.
    ///
    /// - Parameters:
    ///   - logProbabilities: A list for each word, a number for each tag.
    ///   - beginsSentence: Where no entity goes on.
    package func best(_ logProbabilities: [[Float]], beginsSentence: [Bool]) -> [Int] {
        guard var scores = logProbabilities.first else { return [] }
        for tag in labels.indices where !allows(tag, after: nil) { scores[tag] = -.infinity }
        var origins: [[Int]] = []
        for (word, own) in logProbabilities.enumerated().dropFirst() {
            var next = [Float](repeating: -.infinity, count: labels.count)
            var origin = [Int](repeating: 0, count: labels.count)
            for tag in labels.indices {
                for former in labels.indices
                where allows(tag, after: beginsSentence[word] ? nil : former)
                    && scores[former] + own[tag] > next[tag]
                {
                    next[tag] = scores[former] + own[tag]
                    origin[tag] = former
                }
            }
            origins.append(origin)
            scores = next
        }
        var tag = labels.indices.max { scores[$0] < scores[$1] } ?? 0
        var tags = [tag]
        for origin in origins.reversed() {
            tag = origin[tag]
            tags.append(tag)
        }
        return tags.reversed()
    }

    /// The entities that tags say: the words of each, and its type.
    package func entities(_ tags: [Int], beginsSentence: [Bool]) -> [TagEntity] {
        var entities: [TagEntity] = []
        for (word, tag) in tags.enumerated() {
            guard let type = types[tag] else { continue }
            let goesOn =
                word > 0 && !beginsSentence[word] && continues[tag]
                && allows(tag, after: tags[word - 1])
            if goesOn, let last = entities.popLast() {
                entities.append(TagEntity(words: last.words.lowerBound..<word + 1, type: type))
            } else {
                entities.append(TagEntity(words: word..<word + 1, type: type))
            }
        }
        return entities
    }
}

/// Words that name an entity of a type.
package struct TagEntity: Sendable, Hashable {
    package let words: Range<Int>
    package let type: String
}
