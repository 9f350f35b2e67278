import ArgumentParser
import Classification
import Training

struct Quantize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Convert trained weights to the int8 file that ships.",
        discussion: """
            The encoder's matrices become one signed byte per element with one scale per output channel (per word, for the \
            word vectors); everything else stays fp32. With --data, the probabilities are calibrated on the validation \
            texts (one temperature per head, which grows with the entropy of the answer), both files are evaluated on \
            them, and the scores are written into the file and printed.
            """)

    @Argument(help: "The weights to quantize, as written by train.") var input: String
    @Argument(help: "The file to write.") var output: String
    @Option(help: "The folder of labeled corpora to evaluate both files on.") var data: String?
    @OptionGroup var choice: CorpusChoice

    func run() async throws {
        try await Failure.reported {
            let file = try WeightsFile(path: input)
            var draft = WeightsDraft(
                file.header.uncalibrated, tensors: file.quantizedTensors(), vocabulary: file.vocabulary,
                path: output)
            guard let data else {
                try draft.write()
                return
            }
            let corpus = try choice.corpus(in: data)
            try draft.calibrate(on: corpus, threads: availableCores())
            try draft.publish(beside: file, measuredOn: corpus)
        }
    }
}
