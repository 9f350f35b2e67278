import ArgumentParser
import Catalogues
import Classification
import Domain
import Tokenization

struct Score: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Scores texts, one a line: sentiment, topic, entities, and the words that mattered.",
        discussion: """
            Prints {"text","sentiment","negative","neutral","positive","score","topic","topics","attention","entities", \
            "left_early"} for each line; score is the probability of positive minus that of negative. The entities are \
            those of the catalogue that the text names, each with the sentiment towards it and how much the text is about \
            it (relevance). A text that the classifier is sure of leaves it early (left_early), unless --exact is given.
            """)

    /// Texts that are scored together; large enough to keep all threads busy.
    private static let batch = 256

    @Argument(help: "A file of texts, or - for standard input.") var file = "-"
    @Option(help: "Ask for the sentiment towards this name in every text.") var entity: String?
    @Option(help: "A catalogue of entities; the default is the companies that ship.") var catalogue: String?
    @Flag(help: "Leave out topics, attention and entities.") var brief = false
    @OptionGroup var scoring: ScoringOptions

    func validate() throws {
        if let entity, entity.allSatisfy(\.isWhitespace) { throw ValidationError("--entity must be a name") }
    }

    func run() async throws {
        try await Failure.reported {
            let file = try scoring.weightsFile()
            let tokenizer = try Tokenizer(file)
            let classifier = CachingClassifier(try scoring.classifier(file))
            let finder = try EntityFinder(
                asked: entity, entities: brief ? [] : Installation.entities(catalogue), tokenizer: tokenizer)
            let texts = lines(of: try readInput(self.file))
            for start in stride(from: 0, to: texts.count, by: Self.batch) {
                let slice = texts[start..<min(start + Self.batch, texts.count)]
                let batch = tokenizer.tokenize(slice)
                let found = (0..<batch.count).map { brief ? [] : finder.entities(in: batch, text: $0) }
                let assessments = classifier.assess(batch, entities: found.map { $0.map(\.words) })
                for (text, (assessment, entities)) in zip(slice, zip(assessments, found)) {
                    printLine(try jsonLine(ScoreLine(text, assessment, entities, brief: brief)))
                }
            }
        }
    }

}

/// Finds the entities that `score` asks about.
private struct EntityFinder {
    struct Found {
        let name: String
        let symbol: String?
        let words: Range<Int>
        /// Nil for a name that the text does not have.
        let relevance: Float?
    }

    private let asked: String?
    private let askedWords: [String]
    private let gazetteer: Gazetteer
    private let names: [String: String]

    init(asked: String?, entities: [Entity], tokenizer: Tokenizer) throws {
        self.asked = asked
        askedWords = asked.map { tokenizer.tokenize([$0]).words(of: 0) } ?? []
        gazetteer = Gazetteer(entities)
        names = Dictionary(entities.map { ($0.symbol, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// The asked entity first, standing for the whole text where the text does not name it; then those of the
    /// catalogue, each once.
    func entities(in batch: TokenBatch, text: Int) -> [Found] {
        var found: [Found] = []
        var seen: Set<String> = []
        let count = batch.wordCount(of: text)
        let mentions = gazetteer.mentions(in: batch.words(of: text))
        let relevances = Mention.relevances(mentions, words: count)
        if let asked {
            let named = batch.words(of: text, named: askedWords)
            let symbol = mentions.first { $0.words == named }?.symbol
            if let symbol { seen.insert(symbol) }
            // A name that no catalogue has counts as one more mention.
            let relevance =
                symbol.flatMap { relevances[$0] }
                ?? named.flatMap {
                    Mention.relevances(mentions + [Mention(symbol: "", words: $0)], words: count)[""]
                }
            found.append(
                Found(name: asked, symbol: symbol, words: named ?? 0..<count, relevance: relevance))
        }
        for mention in mentions where seen.insert(mention.symbol).inserted {
            found.append(
                Found(
                    name: names[mention.symbol] ?? mention.symbol, symbol: mention.symbol,
                    words: mention.words, relevance: relevances[mention.symbol]))
        }
        return found
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
        let relevance: Float?

        enum CodingKeys: CodingKey { case name, symbol, sentiment, negative, neutral, positive, relevance }

        func encode(to encoder: any Swift.Encoder) throws {
            var line = encoder.container(keyedBy: CodingKeys.self)
            try line.encode(name, forKey: .name)
            try line.encode(symbol, forKey: .symbol)
            try line.encode(sentiment, forKey: .sentiment)
            try line.encode(negative, forKey: .negative)
            try line.encode(neutral, forKey: .neutral)
            try line.encode(positive, forKey: .positive)
            try line.encode(relevance, forKey: .relevance)
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

    init(_ text: String, _ assessment: Assessment, _ found: [EntityFinder.Found], brief: Bool) {
        self.text = text
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
        entities =
            brief
            ? nil
            : zip(found, assessment.towards).map { entity, sentiment in
                EntityScore(
                    name: entity.name, symbol: entity.symbol, sentiment: sentiment.label.rawValue,
                    negative: sentiment.negative, neutral: sentiment.neutral, positive: sentiment.positive,
                    relevance: entity.relevance)
            }
    }
}
