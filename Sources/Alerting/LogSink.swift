public import Domain

/// The alert log as a sink: it holds each notice once, whatever is killed when.
public struct LogSink: Sink {
    /// The name in the outbox.
    public let id = Routing.log
    /// The log is the record of all alerts: it is tried for ever.
    public let givesUp = false
    private let log: AlertLog

    /// Writes to a log.
    public init(_ log: AlertLog) { self.log = log }

    /// Appends the notice unless it is among the last that were written.
    ///
    /// - Throws: `AlertLogError`.
    public func deliver(_ notice: Notice) throws {
        // A kill between writing and noting leaves a notice in the log and in the outbox: the log is asked
        // first.
        let marks = ["\"id\":\"\(notice.alertID)\"", "\"sequence\":\(notice.sequence),"]
        if try !log.contains(marks) { try log.append(notice.body) }
    }
}
