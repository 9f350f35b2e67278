/// A notice of an alert that waits in the outbox for one sink.
public struct Notice: Sendable, Equatable {
    /// The alert that the notice belongs to.
    public let alertID: String
    /// The notice's place among those of its alert, from 0.
    public let sequence: Int
    /// The alert as JSON, exactly as the log gets it, without a line end.
    public let body: String
    /// The name of the alert's stream, within which notices keep their order.
    public let stream: String
    /// When the first notice of the alert was given; nil where that is not known.
    public let firedAt: Instant?
    /// Deliveries to the sink that have failed so far.
    public let attempts: Int

    /// A notice with the record of its alert.
    public init(
        alertID: String, sequence: Int, body: String, stream: String = "", firedAt: Instant? = nil,
        attempts: Int = 0
    ) {
        self.alertID = alertID
        self.sequence = sequence
        self.body = body
        self.stream = stream
        self.firedAt = firedAt
        self.attempts = attempts
    }
}
