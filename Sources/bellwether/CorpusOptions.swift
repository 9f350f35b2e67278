import ArgumentParser
import Training

/// Which labelled corpora to read, and from where.
struct CorpusOptions: ParsableArguments {
    @Option(help: "The folder of labelled corpora.") var data: String
    @Option(help: "The corpora to use, by name; the default is all that are there.") var corpora: [String] =
        []

    func validate() throws { try Self.checkNames(corpora) }

    func corpus(softLabels: String? = nil) throws -> Corpus {
        try Self.corpus(data, corpora, softLabels: softLabels)
    }

    static func checkNames(_ names: [String]) throws {
        for name in names where !Corpus.names.contains(name) {
            throw ValidationError("no corpus \(name); known are \(Corpus.names.joined(separator: ", "))")
        }
    }

    /// The named corpora of a folder, or all that are there where none is named.
    static func corpus(_ folder: String, _ names: [String], softLabels: String? = nil) throws -> Corpus {
        try Corpus(folder: folder, names: names.isEmpty ? Corpus.names : names, softLabels: softLabels)
    }
}
