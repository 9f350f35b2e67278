import ArgumentParser
import Catalogues
import Classification
import Domain
import Mentions
import Tokenization

struct Score: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Score texts, one per line: sentiment, topic, entities, and the words that mattered.",
        discussion: """
            Prints {"text","sentiment","negative","neutral","positive","score","topic","topics","attention","entities", \
            "left_early","language","adverse","risks"} for each line; score is the probability of positive minus that of negative. The entities are \
            those of the catalogue that the text names, each with the sentiment toward it and how much the text is about \
            it (relevance); and, if the weights have a tagger, the organizations that no catalogue lists, with a null symbol, \
            unless --listed is given. A text that the classifier is confident about leaves it early (left_early), unless --exact \
            is given. A text in another language than English is not scored: its sentiment, scores and topic are null, and \
            "language" says what it is in. "adverse" is the probability that the text reports an adverse event for a company or \
            institution that it names, and "risks" that of each type of event; weights without a risk head leave them null. The answers of any additional heads of the weights are in "heads", for the text and each entity.
            """)

    /// Texts that are scored together; large enough to keep all threads busy.
    private static let batch = 256

    @Argument(help: "A file of texts, or - for standard input.") var file = "-"
    @Option(help: "Report the sentiment toward this name in every text.") var entity: String?
    @Option(
        help:
            "A catalogue of entities; the default is the catalogue of companies that ships with the program.")
    var catalogue: String?
    @Flag(help: "Leave out topics, attention and entities.") var brief = false
    @Flag(help: "Leave out organizations that no catalogue lists.") var listed = false
    @OptionGroup var scoring: ScoringOptions

    func validate() throws {
        if let entity, entity.allSatisfy(\.isWhitespace) { throw ValidationError("--entity must be a name") }
    }

    func run() async throws {
        try await Failure.reported {
            let file = try scoring.weightsFile()
            let assessor = try TitleAssessor(
                weights: file, classifier: try scoring.classifier(file), finder: try finder(file),
                asksUnlisted: !brief && !listed)
            let texts = try readLines(self.file)
            for start in stride(from: 0, to: texts.count, by: Self.batch) {
                let batch = Array(texts[start..<min(start + Self.batch, texts.count)])
                for (text, assessed) in zip(batch, await assessor.assess(batch)) {
                    printLine(
                        assessed.isScored
                            ? try jsonLine(ScoreLine(text, assessed, brief: brief))
                            : try jsonLine(UnscoredLine(text: text, language: assessed.language)))
                }
            }
        }
    }

    /// What finds the entities that are asked about: none in brief, where none is printed.
    private func finder(_ weights: WeightsFile) throws -> any MentionFinder {
        guard !brief else { return Gazetteer([]) }
        let gazetteer = Gazetteer(try Installation.entities(catalogue))
        guard let entity else { return gazetteer }
        let words = try Tokenizer(weights).tokenize([entity]).words(of: 0)
        return AskedEntity(entity, words: words, among: gazetteer)
    }
}

/// One line of `score` for a text in a language that the classifier cannot read.
private struct UnscoredLine: Encodable {
    let text: String
    let language: String

    private enum CodingKeys: String, CodingKey {
        case text, sentiment, negative, neutral, positive, score, topic, entities, language, adverse, risks
    }

    func encode(to encoder: any Swift.Encoder) throws {
        var line = encoder.container(keyedBy: CodingKeys.self)
        try line.encode(text, forKey: .text)
        for key in [.sentiment, .negative, .neutral, .positive, .score, .topic] as [CodingKeys] {
            try line.encodeNil(forKey: key)
        }
        try line.encode([String](), forKey: .entities)
        try line.encode(language, forKey: .language)
        try line.encodeNil(forKey: .adverse)
        try line.encodeNil(forKey: .risks)
    }
}

