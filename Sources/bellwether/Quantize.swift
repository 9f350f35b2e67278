import ArgumentParser
import Classification
import Tokenization
import Training

struct Quantize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turns trained weights into the int8 file that ships.",
        discussion: """
            The encoder's matrices become one signed byte an element with a scale for each output channel (each word, for \
            the word vectors); all else stays fp32. With --data, both files are measured on the validation texts, and the \
            scores are written into the file and shown.
            """)

    @Argument(help: "The weights that train wrote.") var input: String
    @Argument(help: "The file to write.") var output: String
    @Option(help: "The folder of labelled corpora to measure both files on.") var data: String?

    func run() async throws {
        try await Failure.reported {
            let file = try WeightsFile(path: input)
            let tensors = file.quantizedTensors()
            try writeWeights(file.header, tensors: tensors, vocabulary: file.vocabulary, to: output)
            guard let data else { return }
            let corpus = try Corpus(folder: data)
            let before = try ValidationScores(of: file, corpus)
            let after = try ValidationScores(of: WeightsFile(path: output), corpus)
            try writeWeights(
                file.header.with(scores: after.byName), tensors: tensors, vocabulary: file.vocabulary,
                to: output)
            for name in after.byName.keys.sorted() {
                let (old, new) = (before.byName[name] ?? 0, after.byName[name] ?? 0)
                printError("\(name): \(old) in \(input), \(new) in \(output)")
            }
        }
    }
}
