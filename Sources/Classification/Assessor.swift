public import Domain
public import Tokenization

/// Says what titles mean: the stage between deduplication and detection.
public protocol Assessor: Sendable {
    /// The name of the weights, which is stored with every assessment.
    var model: String { get }

    /// One assessment a title, in order, with the entities that the title names.
    func assess(_ titles: [String]) async -> [TextAssessment]

    /// Whether a word, in lower case, is so common in texts that by itself it names no company.
    func isCommon(_ word: String) -> Bool
}

extension Assessor {
    /// No word is common.
    public func isCommon(_ word: String) -> Bool { false }
}

/// Tokenizer, mentions and the cached classifier, one after the other.
///
/// The assessment of a title depends only on the title. A title that was assessed lately costs no
/// classification.
public struct TitleAssessor: Assessor {
    /// The name of the weights.
    public let model: String
    private let tokenizer: Tokenizer
    private let finder: any MentionFinder
    private let classifier: CachingClassifier
    /// Finds further organizations; nil where only what `finder` finds is asked about.
    private let unlisted: UnlistedNames?

    /// - Parameters:
    ///   - weights: The weights that `classifier` was built from, for their vocabulary and name.
    ///   - finder: Says which entities a title is asked about.
    ///   - asksUnlisted: Whether it is also asked about the organizations that the tagger finds in it, if the
    ///     weights have one.
    ///   - reader: Judges what the tagger finds, and which titles it is asked about; nil where every
    ///     organization counts.
    /// - Throws: `VocabularyError` when the vocabulary of the weights cannot be used.
    public init(
        weights: WeightsFile, classifier: Classifier, finder: any MentionFinder, asksUnlisted: Bool = false,
        reader: (any UnlistedNameReader)? = nil
    ) throws(VocabularyError) {
        model = weights.header.name
        tokenizer = try Tokenizer(weights)
        self.finder = finder
        self.classifier = CachingClassifier(classifier)
        unlisted =
            asksUnlisted || reader != nil
            ? UnlistedNames(classifier: classifier, tokenizer: tokenizer, reader: reader) : nil
    }

    /// Whether the vocabulary of the weights has a word as a whole.
    public func isCommon(_ word: String) -> Bool { tokenizer.isCommon(word) }

    /// One assessment a title, in order; scores on threads of the classifier's own.
    ///
    /// A title in a language that the weights were not trained on is not scored.
    public func assess(_ titles: [String]) async -> [TextAssessment] {
        let languages = titles.map(WrittenLanguage.of)
        let readable = titles.indices.filter { languages[$0] == TextAssessment.scoredLanguage }
        var assessed = languages.map(TextAssessment.unscored)
        for (place, text) in zip(readable, await score(readable.map { titles[$0] })) {
            assessed[place] = text
        }
        return assessed
    }

    private func score(_ titles: [String]) async -> [TextAssessment] {
        let tokens = tokenizer.tokenize(titles)
        let listed = (0..<tokens.count).map { finder.mentions(in: tokens.title(of: $0)) }
        let (mentions, names) =
            unlisted?.adding(to: listed, in: tokens)
            ?? (listed, [[UnlistedName]](repeating: [], count: listed.count))
        let assessments = await classifier.assessments(of: tokens, entities: mentions.map { $0.map(\.words) })
        return zip(zip(assessments, mentions), names).map { text, names in
            var text = TextAssessment(text.0, of: text.1)
            text.unlisted = names
            return text
        }
    }
}

extension Tokenizer {
    /// The tokenizer that goes with a file of weights.
    ///
    /// - Throws: `VocabularyError` when the vocabulary cannot be used.
    public init(_ weights: WeightsFile) throws(VocabularyError) {
        self.init(vocabulary: try Vocabulary(text: weights.vocabulary))
    }
}
