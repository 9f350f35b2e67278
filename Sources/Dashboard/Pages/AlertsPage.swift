import Domain
import History

extension Site {
    /// Alerts on one page, for people and for programs.
    private static let alertsShown = 100
    private static let alertsListed = 1000

    /// All alerts, as the filters say.
    func alerts(_ visit: Visit) async throws -> Page {
        let query = try Self.alertQuery(visit)
        let found = try await reader.alerts(query, at: visit.now)
        let alerts = AlertView.inOrder(found)
        // One that fired at the same time as the last shown may be shown twice, and none is left out.
        let next = found.count < query.limit ? nil : found.last.map { $0.firedAt + .milliseconds(1) }
        return Page(
            "Alerts", template: "alerts", section: "alerts",
            content: [
                "alerts": alerts.map { AlertView.row($0, visit) }, "hasAlerts": !alerts.isEmpty,
                "hasNext": next != nil, "isPaged": visit.parameter("before") != nil,
                "next": visit.link(changing: [("before", next.map { "\($0.milliseconds)" })]),
                "first": visit.link(changing: [("before", nil)]),
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
        query.limit = visit.format == .html ? alertsShown : alertsListed
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
        query.span = try alertSpan(visit)
        return query
    }

    /// `span`, of which `before` leaves what was on the pages before.
    private static func alertSpan(_ visit: Visit) throws(Failure) -> Range<Instant>? {
        var start = Instant(milliseconds: 0)
        if visit.parameter("span") != nil { start = visit.now - (try visit.span()).duration }
        guard let text = visit.parameter("before") else {
            return visit.parameter("span") == nil ? nil : start..<(visit.now + .seconds(1))
        }
        guard let end = Instant(inAddress: text[...]) else {
            throw .brokenAddress
        }
        return start..<max(start, end)
    }
}
