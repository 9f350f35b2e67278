import Domain
import FoundationEssentials
import GRDB
import History
import SQLiteHistory

/// How long questions to a long history take: the README's own, and what the commands ask.
enum HistoryBenchmark {
    /// Days that the history covers.
    static let days = 400
    private static let rounds = 5

    /// Makes a history in a file, unless that is there, and prints the median time of each question.
    ///
    /// - Parameter program: A built `bellwether`, whose commands are timed as well; nil for none.
    static func run(items: Int, path: String, program: String?) async throws {
        let clock = ContinuousClock()
        if !FileManager.default.fileExists(atPath: path) {
            let taken = try clock.measure { try InventedHistory(items: items).write(to: path) }
            print("\(items) items over \(days) days, made in \(milliseconds(taken) / 1000) s")
        }
        let bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        print("\(bytes / 1_000_000) MB")
        let queue = try DatabaseQueue(path: path)
        for question in try questions() {
            try await measure(question.split(separator: "\n").first.map(String.init) ?? question) {
                _ = try queue.read { try Row.fetchAll($0, sql: question) }
            }
        }
        let history = try SQLiteHistory.open(path, as: .reader)
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        try await measure("bellwether feeds") { _ = try await history.feedHealth(at: now) }
        try await measure("bellwether alerts") {
            _ = try await history.notices(after: 0, limit: 1000, at: now)
        }
        try await measure("bellwether top") {
            _ = try await history.status()
            _ = try await history.openNotices(about: nil)
            _ = try await history.feedHealth(at: now)
        }
        try await measure("bellwether doctor") {
            _ = try await history.feedHealth(at: now)
            _ = try await history.backlogs()
            _ = try await history.counts()
            _ = try await history.bytesInUse()
        }
        if let program {
            try await CommandBenchmark(program: program, database: path).run { name, work in
                try await measure(name) { try work() }
            }
        }
    }

    /// The statements of the README, each with the comment that says what it answers, and some of the views.
    private static func questions() throws -> [String] {
        let readme = String(decoding: try Data(contentsOf: URL(filePath: "README.md")), as: UTF8.self)
        let block = readme.components("```sql\n").dropFirst().first?.components("```").first ?? ""
        return block.components(";\n").map { $0.drop(while: \.isWhitespace) }.filter { $0.contains("SELECT") }
            .map(String.init) + ["-- Feeds and their health.\nSELECT * FROM v_feed_health"]
    }

    private static func measure(_ name: String, _ work: () async throws -> Void) async throws {
        var times: [Duration] = []
        for _ in 0..<rounds { times.append(try await ContinuousClock().measure { try await work() }) }
        print("\(milliseconds(times.sorted()[rounds / 2])) ms  \(name)")
    }

    private static func milliseconds(_ duration: Duration) -> Int {
        Int((duration / .milliseconds(1)).rounded())
    }
}

extension String {
    /// The parts between a separator.
    fileprivate func components(_ separator: String) -> [String] {
        var (parts, rest) = ([String](), self[...])
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
