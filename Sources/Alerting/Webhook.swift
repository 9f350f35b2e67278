public import Domain
import FoundationEssentials
public import Transport

/// Posts alerts to an address.
public struct Webhook: Sink {
    /// The name in the configuration and the outbox.
    public let id: String
    /// A receiver may be gone for good: its notices die after a day.
    public let givesUp = true
    private let url: String
    private let format: WebhookFormat
    /// Signs the body of `webhook`; the routing key of `pagerduty`; a bearer token elsewhere.
    private let secret: String?
    private let template: AlertTemplate?
    private let client: HTTPClient
    private let userAgent: String

    /// Posts to an address in the form that its receiver wants.
    ///
    /// - Parameters:
    ///   - secret: A signing key, a routing key or a bearer token, as the format says.
    ///   - template: The text that a person reads; nil for the usual words.
    public init(
        id: String, url: String, format: WebhookFormat, secret: String?, template: AlertTemplate? = nil,
        client: HTTPClient, userAgent: String
    ) {
        self.id = id
        self.url = url
        self.format = format
        self.secret = secret
        self.template = template
        self.client = client
        self.userAgent = userAgent
    }

    /// - Throws: `WebhookError` for any answer but success, without address and secret in it;
    ///   `TransportError`.
    public func deliver(_ notice: Notice) async throws {
        let alert = try notice.alert
        let body = try Array(body(of: alert, json: notice.body).utf8)
        // The operator wrote the address down, and many a chat server is one's own.
        var request = Request(
            url: url, headers: headers(for: body, alert), userAgent: userAgent, addresses: .any)
        request.body = body
        request.limits.total = .seconds(20)
        request.limits.redirects = 0
        let reply = try await client.perform(request)
        guard (200..<300).contains(reply.status) else { throw WebhookError.refused(status: reply.status) }
    }

    private func body(of alert: Alert, json: String) throws -> String {
        try format.body(of: alert, json: json, secret: secret, text: template?.text(of: alert))
    }

    private func headers(for body: [UInt8], _ alert: Alert) -> [(name: String, value: String)] {
        var headers = [
            (name: "Content-Type", value: format == .ntfy ? "text/plain; charset=utf-8" : "application/json"),
            // The same for a repeated delivery of one notice.
            (name: "Idempotency-Key", value: "\(alert.id)-\(alert.sequence)"),
        ]
        if format == .ntfy {
            headers.append(("X-Title", alert.headline.filter(\.isASCII)))
            headers.append(
                ("X-Priority", alert.state == .resolved ? "2" : alert.severity == .critical ? "5" : "4"))
        }
        if let secret {
            switch format {
            case .webhook:
                headers.append(
                    ("X-Bellwether-Signature", "sha256=\(hmacSHA256(body, key: Array(secret.utf8)))"))
            case .pagerduty: break
            default: headers.append(("Authorization", "Bearer \(secret)"))
            }
        }
        return headers
    }
}

/// Why a webhook did not take an alert.
public enum WebhookError: Error, Equatable, CustomStringConvertible {
    case refused(status: Int)

    public var description: String {
        switch self {
        case .refused(let status): "the server answered \(status)"
        }
    }
}

extension WebhookFormat {
    /// The body that the receiver's documentation asks for.
    ///
    /// - Parameter text: What a person reads; nil for the usual words.
    func body(of alert: Alert, json: String, secret: String?, text: String? = nil) throws -> String {
        switch self {
        case .webhook: return json
        case .ntfy: return text ?? alert.message
        case .slack, .teams: return try jsonLine(["text": text ?? "*\(alert.headline)*\n\(alert.message)"])
        case .discord:
            let content = text ?? "**\(alert.headline)**\n\(alert.message)"
            return try jsonLine(["content": String(content.prefix(2000))])
        case .pagerduty: return try jsonLine(PagerDutyEvent(alert, routingKey: secret ?? ""))
        case .alertmanager: return try jsonLine([AlertmanagerAlert(alert)])
        }
    }
}

/// Events API v2.
private struct PagerDutyEvent: Encodable {
    struct Payload: Encodable {
        let summary: String
        let source: String
        let severity: String
        let timestamp: String
        let component: String
        let custom_details: AlertRecord
    }

    let routing_key: String
    let event_action: String
    let dedup_key: String
    let payload: Payload

    init(_ alert: Alert, routingKey: String) {
        routing_key = routingKey
        event_action = alert.state == .firing ? "trigger" : "resolve"
        dedup_key = alert.id
        payload = Payload(
            summary: String(alert.headline.prefix(1024)), source: "bellwether",
            severity: alert.severity.rawValue,
            timestamp: alert.at.rfc3339, component: alert.stream.name, custom_details: AlertRecord(alert))
    }
}

/// Alertmanager's API v2.
private struct AlertmanagerAlert: Encodable {
    let labels: [String: String]
    let annotations: [String: String]
    let startsAt: String?
    let endsAt: String?

    init(_ alert: Alert) {
        labels = [
            "alertname": "NegativeSpike", "stream": alert.stream.name, "severity": alert.severity.rawValue,
            "alert_id": alert.id,
        ]
        annotations = ["summary": alert.headline, "description": alert.message]
        startsAt = alert.state == .firing ? alert.at.rfc3339 : nil
        endsAt = alert.state == .resolved ? alert.at.rfc3339 : nil
    }
}
