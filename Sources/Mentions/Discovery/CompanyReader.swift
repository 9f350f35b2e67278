public import Domain

/// Judges the names that a model finds in titles: which may be companies that no catalogue lists.
///
/// What a catalogue knows, or spells as one of its names, is not read again, nor is who publishes a title. A
/// name that its words or its title speak against is no mention; what is left is counted over many titles
/// (`Discovery`) before it is believed.
public struct CompanyReader: UnlistedNameReader {
    private let gazetteer: Gazetteer
    private let lexicon: Lexicon
    private let nobody: KnownEntity

    /// Log odds below which a name is not asked about.
    private static let hopeless: Float = -3
    /// What a model is less sure of is not read.
    private static let leastConfidence: Float = 0.5
    /// What a certain model adds to the log odds, and an uncertain one takes from them.
    private static let confidenceWeight: Float = 4
    private static let middleConfidence: Float = 0.75
    /// Log odds of a name that ends a title behind a colon.
    private static let quotedWeight: Float = -6

    /// A reader of what `gazetteer` does not know.
    public init(beside gazetteer: Gazetteer) {
        self.gazetteer = gazetteer
        var lexicon = gazetteer.names.lexicon
        nobody = KnownEntity(Entity(symbol: "", name: ""), in: &lexicon)
        self.lexicon = lexicon
    }

    /// Whether what companies do or have, or a legal form, is beside a capital that no catalogue knows.
    public func mayName(_ title: TitleWords, beside listed: [Mention]) -> Bool {
        var view = TitleView(title, lexicon)
        view.readStyle()
        return view.capitalRuns(beside: listed).contains { run in
            let near = Neighbors(of: run, in: view)
            let judge = judge(view)
            return judge.businessNext(near) != nil || judge.businessBefore(near) != nil
                || judge.legalSuffix(near) != nil
        }
    }

    /// The names that a model finds, with what speaks for a company, and mentions of those that may be one.
    public func read(
        _ spans: [(words: Range<Int>, kind: UnlistedName.Kind, confidence: Float)], in title: TitleWords,
        beside listed: [Mention]
    ) -> (names: [UnlistedName], mentions: [Mention]) {
        guard !spans.isEmpty else { return ([], []) }
        var view = TitleView(title, lexicon)
        view.readStyle()
        let known =
            listed.map(\.words)
            + gazetteer.names.candidates(in: view).filter { $0.name.symbol != nil }.map(\.words)
            + Publisher.places(in: view)
        var names: [UnlistedName] = []
        var places: [(name: CompanyName, words: Range<Int>)] = []
        for span in spans where !known.contains(where: { $0.overlaps(span.words) }) {
            guard span.confidence >= Self.leastConfidence, let name = CompanyName(title.text(of: span.words))
            else { continue }
            guard span.kind == .organization else {
                names.append(UnlistedName(name: name.text, kind: .other))
                continue
            }
            let evidence = evidence(of: name, span.words, span.confidence, in: view)
            names.append(UnlistedName(name: name.text, kind: .organization, evidence: evidence))
            if evidence > Self.hopeless, !places.contains(where: { $0.name.key == name.key }) {
                places.append((name, span.words))
            }
        }
        return (names, mentions(of: places, in: title, beside: listed))
    }

    private func mentions(
        of places: [(name: CompanyName, words: Range<Int>)], in title: TitleWords, beside listed: [Mention]
    ) -> [Mention] {
        let occurrences =
            listed.map { Occurrence(symbol: $0.name, words: $0.words) }
            + places.map { Occurrence(symbol: $0.name.key, words: $0.words) }
        let relevances = relevances(of: occurrences, words: title.words.count)
        return places.map { name, words in
            Mention(name: name.text, symbol: nil, words: words, relevance: relevances[name.key] ?? 0)
        }
    }

    /// Log odds that a name is a company's, by what it is called and by what is around it.
    private func evidence(
        of name: CompanyName, _ words: Range<Int>, _ confidence: Float, in view: TitleView
    ) -> Float {
        let near = Neighbors(of: words, in: view)
        let judge = judge(view)
        let candidate = Candidate(words: words, name: .other)
        let around = [
            judge.legalSuffix(near), judge.businessNext(near), judge.businessBefore(near),
            judge.possessive(near), judge.symbolBehind(near), judge.place(near),
            judge.person(near, candidate), judge.determiner(near), judge.location(near),
        ].reduce(0) { $0 + ($1?.weight ?? 0) }
        // Who is quoted behind the last colon publishes what others say.
        let quoted = judge.source(near) == nil ? 0 : Self.quotedWeight
        return NameForms.weight(of: name) + around + quoted
            + Self.confidenceWeight * (confidence - Self.middleConfidence)
    }

    private func judge(_ view: TitleView) -> Judge {
        Judge(title: view, candidates: [], entities: [nobody])
    }
}

extension TitleWords {
    /// The text of some words.
    fileprivate func text(of words: Range<Int>) -> String {
        words.reduce(into: "") { text, word in
            if word > words.lowerBound, isSpaced[word] { text += " " }
            text += self.words[word]
        }
    }
}

extension TitleView {
    /// Runs of words in capitals that are in no known mention.
    ///
    /// Where a title gives each word a capital, a run ends before what companies do and have.
    fileprivate func capitalRuns(beside listed: [Mention]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for index in words.indices {
            let isName =
                isCapital(index) && !self.is(index, [.function, .leading, .geography])
                && !listed.contains { $0.words.contains(index) }
                && (style == .sentence || !self.is(index, [.verb, .noun]))
            if isName {
                start = start ?? index
            } else if let begun = start {
                runs.append(begun..<index)
                start = nil
            }
        }
        if let start { runs.append(start..<words.count) }
        return runs
    }

    private func isCapital(_ index: Int) -> Bool {
        let shape = shape(index)
        return shape == .capitalized || shape == .capitals
    }
}
