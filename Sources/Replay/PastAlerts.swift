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

    /// What people are told of by itself, a month; nil where less than a week is known.
    public var monthly: MonthlyAlerts? {
        let length = span.upperBound - span.lowerBound
        guard length >= Self.week else { return nil }
        let months = length / Self.month
        let kinds = Dictionary(grouping: told) { $0.stream.kind.properties.prefix.filter { $0 != ":" } }
        return MonthlyAlerts(
            rate: Double(told.count) / months,
            kinds: kinds.sorted { $0.key < $1.key }.map {
                .init($0.key, rate: Double($0.value.count) / months)
            })
    }

    /// Those that no other alert tells of.
    private var told: [Alert] { fired.filter { $0.toldBy == nil } }
}
