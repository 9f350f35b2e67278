import Classification
import Domain

/// Crises with words of their own among real headlines that are dealt at random to their dates.
///
/// Each crisis has a name and four words that no language has; each of its stories has the name, one or two of
/// the words, and words of a real title; three in four are bad news.
struct InventedCrises {
    static let sizes = [3, 5, 8, 12, 20]
    private static let each = 12
    /// Days before the first, for the words to be learned.
    private static let learning = 75
    /// Days over which the stories of a crisis come.
    private static let spread = 2.0

    struct Crisis {
        let name: String
        let size: Int
        let start: Instant

        /// Whether an alert is about it: a third of its headlines have the name.
        func isTold(_ alert: Alert) -> Bool {
            let own = alert.headlines.count { $0.title.contains(name) }
            return own > 0 && 3 * own >= alert.headlines.count
        }
    }

    private(set) var crises: [Crisis] = []
    private(set) var headlines: [DatedHeadline]

    init(among headlines: [DatedHeadline], seed: UInt64) {
        self.headlines = Self.dealt(headlines, seed: seed)
        var random = SplitMix64(seed: seed &+ 77)
        guard let first = headlines.map(\.at).min(), let last = headlines.map(\.at).max() else { return }
        let sources = Array(Set(headlines.map(\.source))).sorted()
        let days = (last - first) / .seconds(86400) - Double(Self.learning) - 4
        for number in 0..<Self.sizes.count * Self.each {
            let size = Self.sizes[number % Self.sizes.count]
            let start =
                first + .milliseconds(Int64((Double(Self.learning) + random.uniform() * days) * 86_400_000))
            let words = (0..<5).map { _ in Self.word(&random) }
            let name = words[0].capitalized
            for story in 0..<size {
                let at =
                    story == 0
                    ? start : start + .milliseconds(Int64(random.uniform() * Self.spread * 86_400_000))
                let other = headlines[Int(random.next() % UInt64(headlines.count))].text.split(separator: " ")
                let text =
                    "\(name) \(words[1 + Int(random.next() % 4)]) \(InventedAssessor.mark(random.uniform() < 0.75)) "
                    + other.prefix(5).joined(separator: " ") + " \(words[1 + Int(random.next() % 4)])"
                self.headlines.append(
                    DatedHeadline(at: at, source: sources[story % sources.count], text: text))
            }
            crises.append(Crisis(name: name, size: size, start: start))
        }
    }

    /// The same texts, each at the date of another.
    static func dealt(_ headlines: [DatedHeadline], seed: UInt64) -> [DatedHeadline] {
        var random = SplitMix64(seed: seed &* 7919 &+ 1)
        var order = Array(headlines.indices)
        for place in stride(from: order.count - 1, to: 0, by: -1) {
            order.swapAt(place, Int(random.next() % UInt64(place + 1)))
        }
        return zip(headlines, order).map { dated, other in
            var headline = headlines[other]
            headline.at = dated.at
            return headline
        }
    }

    private static func word(_ random: inout SplitMix64) -> String {
        let syllables = ["bra", "kel", "dro", "fli", "gru", "pla", "sto", "tre", "vis", "zor", "nem", "lux"]
        return (0..<3).map { _ in syllables[Int(random.next() % UInt64(syllables.count))] }.joined()
    }
}

/// Knows whether an invented headline is bad by a mark in it, and asks another about all others.
struct InventedAssessor: Assessor {
    let others: ScoredTitles
    var model: String { others.model }

    /// A word that tells whether a headline is bad.
    static func mark(_ isBad: Bool) -> String { isBad ? "worsens" : "continues" }

    func assess(_ titles: [String]) async -> [TextAssessment] {
        let known = await others.assess(titles)
        return zip(titles, known).map { title, text in
            guard !text.isScored else { return text }
            let isBad = title.contains(Self.mark(true))
            let scores = SentimentScores.invented(isBad: isBad)
            return TextAssessment(
                assessment: Assessment(
                    sentiment: scores, topics: [TopicScore(name: "markets", probability: 1)],
                    attention: [], embedding: []), entities: [])
        }
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
