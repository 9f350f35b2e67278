import Classification
import Domain
import Tokenization

/// Texts of one step, tokenized, with what each head is to say of them.
struct TrainingBatch: Sendable {
    let tokens: TokenBatch
    /// A view a text.
    let views: [PoolingView]
    /// A view an entity.
    let entityViews: [PoolingView]
    /// The first token of each word; empty where no head judges words.
    let wordRows: [Int]
    /// What each head is to say: a target for each text, entity or word, as the head's scope is.
    let targets: [HeadName: [Target]]

    var count: Int { tokens.count }

    /// What a head is to say of all that it judges.
    func targets(of head: HeadSpec) -> [Target] {
        targets[head.name] ?? [Target](repeating: nil, count: judged(by: head.scope))
    }

    /// How many texts, entities or words there are.
    private func judged(by scope: HeadSpec.Scope) -> Int {
        switch scope {
        case .text: views.count
        case .entity: entityViews.count
        case .token: wordRows.count
        }
    }
}

extension TrainingBatch {
    /// - Parameters:
    ///   - heads: The heads that are to be taught.
    ///   - longest: Tokens of a text at most, the frame included.
    ///   - smoothing: The share of the probability that is spread over all labels (Szegedy et al. 2016, 7).
    init(
        _ texts: [LabeledText], tokenizer: Tokenizer, heads: [HeadSpec], longest: Int, smoothing: Float
    ) {
        let tokens = tokenizer.tokenize(texts.map(\.text)).truncated(to: longest)
        let firsts = texts.indices.map { heads.of(.token).isEmpty ? [] : tokens.firstRows(of: $0) }
        self.tokens = tokens
        views = texts.indices.map { PoolingView(rows: tokens.pooledRows(of: $0)) }
        entityViews = tokenizer.entityViews(of: texts, in: tokens)
        wordRows = firsts.flatMap { $0.map(\.row) }
        let pairs = heads.map { head -> (HeadName, [Target]) in
            let labels = zip(texts, firsts).flatMap { text, firsts -> [Label] in
                let labels = text.labels(for: head)
                guard head.scope == .token else { return labels }
                return firsts.map { $0.word < labels.count ? labels[$0.word] : Label() }
            }
            return (head.name, labels.map { $0.target(of: head.labels.count, smoothing: smoothing) })
        }
        targets = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}

extension Label {
    /// Between what people and what a teacher say, or what one of them says; nil where nobody says anything.
    fileprivate func target(of count: Int, smoothing: Float) -> Target {
        let hard = hard.map { label in
            (0..<count).map { ($0 == label ? 1 - smoothing : 0) + smoothing / Float(count) }
        }
        guard let hard, let soft else { return hard ?? soft }
        return zip(hard, soft).map { ($0 + $1) / 2 }
    }
}

extension Tokenizer {
    /// The words of a text that name an entity; all of them where none does.
    func words(of entity: LabeledEntity, in batch: TokenBatch, text: Int) -> Range<Int> {
        batch.words(of: text, named: tokenize([entity.name]).words(of: 0))
            ?? 0..<batch.wordCount(of: text)
    }

    /// A view of each entity of each text.
    fileprivate func entityViews(of texts: [LabeledText], in tokens: TokenBatch) -> [PoolingView] {
        texts.enumerated().flatMap { index, text in
            let rows = tokens.pooledRows(of: index)
            return text.entities.map { entity in
                let span = tokens.rows(of: index, words: words(of: entity, in: tokens, text: index))
                return PoolingView(rows: rows, entity: span ?? rows)
            }
        }
    }
}
