/// A test of rules: headlines that come in, and the alerts that must come of them.
public struct RuleTest: Sendable, Equatable {
    /// The name under which the result is printed.
    public var name: String
    /// The headlines, in any order.
    public var headlines: [DatedHeadline]
    /// The alerts that must fire.
    public var expected: [Expectation]
    /// For how long all was quiet before the first headline.
    public var quiet: Duration
    /// Whether the test passes when more alerts fire than it expects.
    public var allowsOthers: Bool

    /// An alert that must fire.
    public struct Expectation: Sendable, Equatable, CustomStringConvertible {
        /// The stream of the alert.
        public var stream: Stream
        /// Its severity; nil for any.
        public var severity: Alert.Severity?
        /// The id of the rule that applied; nil for any.
        public var rule: String?
        /// The latest time at which it may fire.
        public var by: Instant?

        /// An alert of a stream, whatever else it is.
        public init(stream: Stream) { self.stream = stream }

        public var description: String {
            let parts = [
                severity.map { "\($0.rawValue)" }, rule.map { "by the rule \($0)" },
                by.map { "by \($0.rfc3339)" },
            ]
            return ([stream.name] + parts.compactMap(\.self)).joined(separator: ", ")
        }

        /// Whether an alert is the one that is meant.
        public func isMet(by alert: Alert) -> Bool {
            alert.stream == stream && severity.map { $0 == alert.severity } ?? true
                && rule.map { $0 == alert.rule } ?? true && by.map { alert.at <= $0 } ?? true
        }
    }

    /// A test.
    public init(
        name: String, headlines: [DatedHeadline], expected: [Expectation], quiet: Duration, allowsOthers: Bool
    ) {
        self.name = name
        self.headlines = headlines
        self.expected = expected
        self.quiet = quiet
        self.allowsOthers = allowsOthers
    }
}
