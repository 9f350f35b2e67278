public import Domain

/// The alerts that settings would have fired in the past weeks: what one who installs them gets.
public struct PastAlerts: Sendable {
    /// The firing notices, the first first.
    public let fired: [Alert]
    /// The time in which they fired.
    public let span: Range<Instant>

    /// The longest span that is looked at.
    static let longest: Duration = .seconds(28 * 86400)
    private static let week: Duration = .seconds(7 * 86400)
    private static let month: Duration = .seconds(30 * 86400)

    /// Alerts of a span.
    init(fired: [Alert], span: Range<Instant>) {
        self.fired = fired
        self.span = span
    }

    /// How often each rule fired in the last week; streams without a rule count under nil.
    public var lastWeek: [String?: Int] {
        let since = span.upperBound - Self.week
        return fired.filter { $0.at >= since }.reduce(into: [:]) { $0[$1.rule, default: 0] += 1 }
    }

    /// Alerts a month that people are told of by themselves, of all streams together; nil where less than a
    /// week is known.
    public var perMonth: Double? { rate(of: told.count) }

    /// The same by what the alerts are about, `entity`, `topic` or `market`, in the order of the alphabet;
    /// kinds that told nothing are left out.
    public var perMonthByKind: [(kind: String, rate: Double)] {
        Dictionary(grouping: told) { $0.stream.kind.properties.prefix.filter { $0 != ":" } }
            .compactMap { kind, alerts in rate(of: alerts.count).map { (kind: kind, rate: $0) } }
            .sorted { $0.kind < $1.kind }
    }

    /// Those that no other alert tells of.
    private var told: [Alert] { fired.filter { $0.toldBy == nil } }

    private func rate(of count: Int) -> Double? {
        let length = span.upperBound - span.lowerBound
        return length < Self.week ? nil : Double(count) * (Self.month / length)
    }
}
