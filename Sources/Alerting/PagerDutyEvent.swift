import Domain

/// An event for PagerDuty (Events API v2).
struct PagerDutyEvent: Encodable {
    /// Characters of a summary, and bytes of a whole event (512 KB).
    static let summaryLimit = 1024
    static let limit = 512_000

    struct Payload: Encodable {
        let summary: String
        let source = "bellwether"
        let severity: String
        let timestamp: String
        let component: String
        let custom_details: AlertRecord

        private enum CodingKeys: CodingKey {
            case summary, source, severity, timestamp, component, custom_details
        }
    }

    let routing_key: String
    let event_action: String
    let dedup_key: String
    let payload: Payload

    private init(_ alert: Alert, details: Alert, routingKey: String) {
        routing_key = routingKey
        event_action = alert.state == .firing ? "trigger" : "resolve"
        dedup_key = alert.id
        payload = Payload(
            summary: AlertWords(alert).title.cut { $0.utf16.count <= Self.summaryLimit },
            severity: alert.severity.rawValue, timestamp: alert.at.rfc3339, component: alert.stream.name,
            custom_details: AlertRecord(details))
    }

    /// The event as JSON; headlines of an alert that is too large fall away from the end.
    static func json(of alert: Alert, routingKey: String) throws -> String {
        var details = alert
        details.headlines = alert.headlines.map {
            Alert.Headline(
                title: $0.title, link: $0.link?.safeLink, score: $0.score, words: $0.words,
                novelty: $0.novelty)
        }
        while true {
            let json = try jsonLine(PagerDutyEvent(alert, details: details, routingKey: routingKey))
            guard json.utf8.count > limit else { return json }
            if details.headlines.isEmpty {
                details.explanation = details.explanation.cut { $0.utf8.count <= limit / 8 }
                details.context = Alert.Context()
                return try jsonLine(PagerDutyEvent(alert, details: details, routingKey: routingKey))
            }
            details.headlines.removeLast()
        }
    }
}
