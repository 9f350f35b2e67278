// The JSON of an alert, in the alert log, in every sink and in the database: a contract, to which fields are
// only added.
//
// Absent values are null, so that a reader finds every field in every alert. `name`, `joined`, `touched`,
// `told_by`, `theme`, `blind_sources`, `similar`, `late`, `risks` and a headline's `novelty` and `risks` are
// missing from older alerts, and are read as empty; so are types of risk that only a newer version knows.

/// An alert as JSON has it.
public struct AlertRecord: Sendable, Equatable {
    /// What the record says.
    public let alert: Alert

    /// The record of an alert.
    public init(_ alert: Alert) { self.alert = alert }

    private enum CodingKeys: String, CodingKey {
        case id, sequence, at, stream, name, kind, severity, state, window, observed, expected
        case baselineShare = "baseline_share"
        case share
        case surpriseBits = "surprise_bits"
        case falseAlarmsPerMonth = "false_alarms_per_month"
        case stories, sources, headlines, quote, explanation, rule, joined, touched, theme
        case toldBy = "told_by"
        case blindSources = "blind_sources"
        case similar, usefulness, ranking, late, risks
    }
}

extension AlertRecord: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var record = encoder.container(keyedBy: CodingKeys.self)
        try record.encode(alert.id, forKey: .id)
        try record.encode(alert.sequence, forKey: .sequence)
        try record.encode(alert.at.rfc3339, forKey: .at)
        try record.encode(alert.stream, forKey: .stream)
        try record.encode(alert.name, forKey: .name)
        try record.encode(alert.kind.rawValue, forKey: .kind)
        try record.encode(alert.severity, forKey: .severity)
        try record.encode(alert.state, forKey: .state)
        try encode(alert.measures, in: &record)
        try record.encode(alert.headlines.map(HeadlineRecord.init), forKey: .headlines)
        try record.encode(alert.risks, forKey: .risks)
        try record.encode(alert.explanation, forKey: .explanation)
        try record.encode(alert.rule, forKey: .rule)
        try record.encode(alert.joined, forKey: .joined)
        try record.encode(alert.touched, forKey: .touched)
        try record.encode(alert.toldBy, forKey: .toldBy)
        try record.encode(alert.theme, forKey: .theme)
        try record.encode(alert.lateness?.inWords, forKey: .late)
        try encode(alert.context, in: &record)
    }

    private func encode(
        _ measures: Alert.Measures, in record: inout KeyedEncodingContainer<CodingKeys>
    ) throws {
        try record.encode(measures.window.inWords, forKey: .window)
        try record.encode(measures.observed, forKey: .observed)
        try record.encode(measures.expected, forKey: .expected)
        try record.encode(measures.baselineShare, forKey: .baselineShare)
        try record.encode(measures.share, forKey: .share)
        try record.encode(measures.surpriseBits, forKey: .surpriseBits)
        try record.encode(measures.falseAlarmsPerMonth, forKey: .falseAlarmsPerMonth)
        try record.encode(measures.stories, forKey: .stories)
        try record.encode(measures.sources, forKey: .sources)
    }

    private func encode(_ context: Alert.Context, in record: inout KeyedEncodingContainer<CodingKeys>) throws
    {
        try record.encode(context.quote.map(QuoteRecord.init), forKey: .quote)
        try record.encode(context.blindSources, forKey: .blindSources)
        try record.encode(context.similar.map(EarlierRecord.init), forKey: .similar)
        try record.encode(context.usefulness, forKey: .usefulness)
        try record.encode(context.ranking, forKey: .ranking)
    }
}

extension AlertRecord: Decodable {
    public init(from decoder: any Decoder) throws {
        let record = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try record.decode(String.self, forKey: .kind)
        guard let kind = Alert.Kind(rawValue: kind) else {
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: record, debugDescription: "unknown kind of alert \"\(kind)\"")
        }
        var alert = Alert(
            id: try record.decode(String.self, forKey: .id),
            at: try record.decode(RecordedTime.self, forKey: .at).instant,
            stream: try record.decode(Stream.self, forKey: .stream), kind: kind,
            severity: try record.decode(Alert.Severity.self, forKey: .severity),
            measures: try Self.measures(record),
            explanation: try record.decode(String.self, forKey: .explanation)
        ).numbered(try record.decode(Int.self, forKey: .sequence))
        alert.name = try record.decodeIfPresent(String.self, forKey: .name)
        alert.state = try record.decode(Alert.State.self, forKey: .state)
        alert.headlines = try record.decode([HeadlineRecord].self, forKey: .headlines).map(\.headline)
        alert.risks = try record.risks(.risks)
        alert.rule = try record.decodeIfPresent(String.self, forKey: .rule)
        alert.joined = try record.decodeIfPresent([Stream].self, forKey: .joined) ?? []
        alert.touched = try record.decodeIfPresent([Stream].self, forKey: .touched) ?? []
        alert.toldBy = try record.decodeIfPresent(String.self, forKey: .toldBy)
        alert.theme = try record.decodeIfPresent(Alert.Theme.self, forKey: .theme)
        alert.lateness = try record.decodeIfPresent(String.self, forKey: .late).map {
            try Self.duration($0, .late, record)
        }
        alert.context = try Self.context(record)
        self.alert = alert
    }

    private static func duration(
        _ words: String, _ key: CodingKeys, _ record: KeyedDecodingContainer<CodingKeys>
    ) throws -> Duration {
        guard let duration = Duration(text: words) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: record, debugDescription: "\"\(words)\" is not a duration")
        }
        return duration
    }

    private static func measures(_ record: KeyedDecodingContainer<CodingKeys>) throws -> Alert.Measures {
        let words = try record.decode(String.self, forKey: .window)
        var measures = Alert.Measures(window: try duration(words, .window, record))
        measures.observed = try record.decode(Int.self, forKey: .observed)
        measures.expected = try record.decode(Double.self, forKey: .expected)
        measures.baselineShare = try record.decode(Double.self, forKey: .baselineShare)
        measures.share = try record.decode(Double.self, forKey: .share)
        measures.surpriseBits = try record.decode(Double.self, forKey: .surpriseBits)
        measures.falseAlarmsPerMonth = try record.decode(Double.self, forKey: .falseAlarmsPerMonth)
        measures.stories = try record.decode(Int.self, forKey: .stories)
        measures.sources = try record.decode(Int.self, forKey: .sources)
        return measures
    }

    private static func context(_ record: KeyedDecodingContainer<CodingKeys>) throws -> Alert.Context {
        var context = Alert.Context()
        context.quote = try record.decodeIfPresent(QuoteRecord.self, forKey: .quote)?.quote
        context.blindSources = try record.decodeIfPresent([String].self, forKey: .blindSources) ?? []
        context.similar = try (record.decodeIfPresent([EarlierRecord].self, forKey: .similar) ?? [])
            .map(\.earlier)
        context.usefulness = try record.decodeIfPresent(Double.self, forKey: .usefulness)
        context.ranking = try record.decodeIfPresent(String.self, forKey: .ranking)
        return context
    }
}

