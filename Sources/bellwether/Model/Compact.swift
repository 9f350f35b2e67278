import ArgumentParser
import Classification
import Training

struct Compact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make int8 weights smaller: word vectors in four bits, the matrices of heads in eight.",
        discussion: """
            The word vectors and a tagger's own matrices become four bits per element with one scale for each 32 of them; the \
            matrices of poolings and heads become one byte per element. The encoder, the exit and everything else stay as \
            they are. With --data, both files are evaluated and the scores are written into the new one and printed. \
            Older versions of bellwether do not read such a file.
            """)

    @Argument(help: "The weights, int8.") var input: String
    @Argument(help: "The file to write.") var output: String
    @Option(help: "The folder of labeled corpora to evaluate both files on.") var data: String?
    @OptionGroup var choice: CorpusChoice

    func run() async throws {
        try await Failure.reported {
            let file = try WeightsFile(path: input)
            var draft = WeightsDraft(
                file.header, tensors: file.compactTensors(), vocabulary: file.vocabulary, path: output)
            // What was measured is of the heads as they were.
            draft.header.reliability = nil
            guard let data else {
                try draft.write()
                return
            }
            try draft.publish(beside: file, measuredOn: try choice.corpus(in: data))
        }
    }
}
