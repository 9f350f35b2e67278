import ArgumentParser
import Classification
import FoundationEssentials
import Tokenization
import Training

struct Average: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Average the weights of several training runs into one file.",
        discussion: """
            The runs must be of the same model on the same corpora, with different seeds or settings. Temperatures are \
            fitted again to the validation texts of --data, and the scores on them are written into the file.
            """)

    @Argument(help: "The weights to average, as written by train.") var inputs: [String]
    @OptionGroup var corpora: CorpusOptions
    @Option(help: "The file of weights to write.") var output: String

    func validate() throws {
        if inputs.count < 2 { throw ValidationError("at least two files are needed") }
    }

    func run() async throws {
        try await Failure.reported {
            let corpus = try corpora.corpus()
            let files = try inputs.map { try WeightsFile(path: $0) }
            let first = files[0]
            let averaged = try averagedTensors(of: files)
            var draft = WeightsDraft(
                first.header.uncalibrated, tensors: averaged, vocabulary: first.vocabulary, path: output)
            let written = try draft.write()
            let temperatures = Training.temperatures(
                of: try Classifier(weights: written, threads: availableCores()),
                tokenizer: try Tokenizer(written), corpus: corpus)
            draft.tensors = calibrated(averaged, by: temperatures)
            draft.header.training["settings"] = nil
            // A file that is a mean itself names its own runs.
            draft.header.training["runs"] = files.compactMap {
                $0.header.training["settings"] ?? $0.header.training["runs"]
            }.joined(separator: "; ")
            draft.header.training["temperatures"] = temperatures.map { "\($0.key) \($0.value)" }.sorted()
                .joined(separator: ", ")
            try draft.publish(measuredOn: corpus, threads: availableCores())
            printError("wrote \(output), the mean of \(files.count) runs")
        }
    }
}