extension KeyedDecodingContainer {
    /// Types of adverse events, but for those that are not known; none where the field is missing.
    fileprivate func risks(_ key: Key) throws -> [RiskType] {
        try (decodeIfPresent([String].self, forKey: key) ?? []).compactMap(RiskType.init(rawValue:))
    }
}

/// A time as RFC 3339 writes it.
struct RecordedTime: Decodable {
    let instant: Instant

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(text)\" is not an RFC 3339 time")
        }
        self.instant = instant
    }
}

private struct HeadlineRecord: Codable {
    let headline: Alert.Headline

    private enum CodingKeys: String, CodingKey { case title, link, score, words, novelty, risks }

    init(_ headline: Alert.Headline) { self.headline = headline }

    init(from decoder: any Decoder) throws {
        let record = try decoder.container(keyedBy: CodingKeys.self)
        headline = Alert.Headline(
            title: try record.decode(String.self, forKey: .title),
            link: try record.decodeIfPresent(String.self, forKey: .link),
            score: try record.decode(Float.self, forKey: .score),
            words: try record.decode([String].self, forKey: .words),
            novelty: try record.decodeIfPresent(Double.self, forKey: .novelty),
            risks: try record.risks(.risks))
    }

    func encode(to encoder: any Encoder) throws {
        var record = encoder.container(keyedBy: CodingKeys.self)
        try record.encode(headline.title, forKey: .title)
        try record.encode(headline.link, forKey: .link)
        try record.encode(headline.score, forKey: .score)
        try record.encode(headline.words, forKey: .words)
        try record.encode(headline.novelty, forKey: .novelty)
        try record.encode(headline.risks, forKey: .risks)
    }
}

private struct QuoteRecord: Codable {
    let quote: Alert.QuoteMove

    private enum CodingKeys: String, CodingKey {
        case symbol, price
        case change1h = "change_1h"
        case change1d = "change_1d"
    }

    init(_ quote: Alert.QuoteMove) { self.quote = quote }

    init(from decoder: any Decoder) throws {
        let record = try decoder.container(keyedBy: CodingKeys.self)
        quote = Alert.QuoteMove(
            symbol: try record.decode(String.self, forKey: .symbol),
            price: try record.decode(Double.self, forKey: .price),
            change1h: try record.decodeIfPresent(Double.self, forKey: .change1h),
            change1d: try record.decodeIfPresent(Double.self, forKey: .change1d))
    }

    func encode(to encoder: any Encoder) throws {
        var record = encoder.container(keyedBy: CodingKeys.self)
        try record.encode(quote.symbol, forKey: .symbol)
        try record.encode(quote.price, forKey: .price)
        try record.encode(quote.change1h, forKey: .change1h)
        try record.encode(quote.change1d, forKey: .change1d)
    }
}

private struct EarlierRecord: Codable {
    let earlier: Alert.Earlier

    private enum CodingKeys: String, CodingKey {
        // Not `id`, by which people find a line of the log.
        case id = "alert_id"
        case at, stream, title
    }

    init(_ earlier: Alert.Earlier) { self.earlier = earlier }

    init(from decoder: any Decoder) throws {
        let record = try decoder.container(keyedBy: CodingKeys.self)
        earlier = Alert.Earlier(
            id: try record.decode(String.self, forKey: .id),
            at: try record.decode(RecordedTime.self, forKey: .at).instant,
            stream: try record.decode(Stream.self, forKey: .stream),
            title: try record.decode(String.self, forKey: .title))
    }

    func encode(to encoder: any Encoder) throws {
        var record = encoder.container(keyedBy: CodingKeys.self)
        try record.encode(earlier.id, forKey: .id)
        try record.encode(earlier.at.rfc3339, forKey: .at)
        try record.encode(earlier.stream, forKey: .stream)
        try record.encode(earlier.title, forKey: .title)
    }
}
