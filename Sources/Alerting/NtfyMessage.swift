import Domain

/// A message for a topic of ntfy (docs.ntfy.sh/publish): the text as the body, all else in headers.
enum NtfyMessage {
    /// Bytes of a message; the server makes a file to download of a longer one.
    static let limit = 4096

    static func body(of alert: Alert, _ template: AlertTemplate?) -> String {
        template.map { $0.text(of: alert) { $0.utf8.count <= limit } }
            ?? AlertWords(alert).text(.plain, limit: limit) { $0.utf8.count }
    }

    static func headers(of alert: Alert) -> [(name: String, value: String)] {
        let priority = alert.state == .resolved ? "2" : alert.severity == .critical ? "5" : "4"
        return [
            ("X-Title", HeaderText(AlertWords(alert).title).words.joined(separator: " ")),
            ("X-Priority", priority),
        ]
    }
}
