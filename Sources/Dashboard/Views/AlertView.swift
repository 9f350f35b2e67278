import Domain
import History

/// An alert as a row of a table or the head of its page.
enum AlertView {
    /// The shape and the word of a severity; the shape alone is for those who scan.
    static func severity(_ severity: Alert.Severity) -> [String: Any] {
        [
            "word": severity.rawValue, "shape": severity == .critical ? "▲" : "◆",
            "isCritical": severity == .critical,
        ]
    }

    /// A row.
    static func row(_ archived: ArchivedAlert, _ visit: Visit) -> [String: Any] {
        let alert = archived.latest
        let answer = archived.feedback.first
        var row: [String: Any] = [
            "id": alert.id, "link": visit.link("/alerts/\(alert.id)"),
            "at": TimeView(archived.firedAt, at: visit.now), "severity": severity(alert.severity),
            "who": alert.stream.inWords(name: alert.name), "stream": visit.link(to: alert.stream),
            "explanation": alert.explanation, "isOpen": alert.state == .firing,
            "state": state(archived), "isAttended": archived.isAcknowledged || isDismissed(archived),
            "isSilenced": archived.isSilenced, "since": TimeView.age(visit.now - archived.firedAt),
            "bits": Numbers.brief(alert.measures.surpriseBits),
            "lines": explanationLines(alert.explanation),
            "ackAction": visit.link("/alerts/ack"), "dismissAction": visit.link("/alerts/dismiss"),
            "silence": visit.link(
                "/silences", [("streams", alert.stream.name), ("for", "2h")]),
        ]
        row.merge(crisis(archived.crisis, visit)) { own, _ in own }
        if let answer {
            row["answer"] = "\(answer.kind.rawValue) by \(answer.by)"
            row["answeredAt"] = TimeView(answer.at, at: visit.now)
        }
        if let quote = alert.context.quote {
            row["quote"] = "\(quote.symbol) \(Numbers.fixed(quote.price, 2))"
            row["change"] = quote.change1d.map { "\(Numbers.signed($0 * 100, 1)) % in a day" } ?? ""
        }
        return row
    }

    /// The alert that tells of the same crisis, or those that are told with this one.
    static func crisis(_ crisis: Crisis, _ visit: Visit) -> [String: Any] {
        func link(_ member: Crisis.Member) -> [String: Any] {
            [
                "name": member.stream.inWords(name: member.name),
                "link": member.id.map { visit.link("/alerts/\($0)") } ?? visit.link(to: member.stream),
            ]
        }
        return [
            "teller": crisis.teller.map { [link($0)] } ?? [], "told": crisis.told.map(link),
            "hasTold": !crisis.told.isEmpty,
        ]
    }

    /// The first line of an explanation, and the others.
    static func explanationLines(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init)
    }

    /// Whether the last thing said of it was that it is not useful.
    static func isDismissed(_ archived: ArchivedAlert) -> Bool {
        archived.feedback.first?.kind == .dismissed
    }

    /// Its state in one word.
    static func state(_ archived: ArchivedAlert) -> String {
        if archived.latest.state == .resolved { return "resolved" }
        if archived.isAcknowledged { return "acknowledged" }
        return isDismissed(archived) ? "dismissed" : "open"
    }

    /// Open ones nobody looks at first, then those somebody looks at, then the resolved, the latest first.
    static func inOrder(_ alerts: [ArchivedAlert]) -> [ArchivedAlert] {
        func rank(_ alert: ArchivedAlert) -> (Int, Int, Instant) {
            let attention =
                alert.latest.state == .resolved
                ? 0 : isDismissed(alert) ? 1 : alert.isAcknowledged ? 2 : 3
            return (attention, alert.latest.severity == .critical ? 1 : 0, alert.firedAt)
        }
        return alerts.sorted { rank($0) > rank($1) }
    }

    /// The columns of the table of alerts.
    static let columns = [
        "id", "fired_at", "changed_at", "state", "severity", "stream", "name", "kind", "rule", "observed",
        "expected", "surprise_bits", "stories", "sources", "explanation", "acknowledged", "silenced",
        "answered_by", "answer", "code", "headlines", "risks", "touched", "told_by",
    ]

    /// A row of the table of alerts.
    static func cells(_ archived: ArchivedAlert) -> [Cell] {
        let alert = archived.latest
        let answer = archived.feedback.first
        return [
            .text(alert.id), .time(archived.firedAt), .time(alert.at), .text(state(archived)),
            .text(alert.severity.rawValue), .text(alert.stream.name), Cell(alert.name),
            .text(alert.kind.rawValue), Cell(alert.rule), .whole(alert.measures.observed),
            Cell(alert.measures.expected), Cell(alert.measures.surpriseBits),
            .whole(alert.measures.stories), .whole(alert.measures.sources), .text(alert.explanation),
            .flag(archived.isAcknowledged), .flag(archived.isSilenced), Cell(answer?.by),
            Cell(answer?.kind.rawValue), Cell(answer?.code?.rawValue), .list(alert.headlines.map(\.title)),
            .list(alert.risks.map(\.rawValue)), .list(alert.touched.map(\.name)), Cell(alert.toldBy),
        ]
    }

    /// The table of some alerts.
    static func table(_ alerts: [ArchivedAlert]) -> Table {
        var table = Table("alerts", columns)
        for alert in alerts { table.add(cells(alert)) }
        return table
    }
}
