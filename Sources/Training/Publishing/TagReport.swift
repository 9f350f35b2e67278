package import Classification

/// How well tags meet those of a labeled file, in the form of the article: by tag, and by entity.
public struct TagReport: Sendable, Equatable {
    /// Precision, recall and their harmonic mean; 0 of nothing.
    public struct Score: Sendable, Equatable {
        /// Of what is said, the share that is so.
        public let precision: Double
        /// Of what is so, the share that is said.
        public let recall: Double
        /// Their harmonic mean, or the mean of those of several.
        public let f1: Double
        /// What is so.
        public let support: Int

        init(right: Int, said: Int, so: Int) {
            precision = said == 0 ? 0 : Double(right) / Double(said)
            recall = so == 0 ? 0 : Double(right) / Double(so)
            f1 = said + so == 0 ? 0 : 2 * Double(right) / Double(said + so)
            support = so
        }

        /// The mean of several, each with a weight.
        init(_ scores: [Score], weights: [Double]) {
            let sum = max(weights.reduce(0, +), .leastNonzeroMagnitude)
            func mean(_ value: (Score) -> Double) -> Double {
                zip(scores, weights).reduce(0) { $0 + value($1.0) * $1.1 } / sum
            }
            precision = mean(\.precision)
            recall = mean(\.recall)
            f1 = mean(\.f1)
            support = scores.reduce(0) { $0 + $1.support }
        }
    }

    /// The score of each tag, in the order of the scheme, over words.
    public let tags: [(label: String, score: Score)]
    /// Of all words together.
    public let micro: Score
    /// The mean of the tags.
    public let macro: Score
    /// The mean of the tags, each with its support as its weight.
    public let weighted: Score
    /// The score of each type of entity, where an entity is right if its words and its type are.
    public let types: [(type: String, score: Score)]
    /// Of all entities together.
    public let entities: Score

    /// Compares tags with those of a labeled file.
    ///
    /// - Parameter said: Of each word of each sentence of each document.
    package init(_ file: ColumnFile, _ said: [[[Int]]], scheme: TagScheme) {
        let places = Dictionary(
            scheme.labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var words = Counts<Int>()
        var found = Counts<String>()
        for (sentence, said) in zip(file.documents.joined(), said.joined()) {
            let so = sentence.tags.map { places[$0] ?? 0 }
            for (so, said) in zip(so, said) { words.add(so: [so], said: [said]) { $0 } }
            let begins = so.indices.map { $0 == 0 }
            found.add(
                so: scheme.entities(so, beginsSentence: begins),
                said: scheme.entities(said, beginsSentence: begins)
            ) { $0.type }
        }
        tags = scheme.labels.enumerated().map { ($1, words.score([$0])) }
        let scores = tags.map(\.score)
        micro = words.score(Array(scheme.labels.indices))
        macro = Score(scores, weights: scores.map { _ in 1 })
        weighted = Score(scores, weights: scores.map { Double($0.support) })
        let types = Array(Set(scheme.types.compactMap(\.self))).sorted()
        self.types = types.map { ($0, found.score([$0])) }
        entities = found.score(types)
    }

    /// Whether two reports say the same.
    public static func == (a: TagReport, b: TagReport) -> Bool {
        a.tags.map(\.score) == b.tags.map(\.score) && a.types.map(\.score) == b.types.map(\.score)
    }

    /// What is so, what is said, and what is both, by class.
    private struct Counts<Class: Hashable> {
        var so: [Class: Int] = [:]
        var said: [Class: Int] = [:]
        var right: [Class: Int] = [:]

        mutating func add<Thing: Hashable>(so: [Thing], said: [Thing], of kind: (Thing) -> Class) {
            let known = Set(so)
            for thing in so { self.so[kind(thing), default: 0] += 1 }
            for thing in said {
                self.said[kind(thing), default: 0] += 1
                if known.contains(thing) { right[kind(thing), default: 0] += 1 }
            }
        }

        func score(_ classes: [Class]) -> Score {
            func sum(_ counts: [Class: Int]) -> Int { classes.reduce(0) { $0 + counts[$1, default: 0] } }
            return Score(right: sum(right), said: sum(said), so: sum(so))
        }
    }
}
