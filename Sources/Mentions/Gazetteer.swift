public import Domain

/// Finds entities in titles by their names, and decides by the rest of the title where a name is ambiguous.
///
/// The longest name that matches a run of whole words is the candidate there; where several entities go by
/// it, the title decides between them. A name that is written in capitals throughout in the catalogue must be
/// so in the title too, so that `BAT` does not match every "bat". A symbol counts behind `$` in any case, in
/// brackets, and bare in capitals where the title speaks of a company. Cost: linear in the words of the
/// title, each of which is looked up once.
public struct Gazetteer: MentionFinder {
    let names: NameTable
    private let entities: [KnownEntity]

    /// A gazetteer of some entities; of two with one symbol, the names of both find it and the first one's is
    /// shown.
    public init(_ entities: [Entity]) {
        var names = NameTable()
        var known: [KnownEntity] = []
        var places: [String: Int] = [:]
        for entity in entities {
            let place = places[entity.symbol] ?? known.count
            if place == known.count {
                places[entity.symbol] = place
                known.append(KnownEntity(entity, in: &names.lexicon))
            }
            names.add(entity, at: place)
        }
        names.sort()
        self.names = names
        self.entities = known
    }

    /// The entities that a title names, each once, in reading order, with their relevance.
    public func mentions(in title: TitleWords) -> [Mention] {
        mentions(in: title, spanProbability: nil)
    }

    /// The same, with what a model says of the words.
    ///
    /// - Parameter spanProbability: How probable a model finds it that these words name an organization, in
    ///   (0, 1); nil where no model was asked.
    public func mentions(
        in title: TitleWords, spanProbability: ((Range<Int>) -> Float?)?
    ) -> [Mention] {
        let meant = judgments(in: title, spanProbability: spanProbability).filter(\.isMeant)
        guard !meant.isEmpty else { return [] }
        let relevances = relevances(of: meant.map(\.occurrence), words: title.words.count)
        let speakers = Set(meant.filter(\.isSpeaker).map(\.symbol))
        var seen: Set<String> = []
        return meant.filter { seen.insert($0.symbol).inserted }.map { first in
            let relevance = relevances[first.symbol] ?? 0
            return Mention(
                name: first.name, symbol: first.symbol, words: first.words,
                relevance: speakers.contains(first.symbol)
                    ? min(relevance, Mention.speakerRelevance) : relevance)
        }
    }

    /// Every run of words that names an entity, in reading order.
    func occurrences(in title: TitleWords) -> [Occurrence] {
        judgments(in: title).filter(\.isMeant).map(\.occurrence)
    }

    /// Every run of words that may name an entity, in reading order, with the decision and what it rests on.
    ///
    /// Where several entities go by the same words, the one that the title speaks for most.
    public func judgments(
        in title: TitleWords, spanProbability: ((Range<Int>) -> Float?)? = nil
    ) -> [Judgment] {
        var view = TitleView(title, names.lexicon)
        let candidates = names.candidates(in: view)
        guard candidates.contains(where: { $0.name.symbol != nil }) else { return [] }
        view.readStyle()
        return Judge(title: view, candidates: candidates, entities: entities).judgments(spanProbability)
    }
}

/// What the judgment of a name needs to know of its entity.
struct KnownEntity: Sendable {
    let name: String
    /// The numbers of the words that speak for it, in the lexicon.
    let supporting: Set<Int32>
    /// The numbers of the words that speak against it.
    let opposing: Set<Int32>
    let isAnalyst: Bool

    init(_ entity: Entity, in lexicon: inout Lexicon) {
        func numbers(_ words: [String]) -> Set<Int32> {
            Set(words.map { word in lexicon.number(ofContext: word.lowercased()) })
        }
        name = entity.name
        supporting = numbers(entity.context.supporting)
        opposing = numbers(entity.context.opposing)
        isAnalyst = entity.isAnalyst
    }
}
