public import Classification
public import Domain
import Tokenization

// What is reported of a risk head and what calibrates it are answers to texts of stories that it has not
// learned from: a head is trained for each fold, over an encoder that is the same for all.

/// How heads that have learned all other stories judge labeled texts.
struct RiskTrial {
    /// What the whole head learns from.
    let lesson: RiskLesson
    /// The fold of each text; a story is in one.
    let folds: [Int]
    /// What calibrates each output.
    let scales: [PlattScale]
    private let examples: [RiskExample]
    /// The logits of each text, by a head that does not know its story.
    private let unseen: Matrix

    /// Trains a head for each fold.
    ///
    /// - Throws: `PublishingError.oneStory`.
    init(_ examples: [RiskExample], over encoder: FrozenEncoder, _ settings: RiskSettings) throws {
        lesson = RiskLesson(
            inputs: encoder.states(of: examples.map(\.text), after: settings.layers),
            targets: Matrix(
                rows: examples.count, columns: 1 + RiskType.allCases.count,
                values: examples.flatMap(\.targets)))
        folds = storyFolds(examples.map(\.text), count: settings.folds)
        guard Set(folds).count > 1 else { throw PublishingError.oneStory }
        unseen = lesson.crossValidated(folds: folds, width: settings.width, settings)
        scales = Self.scales(unseen, examples)
        self.examples = examples
    }

    /// On all texts that were drawn from the news.
    var report: RiskReport { report(on: Self.drawn(examples)) }

    /// On those that were drawn at random; nil where the labels do not say which were.
    var randomReport: RiskReport? { random.isEmpty ? nil : report(on: random) }

    /// How far the probability of an adverse event is from what is so: on the texts drawn at random, if there
    /// are some, for among the others events are more frequent than in the news.
    var reliability: [Reliability] {
        let places = random.isEmpty ? Self.drawn(examples) : random
        let names = Set(places.map { examples[$0].source }).sorted().joined(separator: ", ")
        let how = random.isEmpty ? "cross-validated" : "random sample, cross-validated"
        return report(on: places).reliability(on: "\(names) (\(how))")
    }

    private var random: [Int] { examples.indices.filter { examples[$0].stratum == "random" } }

    private func report(on places: [Int]) -> RiskReport {
        RiskReport(
            places.map { examples[$0] },
            places.map { place in
                let probabilities = zip(unseen.row(place), scales).map {
                    sigmoid($0 * $1.factor + $1.shift)
                }
                return RiskScores(
                    adverse: probabilities[0], types: RiskType.allCases,
                    probabilities: Array(probabilities[1...]))
            })
    }

    /// The texts that calibrate and are reported on: those of the news, if the labels say which are.
    private static func drawn(_ examples: [RiskExample]) -> [Int] {
        let found = examples.indices.filter { !examples[$0].stratum.isEmpty }
        return found.isEmpty ? Array(examples.indices) : found
    }

    private static func scales(_ unseen: Matrix, _ examples: [RiskExample]) -> [PlattScale] {
        let places = drawn(examples)
        let isWeighted = places.contains { examples[$0].weight != nil }
        let weights = places.map { isWeighted ? examples[$0].weight ?? 0 : 1 }
        let mean = weights.reduce(0, +) / Double(max(weights.count, 1))
        return (0..<unseen.columns).map { output in
            PlattScale(
                places.map { unseen.values[$0 * unseen.columns + output] },
                labels: places.map { examples[$0].targets[output] }, weights: weights.map { $0 / mean })
        }
    }
}

/// How well risk heads trained with some settings judge texts of stories that they have not learned from.
///
/// Nothing is written. Cost: the encoder on all texts, and the training of a head for each fold.
/// - Parameter settings: Those of the head in the file, for a report on it (`RiskSettings.recorded`).
/// - Throws: `PublishingError`, or a `WeightsError` about the file.
/// - Returns: The reports, as `publishRisk` returns them, and how far the probability of an adverse event is
///   from what is so.
public func crossValidatedRisk(
    of file: WeightsFile, examples: [RiskExample], settings: RiskSettings
) throws -> (report: RiskReport, randomReport: RiskReport?, reliability: [Reliability]) {
    let trial = try RiskTrial(examples, over: try FrozenEncoder(file, settings), settings)
    return (trial.report, trial.randomReport, trial.reliability)
}

extension FrozenEncoder {
    /// The encoder of some weights, for risk heads with some settings.
    ///
    /// - Throws: `WeightsError`, also where it lacks the layers that the settings name.
    init(_ file: WeightsFile, _ settings: RiskSettings) throws {
        let problem = settings.spec(of: file.header).problem(
            encoderLayers: file.header.encoder.layers, exitLayers: file.header.exit?.layers)
        if let problem { throw WeightsError.badHeader(path: file.path, reason: problem) }
        self.init(
            classifier: try Classifier(weights: file, threads: settings.threads, exact: true),
            tokenizer: try Tokenizer(file))
    }
}
