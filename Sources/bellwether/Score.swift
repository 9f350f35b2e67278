import ArgumentParser
import Classification
import Domain
import Tokenization

struct Score: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Scores texts, one a line: sentiment, topic, and the words that mattered.")

    /// Texts that are scored together; large enough to keep all threads busy.
    private static let batch = 256

    @Argument(help: "A file of texts, or - for standard input.") var file = "-"
    @Option(help: "Threads to use; the default is one a core.") var threads: Int?
    @Option(help: "The weights to use.") var weights: String?
    @Flag(help: "Leave out topics, attention and entities.") var brief = false

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    }

    func run() async throws {
        try await Failure.reported {
            let file = try Installation.weights(weights)
            let tokenizer = try Tokenizer(file)
            let classifier = try Classifier(weights: file, threads: threads ?? availableCores())
            let texts = lines(of: try readInput(self.file))
            for start in stride(from: 0, to: texts.count, by: Self.batch) {
                let slice = texts[start..<min(start + Self.batch, texts.count)]
                let batch = tokenizer.tokenize(slice)
                for (text, assessment) in zip(slice, classifier.assess(batch)) {
                    printLine(try jsonLine(ScoreLine(text, assessment, brief: brief)))
                }
            }
        }
    }
}

/// One line of `score`.
private struct ScoreLine: Encodable {
    let text: String
    let sentiment: String
    let negative: Float
    let neutral: Float
    let positive: Float
    let score: Float
    let topic: String
    let topics: [String: Float]?
    let attention: [WordWeight]?

    init(_ text: String, _ assessment: Assessment, brief: Bool) {
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
    }
}
