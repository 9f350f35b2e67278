public import Domain

/// Finds alerts of the past and the present, and what became of each.
public protocol AlertArchive: Sendable {
    /// Alerts that a query asks for, those that fired last first.
    func alerts(_ query: AlertQuery, at now: Instant) async throws -> [ArchivedAlert]

    /// An alert with all its notices; nil where there is none.
    ///
    /// - Parameter id: The alert's id, or its first characters where no other id begins with them.
    func alertHistory(of id: String, at now: Instant) async throws -> AlertHistory?

    /// How often each rule fired since a time, and when it did last; nil stands for alerts without a rule.
    func firings(since time: Instant) async throws -> [String?: RuleFirings]

    /// The alerts of some streams that fired in a span and were sent, which neither a silence kept from the
    /// sinks nor another alert told of: how many, and the latest.
    ///
    /// - Parameters:
    ///   - streams: A stream's name, or a pattern with `*`.
    ///   - limit: How many alerts are returned at most.
    func audible(
        _ streams: String, in span: Range<Instant>, limit: Int
    ) async throws -> (count: Int, latest: [ArchivedAlert])
}

/// Which alerts are asked for; what is nil leaves nothing out.
public struct AlertQuery: Sendable, Equatable {
    /// Only alerts that are open, or only those that are not.
    public var isOpen: Bool?
    /// Only alerts of this stream, or of streams that match this pattern.
    public var streams: StreamPattern?
    /// Only alerts of this severity.
    public var severity: Alert.Severity?
    /// Only alerts to which this rule applied.
    public var rule: String?
    /// Only alerts that fired in this span.
    public var span: Range<Instant>?
    /// How many alerts at most.
    public var limit = 100

    /// Asks for the alerts that fired last.
    public init() {}
}

/// An alert as it is now.
public struct ArchivedAlert: Sendable, Equatable {
    /// The latest notice.
    public let latest: Alert
    /// When the alert fired.
    public let firedAt: Instant
    /// The severity with which it fired.
    public let firstSeverity: Alert.Severity
    /// Whether a silence or the ranking kept the latest notice from the sinks.
    public let isSilenced: Bool
    /// Whether somebody is looking at it: acknowledged, and that has not ended.
    public let isAcknowledged: Bool
    /// What people said of it, the latest first.
    public let feedback: [Feedback]
    /// The other alerts of the same crisis.
    public let crisis: Crisis

    /// An alert as it is now.
    public init(
        latest: Alert, firedAt: Instant, firstSeverity: Alert.Severity, isSilenced: Bool,
        isAcknowledged: Bool, feedback: [Feedback], crisis: Crisis = Crisis()
    ) {
        self.latest = latest
        self.firedAt = firedAt
        self.firstSeverity = firstSeverity
        self.isSilenced = isSilenced
        self.isAcknowledged = isAcknowledged
        self.feedback = feedback
        self.crisis = crisis
    }
}

/// Everything that is known of an alert.
public struct AlertHistory: Sendable, Equatable {
    /// The alert as it is now.
    public let alert: ArchivedAlert
    /// Its notices, the first first.
    public let notices: [DeliveredNotice]

    /// An alert with its notices.
    public init(_ alert: ArchivedAlert, notices: [DeliveredNotice]) {
        self.alert = alert
        self.notices = notices
    }
}

/// A notice, and whether it arrived.
public struct DeliveredNotice: Sendable, Equatable {
    /// The notice.
    public let notice: Alert
    /// Whether a silence or the ranking kept it from the sinks.
    public let isSilenced: Bool
    /// The sinks that it was meant for, by id, with what is still to be delivered: nil once it has it.
    ///
    /// Empty for a notice that was kept from them.
    public let sinks: [(id: String, pending: PendingDelivery?)]

    /// A notice with the sinks that it was meant for.
    public init(_ notice: Alert, isSilenced: Bool, sinks: [(id: String, pending: PendingDelivery?)]) {
        self.notice = notice
        self.isSilenced = isSilenced
        self.sinks = sinks
    }

    /// Whether two are the same notice in the same condition.
    public static func == (a: DeliveredNotice, b: DeliveredNotice) -> Bool {
        a.notice == b.notice && a.isSilenced == b.isSilenced
            && a.sinks.elementsEqual(b.sinks) { $0.id == $1.id && $0.pending == $1.pending }
    }
}

/// How often a rule fired.
public struct RuleFirings: Sendable, Equatable {
    /// How many alerts.
    public let count: Int
    /// When the last one fired.
    public let last: Instant

    /// How often a rule fired, and when it did last.
    public init(count: Int, last: Instant) {
        self.count = count
        self.last = last
    }
}
