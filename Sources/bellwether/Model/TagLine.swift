import Domain
import Training

/// What `tagger` and `evaluate` print of a tagger: its report on one file.
struct TagLine: Encodable {
    struct Score: Encodable {
        let precision: Double
        let recall: Double
        let f1: Double
        let support: Int

        init(_ score: TagReport.Score) {
            precision = score.precision.places(4)
            recall = score.recall.places(4)
            f1 = score.f1.places(4)
            support = score.support
        }
    }

    private let corpus: String
    private let task = "tags"
    private let words: Int
    /// By tag, over words.
    private let classes: [String: Score]
    private let micro: Score
    private let macro: Score
    private let weighted: Score
    /// By type, over entities whose words and type are both right.
    private let entities: [String: Score]
    private let entity_micro: Score

    init(_ report: TagReport, corpus: String) {
        self.corpus = corpus
        words = report.micro.support
        classes = Dictionary(
            report.tags.map { ($0.label, Score($0.score)) }, uniquingKeysWith: { first, _ in first })
        micro = Score(report.micro)
        macro = Score(report.macro)
        weighted = Score(report.weighted)
        entities = Dictionary(
            report.types.map { ($0.type, Score($0.score)) }, uniquingKeysWith: { first, _ in first })
        entity_micro = Score(report.entities)
    }
}

/// The same as a table, in the form of the article: precision, recall, F1 and support.
struct TagTable {
    private let report: TagReport

    init(_ report: TagReport) { self.report = report }

    var lines: [String] {
        let blocks = [
            report.tags.map { ($0.label, $0.score) },
            [
                ("micro avg", report.micro), ("macro avg", report.macro),
                ("weighted avg", report.weighted),
            ],
            report.types.map { ($0.type, $0.score) } + [("entities", report.entities)],
        ]
        let head = Self.line("", ["precision", "recall", "f1", "support"])
        return [head]
            + blocks.flatMap { block in
                [""]
                    + block.map { name, score in
                        Self.line(
                            name,
                            [score.precision, score.recall, score.f1].map(Self.rounded) + ["\(score.support)"]
                        )
                    }
            }
    }

    private static func line(_ name: String, _ columns: [String]) -> String {
        padded(name, to: 14, before: false) + columns.map { padded($0, to: 11, before: true) }.joined()
    }

    private static func padded(_ text: String, to width: Int, before: Bool) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return before ? blanks + text : text + blanks
    }

    private static func rounded(_ value: Double) -> String {
        let digits = String(Int((value * 10000).rounded()))
        let filled = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        return "\(filled.dropLast(4)).\(filled.suffix(4))"
    }
}
