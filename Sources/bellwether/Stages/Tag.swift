import ArgumentParser
import Classification
import Domain
import Tokenization
import Training

struct Tag: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find names in texts, one per line: persons, organizations, locations and others.",
        discussion: """
            Prints {"text","spans":[{"text","start","end","type","confidence"}]} for each line; start and end are UTF-8 byte \
            offsets, type is PER, ORG, LOC or MISC. With --conll, reads a file with a word per line (columns separated by \
            blanks, the word first; an empty line ends a sentence, -DOCSTART- begins a document) and prints its lines with \
            the predicted tag (IOB2) as a further last column. The sentences of a document are tagged in the context of those around \
            them.
            """)

    @Argument(help: "A file of texts, or - for standard input.") var file = "-"
    @Flag(help: "Read and print a CoNLL column file.") var conll = false
    @OptionGroup var scoring: ScoringOptions

    /// Texts that are tagged together.
    private static let batch = 256

    private struct Line: Encodable {
        struct Span: Encodable {
            let text: String
            let start: Int
            let end: Int
            let type: String
            let confidence: Float
        }

        let text: String
        let spans: [Span]
    }

    func run() async throws {
        try await Failure.reported {
            let weights = try scoring.weightsFile()
            let classifier = try scoring.classifier(weights)
            guard classifier.tagScheme != nil else { throw WeightsError.noTagger(path: weights.path) }
            let tokenizer = try Tokenizer(weights)
            if conll {
                for line in try ColumnFile(readInput(file)).tagged(by: classifier, tokenizer) {
                    printLine(line)
                }
            } else {
                try tagLines(classifier, tokenizer)
            }
        }
    }

    private func tagLines(_ classifier: Classifier, _ tokenizer: Tokenizer) throws {
        let texts = try readLines(file)
        for start in stride(from: 0, to: texts.count, by: Self.batch) {
            let batch = Array(texts[start..<min(start + Self.batch, texts.count)])
            for (text, names) in zip(batch, classifier.names(in: batch, tokenizer: tokenizer) ?? []) {
                let spans = names.map {
                    Line.Span(
                        text: $0.text, start: $0.bytes.lowerBound, end: $0.bytes.upperBound, type: $0.type,
                        confidence: $0.confidence)
                }
                printLine(try jsonLine(Line(text: text, spans: spans)))
            }
        }
    }
}
