/// The classes that a word belongs to: one look-up tells all of them.
struct WordClass: OptionSet, Sendable {
    let rawValue: UInt64

    private init(bit: UInt64) { rawValue = 1 << bit }
    init(rawValue: UInt64) { self.rawValue = rawValue }

    // What companies do and have: see `BusinessWords`.
    static var verb: Self { Self(bit: 0) }
    static var noun: Self { Self(bit: 1) }
    static var business: Self { Self(bit: 2) }
    static var leading: Self { Self(bit: 3) }
    static var led: Self { Self(bit: 4) }
    static var link: Self { Self(bit: 5) }
    static var suffix: Self { Self(bit: 6) }
    static var joined: Self { Self(bit: 7) }
    static var infinitive: Self { Self(bit: 8) }
    static var adverb: Self { Self(bit: 9) }
    static var auxiliary: Self { Self(bit: 10) }
    static var state: Self { Self(bit: 11) }
    static var affair: Self { Self(bit: 12) }
    static var nounForm: Self { Self(bit: 13) }
    static var pluralVerb: Self { Self(bit: 14) }
    static var priceVerb: Self { Self(bit: 15) }
    static var security: Self { Self(bit: 16) }
    static var exchange: Self { Self(bit: 17) }

    // Analyst houses: see `AnalystWords`.
    static var analystVerb: Self { Self(bit: 18) }
    static var rating: Self { Self(bit: 19) }
    static var ofHouse: Self { Self(bit: 20) }

    // Persons, places and longer names: see `GivenNames` and `NameParts`.
    static var givenName: Self { Self(bit: 21) }
    static var personTitle: Self { Self(bit: 22) }
    static var deed: Self { Self(bit: 23) }
    static var place: Self { Self(bit: 24) }
    static var institution: Self { Self(bit: 25) }
    static var geography: Self { Self(bit: 26) }
    static var afterName: Self { Self(bit: 27) }
    static var beforeName: Self { Self(bit: 28) }
    static var publisherPart: Self { Self(bit: 29) }
    static var newsroom: Self { Self(bit: 30) }

    // Grammar: see `WordClasses`.
    static var function: Self { Self(bit: 31) }
    static var determiner: Self { Self(bit: 32) }
    static var currency: Self { Self(bit: 33) }
    static var amount: Self { Self(bit: 34) }
    static var modal: Self { Self(bit: 35) }
    static var verbName: Self { Self(bit: 36) }
    static var modifierName: Self { Self(bit: 37) }
    static var locative: Self { Self(bit: 38) }
    static var way: Self { Self(bit: 39) }
    static var townPart: Self { Self(bit: 40) }
    static var journey: Self { Self(bit: 41) }
    static var conjunction: Self { Self(bit: 42) }
    static var prefix: Self { Self(bit: 43) }

    /// What styles of writing leave without a capital inside a name: `Metro bank`.
    static var generic: Self { Self(bit: 54) }

    /// Before a given name, these make a town of it: `San Francisco Fed`.
    static var saint: Self { Self(bit: 55) }

    /// A name that is a word of every day too: a capital in running text says more.
    static var everyday: Self { Self(bit: 56) }

    // Punctuation.
    static var apostrophe: Self { Self(bit: 44) }
    static var quote: Self { Self(bit: 45) }
    static var openingQuote: Self { Self(bit: 46) }
    static var opener: Self { Self(bit: 47) }
    static var openBracket: Self { Self(bit: 48) }
    static var closeBracket: Self { Self(bit: 49) }
    static var dash: Self { Self(bit: 50) }
    static var bar: Self { Self(bit: 51) }

    /// A topic that is no company's: see `TopicWords`.
    static var topic: Self { Self(bit: 52) }
    /// A word that the catalogue names for or against an entity.
    static var context: Self { Self(bit: 53) }
}
