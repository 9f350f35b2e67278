import ArgumentParser
import Classification
import Tokenization
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
    @Option(help: "The folder of labelled corpora to measure both files on.") var data: String?
    @OptionGroup var choice: CorpusChoice

    func run() async throws {
        try await Failure.reported {
            let file = try WeightsFile(path: input)
            let tensors = file.quantizedTensors()
            var header = file.header.uncalibrated
            func writeOutput() throws {
                try writeWeights(header, tensors: tensors, vocabulary: file.vocabulary, to: output)
            }
            try writeOutput()
            guard let data else { return }
            let corpus = try choice.corpus(in: data)
            let written = try WeightsFile(path: output)
            header.calibration = adaptiveTemperatures(
                of: try Classifier(weights: written, threads: availableCores()),
                tokenizer: try Tokenizer(written), corpus: corpus)
            try writeOutput()
            let before = try ValidationScores(of: file, corpus)
            let after = try ValidationScores(of: WeightsFile(path: output), corpus)
            header.scores = after.byName
            try writeOutput()
            for name in after.byName.keys.sorted() {
                let (old, new) = (before.byName[name] ?? 0, after.byName[name] ?? 0)
                printError("\(name): \(old) in \(input), \(new) in \(output)")
            }
        }
    }
}
