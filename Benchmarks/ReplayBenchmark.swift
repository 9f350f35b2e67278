import Detection
import Domain
import Foundation
import Replay

/// `Benchmarks replay HEADLINES EVENTS [ORDERS [RATE]]`: what alerts tell of the events of a list.
///
/// The headlines go through deduplication and detection as in `bellwether replay`, several times, each time
/// in another random order within each day: dates alone say nothing of an order, and no order must matter.
/// Cold runs know nothing at first. Warm ones have seen the same headlines before, moved by whole weeks into
/// the time before the first: they know every stream, and more of what the future brings than a year of other
/// headlines would have taught.
enum ReplayBenchmark {
    static func run(headlines path: String, events: String, orders: Int, rate: Double?) async throws {
        var settings = DetectionSettings()
        if let rate { settings.falseAlertsPerStreamMonth = rate }
        let events = try KnownEvent.read(events)
        let lines = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let titles = try HeadlineFile(lines: lines).headlines.map(\.text)
        let replay = Replay(assessor: try await ScoredTitles(titles))
        print(
            "\(titles.count) headlines, \(events.count) events, \(events.count(where: \.isCore)) of them core, \(orders) orders"
        )
        print(
            "| core found | all found | notices a month | of an event | notices an event | days to the first, mean | critical"
        )
        for isWarm in [false, true] {
            var scores: [NoticeScore] = []
            for order in 0..<orders {
                let headlines = try HeadlineFile(lines: lines, order: UInt64(order)).headlines
                let notices = try await notices(of: headlines, replay, settings, isWarm: isWarm)
                let score = NoticeScore(notices, of: events, months: months(headlines))
                if order == 0 && !isWarm { list(notices, events) }
                scores.append(score)
            }
            print("\(isWarm ? "warm" : "cold") | \(NoticeScore.mean(scores))")
        }
    }

    /// The notices that a person gets: of alerts that fire, and of those that are told again.
    private static func notices(
        of headlines: [DatedHeadline], _ replay: Replay, _ settings: DetectionSettings, isWarm: Bool
    ) async throws -> [Alert] {
        guard let first = headlines.map(\.at).min(), let last = headlines.map(\.at).max() else { return [] }
        let week = Duration.seconds(7 * 86400)
        let moved = Int((last - first) / week) + 1
        let before = headlines.map { headline in
            var headline = headline
            headline.at = headline.at - week * moved
            return headline
        }
        var notices: [Alert] = []
        try await replay.run(isWarm ? before + headlines : headlines, under: [settings]) {
            alert, _ in
            if alert.state == .firing, alert.toldBy == nil, alert.at >= first { notices.append(alert) }
        }
        return notices
    }

    private static func months(_ headlines: [DatedHeadline]) -> Double {
        guard let first = headlines.map(\.at).min(), let last = headlines.map(\.at).max() else { return 0 }
        return (last - first) / .seconds(30 * 86400)
    }

    /// Prints the notices of the first order on standard error, to be read by a person.
    private static func list(_ notices: [Alert], _ events: [KnownEvent]) {
        let lines = notices.map { alert in
            let event = events.first { $0.isTold(by: alert) }?.name ?? "-"
            let title = alert.headlines.first?.title ?? ""
            return "\(alert.at.rfc3339.prefix(10))\t\(alert.stream.name)\t\(alert.sequence)\t"
                + "\(alert.severity.rawValue)\t\(alert.measures.observed) in \(alert.measures.window.inWords)\t\(event)\t\(title)\n"
        }
        FileHandle.standardError.write(Data(lines.joined().utf8))
    }
}
