import Domain
import History

extension Site {
    /// The time over which firings are counted.
    private static let counted: Duration = .seconds(30 * 86400)
    /// How far back a rule is replayed: it takes seconds for each week of a busy history.
    private static let replayed: Duration = .seconds(7 * 86400)

    /// The rules, with how often each fired.
    func rules(_ visit: Visit) async throws -> Page {
        let month = try await reader.firings(since: visit.now - Self.counted)
        let ever = try await reader.firings(since: Instant(milliseconds: 0))
        let rows = facts.rules.map { Self.row($0, month[$0.id], ever[$0.id], visit) }
        let others = ever[nil]
        let monthly = await monthly.latest
        return Page(
            "Rules", template: "rules", section: "rules",
            content: [
                "rules": rows, "hasRules": !rows.isEmpty,
                "others": Numbers.grouped(month[nil]?.count ?? 0),
                "othersEver": Numbers.grouped(others?.count ?? 0),
                "usual": Self.needs(facts.sensitivity), "canReplay": facts.replay != nil,
                "monthly": monthly?.inWords ?? "",
            ],
            tables: [Self.table(facts.rules, month, ever)] + (monthly.map { [Self.table(monthly: $0)] } ?? [])
        )
    }

    /// One rule, and what it would have fired in the last 7 days.
    func rule(_ id: String, _ visit: Visit) async throws -> Page {
        guard let rule = facts.rules.first(where: { $0.id == id }) else {
            throw Failure.notFound("There is no rule \"\(id)\" in the configuration.")
        }
        var query = AlertQuery()
        query.rule = id
        query.limit = 100
        let fired = try await reader.alerts(query, at: visit.now)
        let ever = try await reader.firings(since: Instant(milliseconds: 0))
        let month = try await reader.firings(since: visit.now - Self.counted)
        var replayed: [Alert]?
        if visit.parameter("replay") != nil, let replay = facts.replay {
            let span = (visit.now - Self.replayed)..<visit.now
            replayed = try await replays.run { try await replay(id, span) }
        }
        return Page(
            "Rule \(id)", template: "rule", section: "rules",
            content: [
                "rule": Self.row(rule, month[id], ever[id], visit),
                "alerts": fired.map { AlertView.row($0, visit) },
                "hasAlerts": !fired.isEmpty, "canReplay": facts.replay != nil,
                "isReplayed": replayed != nil,
                "replayed": (replayed ?? []).map { Self.replayed($0, visit) },
                "replayedCount": Numbers.counted(replayed?.count ?? 0, "alert", "alerts"),
            ],
            tables: [AlertView.table(fired)] + (replayed.map { [Self.table(replayed: $0)] } ?? []))
    }

    private static func table(monthly: MonthlyAlerts) -> Table {
        var table = Table("monthly", ["kind", "alerts_per_month"])
        table.add([.text("all"), Cell(monthly.rate)])
        for kind in monthly.kinds { table.add([.text(kind.name), Cell(kind.rate)]) }
        return table
    }

    private static func table(replayed alerts: [Alert]) -> Table {
        var table = Table(
            "replayed", ["at", "severity", "stream", "observed", "surprise_bits", "explanation"])
        for alert in alerts {
            table.add([
                .time(alert.at), .text(alert.severity.rawValue), .text(alert.stream.name),
                .whole(alert.measures.observed), Cell(alert.measures.surpriseBits), .text(alert.explanation),
            ])
        }
        return table
    }

    private static func replayed(_ alert: Alert, _ visit: Visit) -> [String: Any] {
        [
            "at": TimeView(alert.at, at: visit.now), "severity": AlertView.severity(alert.severity),
            "who": alert.stream.inWords(name: alert.name), "stream": visit.link(to: alert.stream),
            "explanation": alert.explanation,
        ]
    }

    private static func row(
        _ rule: WatchRule, _ month: RuleFirings?, _ ever: RuleFirings?, _ visit: Visit
    ) -> [String: Any] {
        [
            "id": rule.id, "link": visit.link("/rules/\(percentEncoded(rule.id))"),
            "replay": visit.link("/rules/\(percentEncoded(rule.id))", [("replay", "7d")]),
            "alerts": visit.link("/alerts", [("rule", rule.id)]),
            "streams": rule.streams.map(\.description).joined(separator: ", "),
            "tone": rule.tone.rawValue, "words": rule.words.map { "\($0)" }.joined(separator: ", "),
            "needs": needs(rule), "sinks": rule.sinks?.joined(separator: ", ") ?? "all",
            "month": Numbers.grouped(month?.count ?? 0), "ever": Numbers.grouped(ever?.count ?? 0),
            "last": ever.map { [TimeView($0.last, at: visit.now)] } ?? [],
        ]
    }

    private static func needs(_ rule: WatchRule) -> String {
        var parts: [String] = []
        if let stories = rule.minimumStories {
            parts.append("at least \(Numbers.counted(stories, "story", "stories"))")
        }
        if let sources = rule.minimumSources {
            parts.append("from \(Numbers.counted(sources, "source", "sources"))")
        }
        if let rate = rule.falseAlertsPerStreamMonth {
            parts.append("\(Numbers.brief(rate)) false alerts per stream and month")
        }
        if let cooldown = rule.cooldown { parts.append("then quiet for \(cooldown.inWords)") }
        if let severity = rule.severity { parts.append("at least \(severity.rawValue)") }
        return parts.isEmpty ? "as for all streams" : parts.joined(separator: ", ")
    }

    private static func needs(_ sensitivity: Sensitivity) -> String {
        "at least \(Numbers.counted(sensitivity.minimumStories, "story", "stories")) from \(Numbers.counted(sensitivity.minimumSources, "source", "sources")), \(Numbers.brief(sensitivity.falseAlertsPerStreamMonth)) false alerts per stream and month"
    }

    private static func table(
        _ rules: [WatchRule], _ month: [String?: RuleFirings], _ ever: [String?: RuleFirings]
    ) -> Table {
        var table = Table("rules", ["id", "streams", "tone", "fired_30_days", "fired", "last_fired"])
        for rule in rules {
            table.add([
                .text(rule.id), .list(rule.streams.map(\.description)), .text(rule.tone.rawValue),
                .whole(month[rule.id]?.count ?? 0), .whole(ever[rule.id]?.count ?? 0),
                Cell(ever[rule.id]?.last),
            ])
        }
        return table
    }
}
