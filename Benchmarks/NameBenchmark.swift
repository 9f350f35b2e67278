import Catalogues
import Domain
import FoundationEssentials
import Glibc
import Mentions
import Tokenization

/// How well and how fast names are found in titles, with the shipped catalogues.
///
/// Runs in the root of the repository. Lists of labeled headlines have lines of a label (1 or 0), a symbol and
/// a headline; of any other file, each line is a headline that is only timed.
enum NameBenchmark {
    /// Rounds of which the fastest counts.
    private static let rounds = 5
    private static let lists = ["ambiguous", "newspaper", "held-out"]

    static func run(titles path: String?) throws {
        let catalogue = try Catalogue.read(["feeds/us-companies.yaml", "feeds/world-companies.yaml"])
        let gazetteer = Gazetteer(catalogue.entities)
        var titles: [TitleWords] = []
        for list in lists {
            let rows = try lines("Tests/Fixtures/mentions/\(list).tsv").map { Row($0) }
            measure(rows, list, with: gazetteer)
            titles += rows.map(\.title)
        }
        if let path { titles = try lines(path).map { Tokenizer.title(of: String($0)) } }
        let seconds = (0..<rounds).map { _ in
            time { for title in titles { _ = gazetteer.mentions(in: title) } }
        }
        let microseconds = (seconds.min() ?? 0) * 1_000_000 / Double(max(titles.count, 1))
        print(
            "\(microseconds.rounded(digits: 2)) microseconds of processor time a title, \(titles.count) titles"
        )
    }

    private struct Row {
        let isMeant: Bool
        let symbol: String
        let title: TitleWords

        init(_ line: Substring) {
            let fields = line.split(separator: "\t", maxSplits: 2)
            isMeant = fields.first == "1"
            symbol = fields.count > 1 ? String(fields[1]) : ""
            title = Tokenizer.title(of: fields.count > 2 ? String(fields[2]) : "")
        }
    }

    private static func measure(_ rows: [Row], _ list: String, with gazetteer: Gazetteer) {
        let isFound = rows.map { row in gazetteer.mentions(in: row.title).contains { $0.symbol == row.symbol }
        }
        let hits = zip(rows, isFound).count { $0.isMeant && $1 }
        let found = isFound.count { $0 }
        let meant = rows.count(where: \.isMeant)
        let precision = (Double(hits) / Double(max(found, 1))).rounded(digits: 3)
        let recall = (Double(hits) / Double(max(meant, 1))).rounded(digits: 3)
        print("\(list): precision \(precision), recall \(recall), \(rows.count) headlines")
    }

    private static func lines(_ path: String) throws -> [Substring] {
        try String(contentsOf: URL(filePath: path), encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
    }

    /// Seconds of processor time, which other programs on the machine do not change.
    private static func time(_ work: () -> Void) -> Double {
        let start = clock()
        work()
        return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }
}

extension Double {
    fileprivate func rounded(digits: Int) -> Double {
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        return (self * scale).rounded() / scale
    }
}
