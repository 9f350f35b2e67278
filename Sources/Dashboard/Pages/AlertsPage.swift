import Domain
import History

extension Site {
    /// Alerts on one page.
    private static let alertsShown = 100

    /// All alerts, as the filters say.
    func alerts(_ visit: Visit) async throws -> Page {
        let query = try Self.alertQuery(visit)
        let alerts = AlertView.inOrder(try await reader.alerts(query, at: visit.now))
        return Page(
            "Alerts", template: "alerts", section: "alerts",
            content: [
                "alerts": alerts.map { AlertView.row($0, visit) }, "hasAlerts": !alerts.isEmpty,
                "isCut": alerts.count == query.limit, "limit": query.limit,
                "states": visit.choices(
                    "state", [("", "open and resolved"), ("open", "open"), ("resolved", "resolved")]),
                "severities": visit.choices(
                    "severity", [("", "any severity"), ("critical", "critical"), ("warning", "warning")]),
                "rules": visit.choices(
                    "rule", [("", "any rule")] + facts.rules.map { ($0.id, $0.id) }),
                "spans": visit.choices(
                    "span", [("", "any time")] + Span.allCases.map { ($0.rawValue, $0.words) }),
                "stream": visit.parameter("stream") ?? "", "action": visit.link("/alerts"),
                "atom": visit.link(as: .atom), "bulkAction": visit.link("/alerts/ack"),
                "bulkDismiss": visit.link("/alerts/dismiss"),
            ], tables: [AlertView.table(alerts)])
    }

    private static func alertQuery(_ visit: Visit) throws(Failure) -> AlertQuery {
        var query = AlertQuery()
        query.limit = alertsShown
        switch visit.parameter("state") {
        case nil: break
        case "open": query.isOpen = true
        case "resolved": query.isOpen = false
        case let other?: throw .invalid("There is no state \"\(other)\"; alerts are open or resolved.")
        }
        if let severity = visit.parameter("severity") {
            guard let known = Alert.Severity(rawValue: severity) else {
                throw .invalid("There is no severity \"\(severity)\"; alerts are warning or critical.")
            }
            query.severity = known
        }
        if let stream = visit.parameter("stream") { query.streams = try StreamPattern(typed: stream) }
        query.rule = visit.parameter("rule")
        if visit.parameter("span") != nil {
            query.span = (visit.now - (try visit.span()).duration)..<(visit.now + .seconds(1))
        }
        return query
    }
}
