import ArgumentParser
import Classification
import Training

struct Quantize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turns trained weights into the int8 file that ships.",
        discussion: """
            The encoder's matrices become one signed byte an element with a scale for each output channel (each word, for \
            the word vectors); all else stays fp32. With --data, the probabilities are calibrated on the validation texts (a \
            temperature for each head that grows with the answer's entropy), both files are measured there, and the \
            scores are written into the file and shown.
            """)

    @Argument(help: "The weights that train wrote.") var input: String
    @Argument(help: "The file to write.") var output: String
    @Option(help: "The folder of labeled corpora to measure both files on.") var data: String?
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
            try draft.publish(measuredOn: corpus, threads: availableCores())
            let before = try validationScores(of: file, on: corpus, threads: availableCores())
            for name in draft.header.scores.keys.sorted() {
                let (old, new) = (before[name] ?? 0, draft.header.scores[name] ?? 0)
                printError("\(name): \(old) in \(input), \(new) in \(output)")
            }
        }
    }
}
