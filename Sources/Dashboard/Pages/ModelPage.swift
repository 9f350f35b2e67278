import Charts
import Domain
import History

extension Site {
    private static let rankedShown = 2000
    private static let curveBins = 5

    /// What the model says of a week, how sure it is, and what people think of the alerts.
    func model(_ visit: Visit) async throws -> Page {
        let week = (visit.now - Span.week.duration)..<(visit.now + .seconds(60))
        async let scores = reader.scores(in: week)
        async let ranked = reader.rankedFeedback(latest: Self.rankedShown)
        let days = try await reader.sentimentByDay(in: (visit.now - Span.month.duration)..<visit.now)
        let distribution = try await scores
        let feedback = try await ranked
        let scored = distribution.bySentiment.values.reduce(0, +)
        let curve = Self.curve(feedback)
        return Page(
            "Model", template: "model", section: "model",
            content: [
                "model": facts.model ?? "", "hasModel": facts.model != nil,
                "figures": facts.measures.scores.sorted { $0.key < $1.key }.map {
                    ["name": $0.key, "value": Numbers.fixed($0.value, 3)]
                },
                "hasFigures": !facts.measures.scores.isEmpty,
                "reliability": ReliabilityView.sections(facts.measures.reliability),
                "hasReliability": !facts.measures.reliability.isEmpty,
                "reliabilityTable": visit.link(as: .csv, table: ReliabilityView.tableName),
                "scored": Numbers.grouped(scored),
                "shares": [Sentiment.negative, .neutral, .positive].map { sentiment in
                    let count = distribution.bySentiment[sentiment] ?? 0
                    return [
                        "name": sentiment.rawValue, "count": Numbers.grouped(count),
                        "share": Numbers.percent(scored > 0 ? Double(count) / Double(scored) : 0),
                    ]
                },
                "confidence": Self.rows(
                    distribution.byConfidence.enumerated().map {
                        (name: "\($0.offset * 10)–\($0.offset * 10 + 10) %", count: $0.element)
                    }),
                "topics": Self.rows(Self.ranked(distribution.byTopic)),
                "notScored": Self.rows(Self.ranked(distribution.notScored)),
                "hasNotScored": !distribution.notScored.isEmpty,
                "curve": curve.svg(id: "curve"),
                "curveTable": ChartRows.content(curve.table(), summary: "The numbers as a table"),
                "answers": Numbers.counted(feedback.count, "answered alert", "answered alerts"),
                "early": early, "days": Self.days(days, visit), "hasDays": !days.isEmpty,
            ],
            tables: [
                Self.table(days), Self.table(distribution),
                ReliabilityView.table(facts.measures.reliability),
            ])
    }

    private var early: [[String: Any]] {
        guard let exits = facts.earlyExits?(), exits.all > 0 else { return [] }
        return [
            [
                "early": Numbers.grouped(exits.early), "all": Numbers.grouped(exits.all),
                "share": Numbers.percent(Double(exits.early) / Double(exits.all)),
            ]
        ]
    }

    private static func rows(_ counts: [(name: String, count: Int)]) -> [[String: Any]] {
        let all = counts.reduce(0) { $0 + $1.count }
        return counts.filter { $0.count > 0 }.map { name, count in
            [
                "name": name, "count": Numbers.grouped(count),
                "share": Numbers.percent(Double(count) / Double(max(all, 1))),
            ]
        }
    }

    /// The most frequent first.
    private static func ranked(_ counts: [String: Int]) -> [(name: String, count: Int)] {
        counts.map { (name: $0.key.isEmpty ? "unknown" : $0.key, count: $0.value) }
            .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    /// How often alerts were useful, against how useful the ranking thought they were.
    private static func curve(_ feedback: [(usefulness: Double, isUseful: Bool)]) -> CalibrationCurve {
        var bins = [(sum: Double, useful: Int, count: Int)](repeating: (0, 0, 0), count: curveBins)
        for answer in feedback where answer.usefulness.isFinite {
            let index = min(max(Int(answer.usefulness * Double(curveBins)), 0), curveBins - 1)
            bins[index].sum += answer.usefulness
            bins[index].useful += answer.isUseful ? 1 : 0
            bins[index].count += 1
        }
        return CalibrationCurve(
            title: "Alerts that people found useful, against the estimate",
            bins: bins.filter { $0.count > 0 }.map {
                .init(
                    predicted: $0.sum / Double($0.count), observed: Double($0.useful) / Double($0.count),
                    count: $0.count)
            })
    }

    private static func days(_ days: [DailySentiment], _ visit: Visit) -> [[String: Any]] {
        days.reversed().map { day in
            let all = Sentiment.allCases.reduce(0) { $0 + (day.stories[$1] ?? 0) }
            return [
                "day": String(day.day.rfc3339.prefix(10)), "stories": Numbers.grouped(all),
                "bar": MeterBar(
                    negative: Double(day.stories[.negative] ?? 0), other: Double(day.stories[.neutral] ?? 0),
                    positive: Double(day.stories[.positive] ?? 0)
                ).svg(),
                "negative": Numbers.percent(
                    all > 0 ? Double(day.stories[.negative] ?? 0) / Double(all) : 0),
            ]
        }
    }

    private static func table(_ days: [DailySentiment]) -> Table {
        var table = Table("days", ["day", "negative", "neutral", "positive"])
        for day in days {
            table.add(
                [.time(day.day)]
                    + [Sentiment.negative, .neutral, .positive].map { .whole(day.stories[$0] ?? 0) })
        }
        return table
    }

    private static func table(_ distribution: ScoreDistribution) -> Table {
        var table = Table("scores", ["from", "to", "items"])
        for (step, count) in distribution.byScore.enumerated() {
            table.add([
                .number(Double(step - 10) / 10), .number(Double(step - 9) / 10), .whole(count),
            ])
        }
        return table
    }
}
