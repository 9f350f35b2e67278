public import Classification
import Domain

/// Texts of a corpus or a file of labels that are not learned from, with what people say of them for a head.
public typealias ValidationSet = (corpus: String, head: HeadSpec, texts: [LabeledText])

/// The labeled corpora in one folder, split by a hash of the text, and files of labels, split by story.
public struct Corpus: Sendable {
    /// One text in this many is kept for validation.
    private static let validationShare: UInt64 = 10
    /// The corpora that are known, by the names of their files.
    public static let names = CorpusFormat.known.map(\.name)

    /// The heads that the corpora teach, those that every model has first.
    ///
    /// The topic head has one label that says so where no corpus has topics.
    public let heads: [HeadSpec]
    /// The corpora that were found.
    public let names: [String]
    /// Texts to learn from, each once, with the labels of all corpora.
    public let training: [LabeledText]
    /// Texts to choose by and to report on, by corpus and head.
    public let validation: [ValidationSet]
    /// Texts of label files that are reported on and nothing is chosen by, as the corpora are there for that.
    public let reported: [ValidationSet]
    /// The companies that cashtags stand for, by ticker in capitals; empty where the folder has no table of
    /// them.
    let companies: [String: String]

    /// Reads the corpora that are there; one of them or a file of labels must be.
    ///
    /// The sentiment of a headline of SEntFiN or FiQA as a whole is that on which its entities agree; a score
    /// of FiQA below 0.15 in magnitude is neutral. Of the files of labels, one story in ten is held out.
    /// - Parameters:
    ///   - folder: Where the corpora are; nil for none.
    ///   - names: The corpora to use, of those in `formats`.
    ///   - softLabels: A TSV file of texts with a teacher's probabilities, see `teacherTexts`; texts of the
    ///     validation part are left out.
    ///   - labels: Files of labels for several heads. Where corpora have topics, these have no others.
    ///   - holdsOutLabels: Whether the texts of files of labels are reported on, and none is learned from.
    ///   - formats: How the corpora are laid out.
    /// - Throws: `CorpusError`, which names the file and the line.
    public init(
        folder: String?, names: [String] = Corpus.names, softLabels: String? = nil,
        labels files: [LabelFile] = [], holdsOutLabels: Bool = false,
        formats: [CorpusFormat] = CorpusFormat.known
    ) throws(CorpusError) {
        var tables: [(format: CorpusFormat, table: Table)] = []
        for format in formats where names.contains(format.name) {
            if let folder, let table = try format.read(in: folder) { tables.append((format, table)) }
        }
        let heads = Self.heads(of: tables, topics: files.map(\.topics))
        let topics = heads[.topic]?.labels ?? []
        let parts = try Self.parts(tables, heads)
        let own = try OwnLabels(files, topics: topics, areHeldOut: holdsOutLabels)
        let taught = try softLabels.map { path throws(CorpusError) in try teacherTexts(path, topics: topics) }
        let isHeldOut = { (text: LabeledText) in
            Domain.fingerprint(text.text.utf8) % Self.validationShare == 0
        }
        let held = Set(parts.flatMap(\.texts).filter(isHeldOut).map(\.text)).union(own.heldOut)
        self.names = parts.map(\.name) + files.map(\.name)
        self.heads = heads
        companies = try folder.map { path throws(CorpusError) in try companyNames(in: path) } ?? [:]
        training = Self.merged(
            (parts.flatMap(\.texts) + (taught ?? [])).filter {
                !isHeldOut($0) && !own.heldOut.contains($0.text)
            }
                + own.texts.filter { !held.contains($0.text) })
        let sets = Self.sets(parts.map { ($0.name, $0.texts.filter(isHeldOut)) }, heads)
        let ownSets = Self.sets(own.heldOutByFile, heads)
        validation = sets.isEmpty ? ownSets : sets
        reported = sets.isEmpty ? [] : ownSets
        guard !training.isEmpty || holdsOutLabels else { throw .nothingFound(folder: folder ?? "") }
    }

    /// The texts of each corpus, each once.
    private static func parts(
        _ tables: [(format: CorpusFormat, table: Table)], _ heads: [HeadSpec]
    ) throws(CorpusError) -> [(name: String, texts: [LabeledText])] {
        var parts: [(name: String, texts: [LabeledText])] = []
        for (format, table) in tables {
            let texts = try format.texts(of: table, labels: heads[format.head]?.labels ?? [])
            let whole = format.scope == .entity ? merged(texts).map(\.withAgreedSentiment) : texts
            if !whole.isEmpty { parts.append((format.name, whole.map { $0.from(format.name) })) }
        }
        return parts
    }

    /// For each corpus and head the texts that are labeled.
    private static func sets(
        _ parts: [(name: String, texts: [LabeledText])], _ heads: [HeadSpec]
    ) -> [ValidationSet] {
        parts.flatMap { name, texts in
            heads.map { head in (name, head, texts.filter { $0.isLabeled(for: head) }) }
                .filter { !$0.2.isEmpty }
        }
    }

    /// Tells whether two corpora hold the same training texts in the same order.
    var fingerprint: UInt64 {
        Domain.fingerprint(training.lazy.map { "\($0.text)\n" }.joined().lazy.flatMap(\.utf8))
    }

    /// The heads that every model has, then those that other corpora teach.
    ///
    /// - Parameter topics: Those of files of labels, which count where no corpus has topics.
    private static func heads(
        of tables: [(format: CorpusFormat, table: Table)], topics own: [Set<String>]
    ) -> [HeadSpec] {
        var found: [HeadName: [String]] = [:]
        for (format, table) in tables where format.labels == nil {
            found[format.head, default: []] += format.labelsFound(in: table)
        }
        let topics = Set(found[.topic] ?? own.flatMap(\.self)).sorted()
        var heads = [HeadSpec.sentiment, .topic(topics.isEmpty ? ["none"] : topics), .entity]
        for (format, _) in tables where heads[format.head] == nil {
            let labels = format.labels ?? Set(found[format.head] ?? []).sorted()
            heads.append(HeadSpec(format.head, scope: format.scope, labels: labels))
        }
        return heads
    }

    /// Joins the labels of equal texts; of contradicting ones the first stays.
    static func merged(_ texts: [LabeledText]) -> [LabeledText] {
        var places: [[UInt8]: Int] = [:]
        var merged: [LabeledText] = []
        for text in texts {
            guard let place = places[Array(text.text.utf8)] else {
                places[Array(text.text.utf8)] = merged.count
                merged.append(text)
                continue
            }
            merged[place].merge(text)
        }
        return merged
    }
}

extension LabeledText {
    /// With the sentiment on which its entities agree, if they do.
    var withAgreedSentiment: LabeledText {
        var text = self
        let sentiments = Set(entities.map(\.sentiment))
        text.sentiment = sentiments.count == 1 ? sentiments.first ?? nil : nil
        return text
    }

    fileprivate func from(_ corpus: String) -> LabeledText {
        var text = self
        text.corpus = corpus
        return text
    }
}
