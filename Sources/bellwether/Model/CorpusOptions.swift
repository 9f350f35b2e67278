import ArgumentParser
import Training

/// Which labeled corpora to read, and from where.
struct CorpusOptions: ParsableArguments {
    @Option(help: "The folder of labeled corpora.") var data: String
    @OptionGroup var choice: CorpusChoice

    func corpus(softLabels: String? = nil) throws -> Corpus {
        try choice.corpus(in: data, softLabels: softLabels)
    }
}

/// Which labeled corpora of a folder to read.
struct CorpusChoice: ParsableArguments {
    @Option(help: "The corpora to use, by name; the default is all that are in the folder.") var corpora:
        [String] =
            []

    func validate() throws {
        for name in corpora where !Corpus.names.contains(name) {
            throw ValidationError(
                "unknown corpus \(name); known corpora are \(Corpus.names.joined(separator: ", "))")
        }
    }

    func corpus(
        in folder: String?, softLabels: String? = nil, labels: [LabelFile] = []
    ) throws -> Corpus {
        try Corpus(
            folder: folder, names: corpora.isEmpty ? Corpus.names : corpora, softLabels: softLabels,
            labels: labels)
    }
}
