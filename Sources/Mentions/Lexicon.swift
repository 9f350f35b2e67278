/// Every word that the judgment of names knows, in lower case, with all that is known of it.
///
/// A word of a title is looked up once. Words that nobody asks about have no entry.
struct Lexicon: Sendable {
    /// What is known of one word.
    struct Entry: Sendable {
        let id: Int32
        var classes: WordClass = []
        /// Where the names that begin with it are; -1 where there are none.
        var names: Int32 = -1

        /// Of a word that nobody asks about.
        static var unknown: Entry { Entry(id: -1) }
    }

    private var entries: [String: Entry] = [:]

    /// The words of all classes.
    init() {
        for (words, classes) in Self.classes {
            for word in words { self[word].classes.formUnion(classes) }
        }
    }

    /// The entry of a word in lower case; asking to write makes one.
    subscript(word: String) -> Entry {
        get { entries[word] ?? .unknown }
        _modify {
            let next = Int32(entries.count)
            yield &entries[word, default: Entry(id: next)]
        }
    }

    /// The number of a word that a catalogue names for or against an entity.
    mutating func number(ofContext word: String) -> Int32 {
        self[word].classes.insert(.context)
        return self[word].id
    }

    private static let classes: [(Set<String>, WordClass)] = [
        (BusinessWords.verbs, .verb), (BusinessWords.nouns, .noun), (BusinessWords.anywhere, .business),
        (BusinessWords.leading, .leading), (BusinessWords.led, .led), (BusinessWords.links, .link),
        (BusinessWords.suffixes, .suffix), (BusinessWords.joined, .joined),
        (BusinessWords.infinitives, .infinitive), (BusinessWords.adverbs, .adverb),
        (BusinessWords.auxiliaries, .auxiliary), (BusinessWords.states, .state),
        (BusinessWords.affairs, .affair), (BusinessWords.nounForms, .nounForm),
        (BusinessWords.pluralVerbs, .pluralVerb), (BusinessWords.priceVerbs, .priceVerb),
        (BusinessWords.securities, .security), (BusinessWords.exchanges, .exchange),
        (AnalystWords.verbs, .analystVerb), (AnalystWords.ratings, .rating), (AnalystWords.own, .ofHouse),
        (GivenNames.all, .givenName), (GivenNames.titles, .personTitle), (GivenNames.deeds, .deed),
        (NameParts.places, .place), (NameParts.institutions, .institution),
        (NameParts.geography, .geography), (NameParts.after, .afterName), (NameParts.before, .beforeName),
        (NameParts.generic, .generic), (NameParts.publisher, .publisherPart),
        (NameParts.newsrooms, .newsroom),
        (WordClasses.function, .function), (WordClasses.determiners, .determiner),
        (WordClasses.currencies, .currency), (WordClasses.amounts, .amount), (WordClasses.modals, .modal),
        (WordClasses.verbNames, .verbName), (WordClasses.modifierNames, .modifierName),
        (WordClasses.locatives, .locative), (WordClasses.ways, .way), (WordClasses.townParts, .townPart),
        (WordClasses.journeys, .journey), (WordClasses.conjunctions, .conjunction),
        (WordClasses.prefixes, .prefix), (WordClasses.saints, .saint), (WordClasses.everyday, .everyday),
        (TopicWords.nature, .topic),
        (TopicWords.conflict, .topic),
        (TopicWords.leisure, .topic), (TopicWords.learning, .topic), (TopicWords.politics, .topic),
        (Marks.apostrophes, .apostrophe), (Marks.quotes, .quote), (Marks.openingQuotes, .openingQuote),
        (Marks.openers, .opener), (Marks.openBrackets, .openBracket), (Marks.closeBrackets, .closeBracket),
        (Marks.dashes, .dash), (Marks.bars, .bar),
    ]
}
