public import Domain
import Transport

/// Writes alerts to the systemd journal, in its own protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL), so that
/// they can be asked for by field: `journalctl BELLWETHER_STREAM=entity:ACME`.
public struct JournalSink: Sink {
    /// Names an alert among all messages of the journal (`journalctl MESSAGE_ID=…`); the number was drawn for
    /// it.
    static let messageID = "5c1d0e6a52f94b1f9a7d2a6e1b0f4c37"
    private static let socket = "/run/systemd/journal/socket"

    /// The name in the configuration and the outbox.
    public let id: String
    /// A receiver may be gone for good: its notices die after a day.
    public let givesUp = true
    private let path: String

    /// - Parameter socket: Where the journal listens; nil for the place of systemd.
    public init(id: String, socket: String? = nil) {
        self.id = id
        path = socket ?? Self.socket
    }

    /// Sends one entry.
    ///
    /// - Throws: `DatagramError` when the journal does not listen.
    public func deliver(_ notice: Notice) throws {
        let alert = try notice.alert
        // Notice for an end, warning and critical as alerts say.
        let priority = alert.state == .resolved ? 5 : alert.severity == .critical ? 2 : 4
        let fields = [
            ("MESSAGE", "\(alert.title): \(alert.explanation)"), ("PRIORITY", "\(priority)"),
            ("MESSAGE_ID", Self.messageID), ("SYSLOG_IDENTIFIER", "bellwether"),
            ("BELLWETHER_ALERT", alert.id),
            ("BELLWETHER_SEQUENCE", "\(alert.sequence)"), ("BELLWETHER_STREAM", alert.stream.name),
            ("BELLWETHER_KIND", alert.kind.rawValue), ("BELLWETHER_STATE", alert.state.rawValue),
            ("BELLWETHER_SEVERITY", alert.severity.rawValue), ("BELLWETHER_JSON", notice.body),
        ]
        // A value with a line end would want its length before it; none of ours needs one.
        let lines = fields.map { "\($0.0)=\($0.1.replacing("\n", with: " "))\n" }
        try sendDatagram(lines.joined(), to: path)
    }
}
