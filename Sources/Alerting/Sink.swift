/// A place that alerts go to.
public protocol Sink: Sendable {
    /// The name in the configuration and the outbox.
    var id: String { get }
    /// Whether a notice may be given up after many failures.
    var givesUp: Bool { get }
    /// Delivers a notice, which may have been delivered before: a kill between delivery and note repeats it. Its id and
    /// sequence tell.
    func deliver(_ notice: Notice) async throws
}

/// A notice that the outbox holds for a sink.
public struct Notice: Sendable, Equatable {
    public let alertID: String
    public let sequence: Int
    /// The alert as JSON, without a line end.
    public let body: String
    /// Deliveries that failed.
    public let attempts: Int

    public init(alertID: String, sequence: Int, body: String, attempts: Int = 0) {
        self.alertID = alertID
        self.sequence = sequence
        self.body = body
        self.attempts = attempts
    }
}

/// The alert log as a sink: each notice stands there once, whatever is killed when.
public struct LogSink: Sink {
    public let id = "log"
    public let givesUp = false
    private let log: AlertLog

    public init(_ log: AlertLog) { self.log = log }

    public func deliver(_ notice: Notice) throws {
        // A kill between writing and noting leaves a notice in the log and in the outbox: the log is asked first.
        let marks = ["\"id\":\"\(notice.alertID)\"", "\"sequence\":\(notice.sequence),"]
        if try !log.contains(marks) { try log.append(notice.body) }
    }
}
