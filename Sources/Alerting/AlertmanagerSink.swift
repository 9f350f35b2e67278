public import Domain
import Transport

/// Keeps the alerts of an Alertmanager (API v2) in step with ours.
///
/// Alertmanager forgets an alert that nobody posts for a while. As Prometheus does, an open alert is posted
/// again every minute, with an end that lies a few minutes ahead: it holds for as long as it is open, and
/// ends by itself when Bellwether is gone.
public struct AlertmanagerSink: RenewingSink {
    /// How far ahead the end of an open alert lies: four posts may fail.
    static let horizon: Duration = .seconds(240)
    /// Alerts in one post: a crisis may have hundreds open.
    private static let mostInPost = 100

    /// The name in the configuration and the outbox.
    public let id: String
    /// A receiver may be gone for good: its notices die after a day.
    public let givesUp = true
    private let secret: String?
    private let post: WebhookPost

    /// - Parameters:
    ///   - secret: A bearer token; nil for an Alertmanager that asks for none.
    ///   - post: To the base address of an Alertmanager, or to that of its alerts.
    public init(id: String, secret: String?, post: WebhookPost) {
        self.id = id
        self.secret = secret
        self.post = post.to(Self.address(post.url))
    }

    /// The address to post to: the base address of an Alertmanager is enough.
    static func address(_ url: String) -> String {
        guard let parts = URLParts(url) else { return url }
        let path = parts.url.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3)
        guard path.allSatisfy(\.isEmpty) else { return url }
        return (URLParts("/api/v2/alerts", against: parts.url) ?? parts).url
    }

    /// - Throws: `WebhookError`; `TransportError`; `UnreadableAlert`.
    public func deliver(_ notice: Notice) async throws { try await send([notice]) }

    /// - Throws: As `deliver`.
    public func renew(_ open: [Notice]) async throws {
        // One that cannot be read was told when it was to be delivered; it must not end the others.
        let readable = open.filter { (try? $0.alert) != nil }
        for start in stride(from: 0, to: readable.count, by: Self.mostInPost) {
            try await send(Array(readable[start..<min(start + Self.mostInPost, readable.count)]))
        }
    }

    private func send(_ notices: [Notice]) async throws {
        let now = post.clock.now()
        let alerts = try notices.map {
            PostedAlert(try $0.alert, firedAt: $0.firedAt, at: now, until: now + Self.horizon)
        }
        var headers = [(name: "Content-Type", value: "application/json")]
        if let secret { headers.append(("Authorization", "Bearer \(secret)")) }
        try await post.send(Array(try jsonLine(alerts).utf8), headers: headers)
    }
}

/// An alert as the API takes it.
private struct PostedAlert: Encodable {
    let labels: [String: String]
    let annotations: [String: String]
    let startsAt: String
    let endsAt: String

    init(_ alert: Alert, firedAt: Instant?, at now: Instant, until end: Instant) {
        labels = [
            "alertname": "NegativeSpike", "stream": alert.stream.name, "severity": alert.severity.rawValue,
            "alert_id": alert.id,
        ]
        let words = AlertWords(alert)
        annotations = ["summary": words.title, "description": words.text(.plain)]
        let endsAt = alert.state == .resolved ? min(alert.at, now) : end
        startsAt = min(firedAt ?? alert.at, endsAt).rfc3339
        self.endsAt = endsAt.rfc3339
    }
}
