/// The alert log as a sink: it holds each notice once, whatever is killed when.
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
