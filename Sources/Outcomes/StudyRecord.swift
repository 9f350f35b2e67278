// The JSON of a study, of `bellwether study --json`: a contract, to which fields are only added. Moves are
// fractions of the first price; what is not known is null.

import Domain
import History

/// A study as JSON has it.
public struct StudyRecord: Sendable, Encodable {
    private let study: EventStudy

    /// The record of a study.
    public init(_ study: EventStudy) { self.study = study }

    private enum CodingKeys: String, CodingKey {
        case alert, stream, risk, before, set, about, alerts, enough, sentence, index, windows, cases
    }

    public func encode(to encoder: any Encoder) throws {
        var record = encoder.container(keyedBy: CodingKeys.self)
        try record.encode(study.subject.alert, forKey: .alert)
        try record.encode(study.subject.stream?.name, forKey: .stream)
        try record.encode(study.subject.risk?.rawValue, forKey: .risk)
        try record.encode(study.before.rfc3339, forKey: .before)
        try record.encode(study.cases.rawValue, forKey: .set)
        try record.encode(study.cases.inWords(study.subject), forKey: .about)
        try record.encode(study.alerts, forKey: .alerts)
        try record.encode(study.isEnough, forKey: .enough)
        try record.encode(study.sentence, forKey: .sentence)
        try record.encode(study.index, forKey: .index)
        try record.encode(study.rows.map(RowRecord.init), forKey: .windows)
        try record.encode(study.outcomes.map(OutcomeRecord.init), forKey: .cases)
    }
}

/// A window of a study.
private struct RowRecord: Encodable {
    let row: EventStudy.Row

    private enum CodingKeys: String, CodingKey {
        case window, cases, median, low, high, between
        case medianLow = "median_low"
        case medianHigh = "median_high"
        case adjustedCases = "adjusted_cases"
        case adjustedMedian = "adjusted_median"
        case adjustedLow = "adjusted_low"
        case adjustedHigh = "adjusted_high"
        case usual
        case usualLow = "usual_low"
        case usualHigh = "usual_high"
        case rangeRatio = "range_ratio"
    }

    func encode(to encoder: any Encoder) throws {
        var record = encoder.container(keyedBy: CodingKeys.self)
        try record.encode(row.window.rawValue, forKey: .window)
        try record.encode(row.count, forKey: .cases)
        try record.encode(row.moves?.median, forKey: .median)
        try record.encode(row.moves?.low, forKey: .low)
        try record.encode(row.moves?.high, forKey: .high)
        try record.encode(row.moves.map { $0.isNineOfTen ? "nine-of-ten" : "all" }, forKey: .between)
        try record.encode(row.interval?.low, forKey: .medianLow)
        try record.encode(row.interval?.high, forKey: .medianHigh)
        try record.encode(row.adjusted?.count, forKey: .adjustedCases)
        try record.encode(row.adjusted?.median, forKey: .adjustedMedian)
        try record.encode(row.adjusted?.low, forKey: .adjustedLow)
        try record.encode(row.adjusted?.high, forKey: .adjustedHigh)
        try record.encode(row.usual, forKey: .usual)
        try record.encode(row.usualRange?.lowerBound, forKey: .usualLow)
        try record.encode(row.usualRange?.upperBound, forKey: .usualHigh)
        try record.encode(row.rangeRatio, forKey: .rangeRatio)
    }
}

/// What the price did after one alert.
private struct OutcomeRecord: Encodable {
    let outcome: Outcome

    private enum CodingKeys: String, CodingKey {
        case alert, at, symbol, window, from, to, move, adjusted, usual
        case fromPrice = "from_price"
        case toPrice = "to_price"
        case rangeRatio = "range_ratio"
    }

    func encode(to encoder: any Encoder) throws {
        var record = encoder.container(keyedBy: CodingKeys.self)
        try record.encode(outcome.alert.id, forKey: .alert)
        try record.encode(outcome.alert.at.rfc3339, forKey: .at)
        try record.encode(outcome.symbol, forKey: .symbol)
        try record.encode(outcome.window.rawValue, forKey: .window)
        try record.encode(outcome.move.start.at.rfc3339, forKey: .from)
        try record.encode(outcome.move.start.price, forKey: .fromPrice)
        try record.encode(outcome.move.end.at.rfc3339, forKey: .to)
        try record.encode(outcome.move.end.price, forKey: .toPrice)
        try record.encode(outcome.move.change, forKey: .move)
        try record.encode(outcome.adjusted, forKey: .adjusted)
        try record.encode(outcome.usual?.change.median, forKey: .usual)
        try record.encode(outcome.rangeRatio, forKey: .rangeRatio)
    }
}
