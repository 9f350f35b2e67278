public import Domain

/// Posts alerts to an address.
public struct Webhook: Sink {
    /// The name in the configuration and the outbox.
    public let id: String
    /// A receiver may be gone for good: its notices die after a day.
    public let givesUp = true
    private let format: WebhookFormat
    /// Signs the body of `webhook`; the routing key of `pagerduty`; a bearer token elsewhere.
    private let secret: String?
    private let template: AlertTemplate?
    private let post: WebhookPost

    /// Posts to an address in the form that its receiver wants.
    ///
    /// - Parameters:
    ///   - secret: A signing key, a routing key or a bearer token, as the format says.
    ///   - template: The text that a person reads; nil for the usual words.
    ///   - post: Reaches the address.
    public init(
        id: String, format: WebhookFormat, secret: String?, template: AlertTemplate? = nil, post: WebhookPost
    ) {
        self.id = id
        self.format = format
        self.secret = secret
        self.template = template
        self.post = post
    }

    /// - Throws: `WebhookError` for any answer but success, without address and secret in it;
    ///   `TransportError`; `UnreadableAlert`.
    public func deliver(_ notice: Notice) async throws {
        let alert = try notice.alert
        let body = try Array(
            format.body(of: alert, json: notice.body, secret: secret, template: template).utf8)
        try await post.send(body, headers: headers(for: body, alert))
    }

    private func headers(for body: [UInt8], _ alert: Alert) -> [(name: String, value: String)] {
        var headers = [
            (name: "Content-Type", value: format == .ntfy ? "text/plain; charset=utf-8" : "application/json"),
            // The same for a repeated delivery of one notice.
            (name: "Idempotency-Key", value: "\(alert.id)-\(alert.sequence)"),
        ]
        if format == .ntfy { headers += NtfyMessage.headers(of: alert) }
        guard let secret else { return headers }
        switch format {
        case .webhook:
            headers.append(
                ("X-Bellwether-Signature", "sha256=\(hmacSHA256(body, key: Array(secret.utf8)))"))
        case .pagerduty: break
        default: headers.append(("Authorization", "Bearer \(secret)"))
        }
        return headers
    }
}

extension WebhookFormat {
    /// The body that the receiver's documentation asks for.
    ///
    /// - Parameter template: What a person reads; nil for the usual words.
    func body(
        of alert: Alert, json: String, secret: String?, template: AlertTemplate? = nil
    ) throws -> String {
        switch self {
        case .webhook, .alertmanager: json
        case .ntfy: NtfyMessage.body(of: alert, template)
        case .slack: try jsonLine(SlackMessage(alert, template))
        case .teams: try TeamsMessage.json(of: alert, template)
        case .discord: try jsonLine(DiscordMessage(alert, template))
        case .pagerduty: try PagerDutyEvent.json(of: alert, routingKey: secret ?? "")
        }
    }
}