/// One line of `score`.
private struct ScoreLine: Encodable {
    struct EntityScore: Encodable {
        let name: String
        let symbol: String?
        let sentiment: String
        let negative: Float
        let neutral: Float
        let positive: Float
        /// The probability that it suffers an adverse event; null without a risk head.
        let adverse: Float?
        let relevance: Float?
        /// What the model's further heads say of it; nil without such heads.
        let heads: [String: [String: Float]]?

        enum CodingKeys: CodingKey {
            case name, symbol, sentiment, negative, neutral, positive, adverse, relevance, heads
        }

        func encode(to encoder: any Swift.Encoder) throws {
            var line = encoder.container(keyedBy: CodingKeys.self)
            try line.encode(name, forKey: .name)
            try line.encode(symbol, forKey: .symbol)
            try line.encode(sentiment, forKey: .sentiment)
            try line.encode(negative, forKey: .negative)
            try line.encode(neutral, forKey: .neutral)
            try line.encode(positive, forKey: .positive)
            try line.encode(adverse, forKey: .adverse)
            try line.encode(relevance, forKey: .relevance)
            try line.encodeIfPresent(heads, forKey: .heads)
        }
    }

    let text: String
    let sentiment: String
    let negative: Float
    let neutral: Float
    let positive: Float
    let score: Float
    let topic: String
    let topics: [String: Float]?
    let attention: [WordWeight]?
    let entities: [EntityScore]?
    let left_early: Bool?
    let language: String
    /// What the model's further heads say of the text; nil without such heads.
    let heads: [String: [String: Float]]?
    /// The probability of an adverse event; null without a risk head.
    let adverse: OrNull<Float>
    /// The probability of each type of event, by its name; null without a risk head.
    let risks: OrNull<[String: Float]>

    init(_ text: String, _ assessed: TextAssessment, brief: Bool) {
        let assessment = assessed.assessment
        self.text = text
        language = assessed.language
        sentiment = assessment.sentiment.label.rawValue
        negative = assessment.sentiment.negative
        neutral = assessment.sentiment.neutral
        positive = assessment.sentiment.positive
        score = assessment.sentiment.score
        topic = assessment.topic
        topics =
            brief
            ? nil
            : Dictionary(
                assessment.topics.map { ($0.name, $0.probability) }, uniquingKeysWith: { first, _ in first })
        attention = brief ? nil : assessment.attention
        left_early = brief ? nil : assessment.leftEarly
        heads = brief ? nil : assessment.answers.further
        adverse = OrNull(assessment.risk?.adverse)
        risks = OrNull(
            assessment.risk.map { risk in
                Dictionary(
                    zip(risk.types.map(\.rawValue), risk.probabilities),
                    uniquingKeysWith: { first, _ in first })
            })
        entities =
            brief
            ? nil
            : assessed.entities.map { entity in
                EntityScore(
                    name: entity.name, symbol: entity.symbol, sentiment: entity.sentiment.label.rawValue,
                    negative: entity.sentiment.negative, neutral: entity.sentiment.neutral,
                    positive: entity.sentiment.positive,
                    adverse: entity.adverse?.probability,
                    relevance: entity.relevance > 0 ? entity.relevance : nil,
                    heads: entity.answers.further)
            }
    }
}

/// A field that is always there, with null for what is not known.
private struct OrNull<Value: Encodable>: Encodable {
    let value: Value?

    init(_ value: Value?) { self.value = value }

    func encode(to encoder: any Swift.Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encodeNil() }
    }
}

extension [HeadAnswer] {
    /// Probabilities by label, of the heads that have no fields of their own; nil where there are none.
    fileprivate var further: [String: [String: Float]]? {
        let named: Set<HeadName> = [.sentiment, .topic, .entity]
        let further = filter { !named.contains($0.head) }.map { answer in
            let scores = zip(answer.labels, answer.probabilities)
            return (answer.head.rawValue, Dictionary(scores, uniquingKeysWith: { first, _ in first }))
        }
        return further.isEmpty ? nil : Dictionary(further, uniquingKeysWith: { first, _ in first })
    }
}
