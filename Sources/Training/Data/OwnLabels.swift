import Classification

/// The texts of files of labels, split so that a story, or a group, is on one side.
struct OwnLabels {
    /// One story in this many is kept from training.
    private static let folds = 10

    /// All texts, each once for a file.
    let texts: [LabeledText]
    /// Those that are not learned from.
    let heldOut: Set<String>
    private let names: [String]

    /// - Parameters:
    ///   - topics: The labels of the topic head.
    ///   - areHeldOut: Whether none of the texts is learned from.
    init(_ files: [LabelFile], topics: [String], areHeldOut: Bool) throws(CorpusError) {
        var texts: [LabeledText] = []
        var groups: [String: String] = [:]
        for file in files {
            let own = Corpus.merged(try file.labeled(topics: topics))
            texts += file.agreesOnSentiment ? own.map(\.withAgreedSentiment) : own
            groups.merge(file.groups) { first, _ in first }
        }
        let all = texts.map(\.text)
        let folds =
            areHeldOut
            ? [Int](repeating: 0, count: all.count) : storyFolds(all, count: Self.folds, groups: groups)
        heldOut = Set(zip(all, folds).filter { $1 == 0 }.map(\.0))
        self.texts = texts
        names = files.map(\.name)
    }

    /// What is not learned from, by file.
    var heldOutByFile: [(name: String, texts: [LabeledText])] {
        names.map { name in (name, texts.filter { $0.corpus == name && heldOut.contains($0.text) }) }
    }
}
