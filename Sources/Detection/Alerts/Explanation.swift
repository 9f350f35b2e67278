public import Domain

/// What happened, what was expected and how rare that is, in plain words.
///
/// - Parameter quality: What the stories are, such as `negative`.
func describe(
    _ surprise: Surprise, _ measures: Alert.Measures, evidence: [Evidence], quality: String
) -> String {
    let times = evidence.map(\.at).sorted()
    let span = times.first.map { first in
        let last = times.last ?? first
        return first.hourAndMinute == last.hourAndMinute
            ? " at \(first.hourAndMinute) UTC"
            : " between \(first.hourAndMinute) and \(last.hourAndMinute) UTC"
    }
    let normal = surprise.expected >= 0.1 ? "\(rounded(surprise.expected, 1))" : "fewer than 0.1"
    return """
        \(measures.observed) \(quality) stories within \(measures.window.inWords); \(normal) is normal. They came\(span ?? "") \
        from \(measures.sources) \(measures.sources == 1 ? "source" : "sources"). \
        \(percent(measures.share)) of the \(measures.stories) stories were \(quality); \(percent(measures.baselineShare)) is normal. \
        By chance alone, a stream like this would fire \(rarity(measures.falseAlarmsPerMonth)).
        """
}

/// How many stories report each type of adverse event, the most frequent first.
func riskCounts(_ evidence: [Evidence]) -> [(type: RiskType, stories: Int)] {
    RiskType.allCases.map { type in
        (type, Set(evidence.lazy.filter { $0.risks.contains(type) }.map(\.story)).count)
    }
    .filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
}

/// A sentence about adverse events; nothing where none is reported.
func reported(_ counts: [(type: RiskType, stories: Int)]) -> String {
    guard let first = counts.first else { return "" }
    let others = counts.dropFirst().map { ", \($0.type.rawValue) (\($0.stories))" }.joined()
    let stories = first.stories == 1 ? "1 story" : "\(first.stories) stories"
    return " Adverse events reported: \(first.type.rawValue) (\(stories))\(others)."
}

extension Alert {
    /// The same alert with sentences about those that fired with it, and those that are told with it.
    ///
    /// - Parameter names: What people call the entities, by symbol.
    public func with(namesOfJoined names: [String: String]) -> Alert {
        guard state == .firing else { return self }
        func inWords(_ streams: [Stream]) -> String {
            streams.map { $0.inWords(name: $0.symbol.flatMap { names[$0] }) }.joined(separator: "; ")
        }
        var alert = self
        if !joined.isEmpty {
            alert.explanation +=
                " Alerts about \(joined.count) others fired within six hours, more than chance explains: \(inWords(joined))."
        }
        if !touched.isEmpty { alert.explanation += " It also touches \(inWords(touched))." }
        return alert
    }

    /// The same alert with the price of its entity and how it moved.
    public func with(quote: QuoteMove?) -> Alert {
        guard let quote else { return self }
        let move = quote.change1h ?? quote.change1d
        let words = move.map {
            " The price moved \(percent($0, signed: true)) in the past \(quote.change1h == nil ? "day" : "hour")."
        }
        var alert = self
        alert.context.quote = quote
        alert.explanation += words ?? ""
        return alert
    }

    /// The same alert with earlier ones like it, the most similar first.
    ///
    /// - Parameter names: What people call the entities, by symbol.
    public func with(similar: [Earlier], names: [String: String] = [:]) -> Alert {
        var alert = self
        alert.context.similar = similar
        if let last = similar.first, at > last.at {
            let days = Int((at - last.at).inSeconds / 86400)
            let ago = days == 0 ? "today" : days == 1 ? "a day before" : "\(days) days before"
            alert.explanation +=
                " The last similar alert was \(ago), about \(last.stream.inWords(name: last.stream.symbol.flatMap { names[$0] })): \(last.title)."
        }
        return alert
    }

    /// Blind feeds that an alert names at most.
    private static let blindSourcesShown = 20

    /// The same alert with the watched feeds that are blind.
    public func with(blind: [BlindFeed]) -> Alert {
        var alert = self
        alert.context.blindSources = blind.prefix(Self.blindSourcesShown).map(\.id)
        if let first = blind.first {
            let others =
                blind.count > 1 ? " and \(blind.count - 1) more feeds are unavailable" : " is unavailable"
            alert.explanation += " Coverage is incomplete: \(first.title)\(others)."
        }
        return alert
    }
}

private func rarity(_ perMonth: Double) -> String {
    guard perMonth > 0 else { return "practically never" }
    let months = 1 / perMonth
    if months < 2 { return "about \(rounded(perMonth, 1)) times per month" }
    if months < 24 { return "about once in \(Int(months.rounded())) months" }
    return months < 12_000
        ? "about once in \(Int((months / 12).rounded())) years" : "less than once in 1000 years"
}

private func percent(_ share: Double, signed: Bool = false) -> String {
    let value = signed ? rounded(share * 100, 1) : (share * 100).rounded()
    let digits = value == value.rounded() && !signed ? String(Int(value)) : String(value)
    return "\(signed && value > 0 ? "+" : "")\(digits)%"
}

/// A number with so many decimal places.
func rounded(_ value: Double, _ places: Int) -> Double {
    var unit = 1.0
    for _ in 0..<places { unit *= 10 }
    return (value * unit).rounded() / unit
}
