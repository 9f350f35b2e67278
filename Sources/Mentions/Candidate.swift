/// A run of words that may name an entity.
struct Candidate: Equatable {
    /// Where the title has it.
    let words: Range<Int>
    /// The name that it spells.
    let name: Name
    /// Whether a word is in lower case that the catalogue gives a capital.
    var lacksCapital = false
}

/// A name of a gazetteer, with what is known of it.
struct Name: Equatable {
    /// The entity's symbol; nil for a longer name of something else.
    let symbol: String?
    /// The entity's place among those of the gazetteer; 0 where there is none.
    let entity: Int
    let kind: Kind
    /// How often the name is the entity in the news, as log odds.
    let prior: Float

    enum Kind: Equatable {
        /// Behind a dollar sign: nothing else has that form.
        case cashtag
        /// A symbol in capitals.
        case ticker
        /// A name that is found wherever nothing is against it.
        case plain
        /// A name that is also a word, a person, a place or a product.
        case ambiguous
    }

    /// A longer name of something else.
    static var other: Name { Name(symbol: nil, entity: 0, kind: .plain, prior: 0) }

    /// The same entity behind a dollar sign.
    var asCashtag: Name { Name(symbol: symbol, entity: entity, kind: .cashtag, prior: 10) }

    /// The log odds of a name that means nothing else, as far as the catalogue knows.
    static let plainPrior: Float = 3.5

    /// The log odds of a bare symbol by its length: the shorter, the more often it is something else.
    static func tickerPrior(letters: Int) -> Float {
        switch letters {
        case ...1: -6
        case 2: -3
        case 3: -2.6
        default: 2
        }
    }
}
