/// One thing about a name in a title that speaks for or against its being the entity.
public struct Evidence: Sendable, Equatable {
    /// What was seen.
    public let kind: Kind
    /// The change of the log odds: positive speaks for the entity.
    public let weight: Float

    init(_ kind: Kind, _ weight: Float) {
        self.kind = kind
        self.weight = weight
    }

    /// What speaks for or against an entity; the words are part of the command-line contract.
    public enum Kind: String, Sendable, CaseIterable {
        /// How often the name is the entity, whatever the title.
        case prior
        /// A dollar sign before the symbol.
        case cashtag
        /// The symbol in brackets behind it, or it is itself a symbol in brackets or behind an exchange.
        case symbolInBrackets = "symbol-in-brackets"
        /// Shares or options come next to a bare symbol.
        case symbolNext = "symbol-next"
        /// A capital in the middle of running text.
        case capital
        /// No capital in running text.
        case lowerCase = "lower-case"
        /// A symbol in a title that is all in capitals.
        case allCapitals = "all-capitals"
        /// What companies do or have comes next: `posts`, `shares`.
        case businessNext = "business-next"
        /// A business word leads to it: `shares of`, `carmaker`.
        case businessBefore = "business-before"
        /// A possessive.
        case possessive
        /// Business words elsewhere in the title.
        case business
        /// Words of other topics: nature, war, sport, schools.
        case topic
        /// A legal suffix: `Inc`.
        case legalSuffix = "legal-suffix"
        /// A word that the catalogue names for it.
        case support
        /// A word that the catalogue names against it.
        case opposition
        /// A given name or a title before it: a person.
        case person
        /// A park, an arena, a street: a place or thing that carries the name.
        case place
        /// Part of a longer name that the catalogue does not know.
        case longerName = "longer-name"
        /// An article or a possessive pronoun: a thing, not a name.
        case determiner
        /// It is a verb behind `to` or a modal.
        case verb
        /// `in` or `near` before it: a place.
        case location
        /// A hyphen joins it to another word.
        case compound
        /// A number of something: `3M dolls`.
        case quantity
        /// Another company beside it, as in a list.
        case company
        /// The title names the same entity beyond doubt elsewhere.
        case sameEntity = "same-entity"
        /// It publishes the title, at its end or beginning.
        case publisher
        /// The entity head of a model.
        case model
    }
}
