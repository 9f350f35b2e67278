public import Domain

/// Knows the alerts and their notices.
public protocol AlertBook: Sendable {
    /// The latest notices after a number, in the order in which they were stored.
    ///
    /// - Parameters:
    ///   - number: The last notice that is known already; 0 for none.
    ///   - limit: How many notices at most.
    ///   - now: The time at which acknowledgements are judged.
    func notices(after number: Int64, limit: Int, at now: Instant) async throws -> [StoredNotice]

    /// The first notices of the alerts that fired last, the latest first.
    func firingNotices(latest count: Int) async throws -> [Alert]

    /// The alerts that fired last before a time, the latest first, as far as a comparison needs them.
    func firedAlerts(before time: Instant, latest count: Int) async throws -> [FiredAlert]

    /// The latest notices of the alerts that are not resolved, in the order in which the alerts fired.
    ///
    /// - Parameter kind: Only those about streams of one kind; nil for all.
    func openNotices(about kind: Domain.Stream.Kind?) async throws -> [Alert]

    /// The stored notice of an alert with a sequence number; nil where there is none.
    func notice(of id: String, sequence: Int) async throws -> Alert?

    /// The ids of the open alerts that someone is looking at.
    func acknowledged(at now: Instant) async throws -> Set<String>

    /// The ids of the open alerts that someone dismissed, and nobody acknowledged after that.
    func dismissed() async throws -> Set<String>
}

/// A notice as it is stored, with what happened to it.
public struct StoredNotice: Sendable, Equatable {
    /// Rises with every notice that is stored.
    public let number: Int64
    /// The notice as JSON, exactly as in the alert log.
    public let body: String
    /// Whether a silence or the ranking kept it from the sinks.
    public let isSilenced: Bool
    /// Whether someone acknowledged the alert, and that has not expired and the alert neither ended nor
    /// escalated.
    public let isAcknowledged: Bool
    /// What people said about the alert, the latest first.
    public let feedback: [Feedback]
    /// The sinks that have yet to take the notice, by id.
    public let pending: [PendingDelivery]

    /// A stored notice with what happened to it.
    public init(
        number: Int64, body: String, isSilenced: Bool, isAcknowledged: Bool, feedback: [Feedback],
        pending: [PendingDelivery]
    ) {
        self.number = number
        self.body = body
        self.isSilenced = isSilenced
        self.isAcknowledged = isAcknowledged
        self.feedback = feedback
        self.pending = pending
    }
}

/// A sink that has yet to take a notice.
public struct PendingDelivery: Sendable, Equatable {
    /// The sink's id.
    public let sink: String
    /// Deliveries that failed.
    public let attempts: Int
    /// Whether it was given up.
    public let isDead: Bool
    /// Why the last attempt failed, in words.
    public let lastError: String?

    /// A delivery that is still in the outbox.
    public init(sink: String, attempts: Int, isDead: Bool, lastError: String?) {
        self.sink = sink
        self.attempts = attempts
        self.isDead = isDead
        self.lastError = lastError
    }
}

/// An alert as it was when it fired, as far as a comparison needs it.
public struct FiredAlert: Sendable, Equatable {
    /// Its id.
    public let id: String
    /// When it fired.
    public let at: Instant
    /// What it was about.
    public let stream: Domain.Stream
    /// What was unusual.
    public let kind: Alert.Kind
    /// The kinds of event that its stories reported, the most frequent first.
    public let risks: [RiskType]

    /// An alert as it was when it fired.
    public init(id: String, at: Instant, stream: Domain.Stream, kind: Alert.Kind, risks: [RiskType]) {
        self.id = id
        self.at = at
        self.stream = stream
        self.kind = kind
        self.risks = risks
    }
}
