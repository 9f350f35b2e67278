import Classification
import Domain
import Tokenization

/// Texts of one step, tokenized, with what each head is to say of them.
struct TrainingBatch: Sendable {
    let tokens: TokenBatch
    /// A view a text, for sentiment and topic.
    let views: [PoolingView]
    let sentiments: [Target]
    let topics: [Target]
    /// A view an entity.
    let entityViews: [PoolingView]
    let entitySentiments: [Target]

    var count: Int { tokens.count }
}

extension TrainingBatch {
    /// - Parameters:
    ///   - longest: tokens of a text at most, the frame included.
    ///   - smoothing: the share of the probability that is spread over all labels (Szegedy et al. 2016, 7).
    init(_ texts: [LabelledText], tokenizer: Tokenizer, topics: Int, longest: Int, smoothing: Float) {
        let tokens = tokenizer.tokenize(texts.map(\.text)).truncated(to: longest)
        self.tokens = tokens
        views = (0..<texts.count).map { PoolingView(rows: tokens.pooledRows(of: $0)) }
        sentiments = texts.map { Self.mean(Self.target($0.sentiment, of: 3, smoothing), $0.softSentiment) }
        self.topics = texts.map { Self.mean(Self.target($0.topic, of: topics, smoothing), $0.softTopic) }
        var entityViews: [PoolingView] = []
        var entitySentiments: [Target] = []
        for (index, text) in texts.enumerated() {
            for entity in text.entities {
                let span = tokens.rows(of: index, words: tokenizer.words(of: entity, in: tokens, text: index))
                entityViews.append(PoolingView(rows: views[index].rows, entity: span ?? views[index].rows))
                entitySentiments.append(
                    Self.mean(Self.target(entity.sentiment, of: 3, smoothing), entity.softSentiment))
            }
        }
        self.entityViews = entityViews
        self.entitySentiments = entitySentiments
    }

    /// Between what people and what a teacher say, or what one of them says.
    private static func mean(_ hard: Target, _ soft: Target) -> Target {
        guard let hard, let soft else { return hard ?? soft }
        return zip(hard, soft).map { ($0 + $1) / 2 }
    }

    private static func target(_ label: Int?, of count: Int, _ smoothing: Float) -> Target {
        label.map { label in
            (0..<count).map { ($0 == label ? 1 - smoothing : 0) + smoothing / Float(count) }
        }
    }
}

extension Tokenizer {
    /// The words of a text that name an entity; all of them where none does.
    func words(of entity: LabelledEntity, in batch: TokenBatch, text: Int) -> Range<Int> {
        batch.words(of: text, named: tokenize([entity.name]).words(of: 0))
            ?? 0..<batch.wordCount(of: text)
    }
}
