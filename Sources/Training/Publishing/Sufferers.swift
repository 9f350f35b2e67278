import Classification
import Domain
import Tokenization

// Who suffers an event that a text reports: the accused, not who accuses; the hacked company, not the agency
// that says so. The judge sees of each entity what the head of the sentiment toward one sees. It learns from
// the names that people marked in adverse headlines.

/// How well the judge tells who suffers an event from who is only named, in a cross-validation.
public struct SuffererReport: Sendable, Equatable {
    /// Entities that suffer and entities that do not.
    public let sufferers: Int, bystanders: Int
    /// Of those that suffer, the share that it finds at a probability of one half.
    public let found: Double
    /// Of those that do not, the share that it takes for sufferers.
    public let mistaken: Double
    /// The probability that it puts a random sufferer above a random bystander.
    public let area: Double

    init(_ probabilities: [Float], isSufferer: [Bool]) {
        let answers = zip(probabilities, isSufferer)
        let suffering = answers.filter(\.1).map(\.0), others = answers.filter { !$0.1 }.map(\.0).sorted()
        sufferers = suffering.count
        bystanders = others.count
        found = Double(suffering.count { $0 >= 0.5 }) / Double(max(sufferers, 1))
        mistaken = Double(others.count { $0 >= 0.5 }) / Double(max(bystanders, 1))
        let pairs = suffering.reduce(0.0) { sum, own in
            sum + others.reduce(0.0) { $0 + ($1 < own ? 1 : $1 == own ? 0.5 : 0) }
        }
        area = pairs / Double(max(sufferers * bystanders, 1))
    }
}

extension FrozenEncoder {
    /// The judge of who suffers, calibrated, and how it does on stories that it has not learned from; nil
    /// where the labels name no bystander.
    func suffererJudge(
        _ examples: [RiskExample], folds: [Int], _ settings: RiskSettings
    ) throws -> (net: RiskNet, report: SuffererReport)? {
        guard let width = settings.suffererWidth else { return nil }
        var (isSufferer, fold): ([Bool], [Int]) = ([], [])
        let named = zip(examples, folds).map { example, own in
            let names = example.sufferers + example.bystanders
            isSufferer += names.indices.map { $0 < example.sufferers.count }
            fold += names.map { _ in own }
            return names
        }
        guard isSufferer.contains(true), isSufferer.contains(false) else { return nil }
        let tokens = tokenizer.tokenize(examples.map(\.text))
        let words = named.enumerated().map { text, names in
            names.map {
                tokenizer.words(of: LabeledEntity(name: $0, labels: Labels()), in: tokens, text: text)
            }
        }
        let lesson = RiskLesson(
            inputs: classifier.entityStates(of: tokens, entities: words),
            targets: Matrix(rows: isSufferer.count, columns: 1, values: isSufferer.map { $0 ? 1 : 0 }))
        let unseen = lesson.crossValidated(folds: fold, width: width, settings)
        let scale = PlattScale(
            unseen.values, labels: lesson.targets.values, weights: isSufferer.map { _ in 1 })
        let net = lesson.learned(
            width: width, epochs: settings.epochs, dropout: settings.dropout, settings
        ).calibrated(by: [scale])
        let probabilities = unseen.values.map { sigmoid($0 * scale.factor + scale.shift) }
        return (net, SuffererReport(probabilities, isSufferer: isSufferer))
    }
}
