import Catalogues
import Classification
import Domain
import FoundationEssentials
import Mentions

/// What titles mean, classified once and kept in a file, so that a replay measures all but the classifier.
///
/// The file is named after the weights, the catalogues and the titles; delete it after a change of what
/// Classification or Mentions compute.
struct ScoredTitles: Assessor {
    let model: String
    private let texts: [String: TextAssessment]
    private static let batch = 256
    private static let weights = "weights/bellwether.weights"
    private static let catalogues = ["feeds/us-companies.yaml", "feeds/world-companies.yaml"]

    /// Reads the titles' assessments from the file of an earlier run, or classifies and writes them.
    init(_ titles: [String]) async throws {
        let file = try WeightsFile(path: Self.weights)
        model = file.header.name
        let inputs = try ([Self.weights] + Self.catalogues).map { try Data(contentsOf: URL(filePath: $0)) }
        let name = fingerprint(inputs.joined()) ^ fingerprint(titles.joined(separator: "\n").utf8)
        let path = "/tmp/bellwether-scores-2-\(String(name, radix: 16)).jsonl"
        if let lines = try? String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let stored = try lines.map { try JSONDecoder().decode(StoredText.self, from: Data($0.utf8)) }
            texts = Dictionary(stored.map { ($0.title, $0.text) }, uniquingKeysWith: { first, _ in first })
            return
        }
        let assessor = try TitleAssessor(
            weights: file,
            classifier: try Classifier(
                weights: file, threads: ProcessInfo.processInfo.activeProcessorCount, precision: nil),
            finder: Gazetteer(try Catalogue.read(Self.catalogues).entities))
        var texts: [String: TextAssessment] = [:]
        for start in stride(from: 0, to: titles.count, by: Self.batch) {
            let batch = Array(titles[start..<min(start + Self.batch, titles.count)])
            for (title, text) in zip(batch, await assessor.assess(batch)) { texts[title] = text }
        }
        self.texts = texts
        let lines = try texts.map { title, text in
            String(decoding: try JSONEncoder().encode(StoredText(title, text)), as: UTF8.self)
        }
        try lines.sorted().joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    func assess(_ titles: [String]) async -> [TextAssessment] {
        titles.map { texts[$0] ?? .unscored("") }
    }
}

/// What detection reads of an assessment, as a line of JSON.
private struct StoredText: Codable {
    let title: String
    private let language: String
    private let answers: [Answer]
    private let entities: [NamedEntity]
    private let words: [WordWeight]
    private let risk: Risk?

    private struct Answer: Codable {
        let head: String
        let labels: [String]
        let probabilities: [Float]

        init(_ answer: HeadAnswer) {
            (head, labels, probabilities) = (answer.head.rawValue, answer.labels, answer.probabilities)
        }

        var answer: HeadAnswer {
            HeadAnswer(head: HeadName(rawValue: head), labels: labels, probabilities: probabilities)
        }
    }

    private struct NamedEntity: Codable {
        let name: String
        let symbol: String?
        let first: Int
        let end: Int
        let relevance: Float
        let answers: [Answer]
        let adverse: Event?
    }

    private struct Event: Codable {
        let probability: Float
        let types: [RiskType]
    }

    private struct Risk: Codable {
        let adverse: Float
        let types: [String]
        let probabilities: [Float]
    }

    init(_ title: String, _ text: TextAssessment) {
        self.title = title
        language = text.language
        answers = text.assessment.answers.map(Answer.init)
        entities = text.entities.map {
            NamedEntity(
                name: $0.name, symbol: $0.symbol, first: $0.words.lowerBound, end: $0.words.upperBound,
                relevance: $0.relevance, answers: $0.answers.map(Answer.init),
                adverse: $0.adverse.map { Event(probability: $0.probability, types: $0.types) })
        }
        words = text.assessment.attention
        risk = text.assessment.risk.map {
            Risk(adverse: $0.adverse, types: $0.types.map(\.rawValue), probabilities: $0.probabilities)
        }
    }

    var text: TextAssessment {
        let entities = entities.map { entity in
            AssessedEntity(
                Mention(
                    name: entity.name, symbol: entity.symbol, words: entity.first..<entity.end,
                    relevance: entity.relevance), answers: entity.answers.map(\.answer),
                adverse: entity.adverse.map { AdverseEvent(probability: $0.probability, types: $0.types) })
        }
        let risk = risk.map { risk in
            RiskScores(
                adverse: risk.adverse, types: risk.types.compactMap(RiskType.init),
                probabilities: risk.probabilities)
        }
        return TextAssessment(
            assessment: Assessment(
                answers: answers.map(\.answer), attention: words, embedding: [], risk: risk),
            entities: entities, language: language)
    }
}
