import Classification
import Detection
import Domain
import Foundation
import Replay

/// `Benchmarks themes [HEADLINES] [ORDERS]`: themes found among dated headlines, among the same texts dealt at
/// random to the dates, and among these with invented crises; then the cost of words.
///
/// The themes of the first order are listed on standard error, to be read by a person.
enum ThemeBenchmark {
    static let path = "../shared/data/headlines_dated.tsv"
    /// Chance themes a month that are asked for.
    private static let asked = [1.0, 2, 4]
    /// As many chance themes are accepted as of so many streams.
    private static let streams = 8.0

    static func run(headlines path: String, orders: Int) async throws {
        // First: memory that was used before would hide what it takes.
        try ThemeCost.fill()
        let lines = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let dated = try HeadlineFile(lines: lines).headlines
        let crises = InventedCrises(among: dated, seed: 1)
        let scored = try await ScoredTitles(dated.map(\.text))
        print("\(dated.count) headlines, \(orders) orders; themes a month asked for and given:")
        print("| asked | as dated | dealt at random")
        var given = [[Double]](repeating: [0, 0], count: asked.count)
        for order in 0..<orders {
            let headlines = try HeadlineFile(lines: lines, order: UInt64(order)).headlines
            let dealt = InventedCrises.dealt(headlines, seed: UInt64(order))
            for (column, texts) in [headlines, dealt].enumerated() {
                let themes = try await themes(texts, scored)
                for row in asked.indices {
                    given[row][column] += Double(themes[row].count) / months(texts) / Double(orders)
                }
                if order == 0 && column == 0 { list(themes[1]) }
            }
        }
        for (asked, given) in zip(asked, given) {
            print("| \(asked) | \(given.map { "\($0.rounded(digits: 2))" }.joined(separator: " | "))")
        }
        try await find(crises, scored)
        try await ThemeCost.time(dated, scored)
    }

    /// The firing notices of themes, for each number that is asked for.
    private static func themes(
        _ headlines: [DatedHeadline], _ assessor: any Assessor
    ) async throws -> [[Alert]] {
        let settings = asked.map { asked in
            var settings = DetectionSettings()
            settings.falseAlertsPerStreamMonth = asked / streams
            return settings
        }
        var themes = [[Alert]](repeating: [], count: settings.count)
        try await Replay(assessor: assessor).run(headlines, under: settings) { alert, place in
            let isNew = alert.state == .firing && alert.sequence == 0
            if alert.stream.kind == .theme, isNew { themes[place].append(alert) }
        }
        return themes
    }

    private static func months(_ headlines: [DatedHeadline]) -> Double {
        guard let first = headlines.map(\.at).min(), let last = headlines.map(\.at).max() else { return 1 }
        return (last - first) / .seconds(30 * 86400)
    }

    private static func list(_ themes: [Alert]) {
        let lines = themes.map { alert in
            let titles = alert.headlines.prefix(2).map(\.title).joined(separator: " | ")
            return
                "\(alert.at.rfc3339.prefix(10))\t\(alert.name ?? "")\t\(alert.measures.observed) in \(alert.measures.window.inWords)\t\(titles)\n"
        }
        FileHandle.standardError.write(Data(lines.joined().utf8))
    }

    /// How many invented crises are found, by size, and how long after their first story.
    private static func find(_ crises: InventedCrises, _ scored: ScoredTitles) async throws {
        let found = try await themes(crises.headlines, InventedAssessor(others: scored))[1]
        print("| stories of an invented crisis | found | hours after the first story, median")
        for size in InventedCrises.sizes {
            let own = crises.crises.filter { $0.size == size }
            let delays = own.compactMap { crisis in
                found.filter(crisis.isTold).map { ($0.at - crisis.start) / .seconds(3600) }.min()
            }.sorted()
            let share = Double(delays.count) / Double(max(own.count, 1))
            let median = delays.isEmpty ? "-" : "\(delays[delays.count / 2].rounded(digits: 1))"
            print("| \(size) | \(share.rounded(digits: 2)) of \(own.count) | \(median)")
        }
        let others = found.filter { alert in !crises.crises.contains { $0.isTold(alert) } }
        print("\(others.count) themes of no crisis in \(months(crises.headlines).rounded(digits: 1)) months")
    }
}

extension Double {
    fileprivate func rounded(digits: Int) -> Double {
        let unit = pow(10.0, Double(digits))
        return (self * unit).rounded() / unit
    }
}
