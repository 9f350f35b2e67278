import Catalogues
import Domain
import FoundationEssentials
import TestSupport
import Testing
import Tokenization

@testable import Mentions

/// Invented headlines with names that also mean something else.
///
/// Each has whether it means the entity of the shipped catalogues.
@Suite struct LabeledHeadlinesTests {
    private struct Row {
        let isMeant: Bool
        let symbol: String
        let text: String
    }

    private static let gazetteer = Result {
        Gazetteer(
            try Catalogue.read(
                ["us-companies", "world-companies"].map { "\(Fixtures.root)/feeds/\($0).yaml" }
            ).entities)
    }

    private func rows(of text: String) throws -> [Row] {
        try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t", maxSplits: 2)
            try #require(fields.count == 3, "\(line)")
            return Row(isMeant: fields[0] == "1", symbol: String(fields[1]), text: String(fields[2]))
        }
    }

    /// Precision and recall, with the rows that are wrong.
    private func measure(_ rows: [Row]) throws -> (precision: Double, recall: Double, wrong: [String]) {
        let gazetteer = try Self.gazetteer.get()
        var (hits, found, meant) = (0, 0, 0)
        var wrong: [String] = []
        for row in rows {
            let mentions = gazetteer.mentions(in: Tokenizer.title(of: row.text))
            let isFound = mentions.contains { $0.symbol == row.symbol }
            hits += isFound && row.isMeant ? 1 : 0
            found += isFound ? 1 : 0
            meant += row.isMeant ? 1 : 0
            if isFound != row.isMeant {
                wrong.append("\(row.isMeant ? "missed" : "wrong")\t\(row.symbol)\t\(row.text)")
            }
        }
        return (Double(hits) / Double(max(found, 1)), Double(hits) / Double(max(meant, 1)), wrong)
    }

    private struct Floor: Sendable {
        let list: String
        let precision: Double
        let recall: Double
    }

    @Test(arguments: [
        Floor(list: "ambiguous", precision: 0.98, recall: 0.98),
        Floor(list: "newspaper", precision: 0.96, recall: 0.95),
        Floor(list: "held-out", precision: 0.90, recall: 0.95),
    ])
    private func `Ambiguous names are told apart by their titles`(floor: Floor) throws {
        let rows = try rows(of: Fixtures.rootText("Tests/Fixtures/mentions/\(floor.list).tsv"))
        #expect(rows.count > 80)
        let (precision, recall, wrong) = try measure(rows)
        #expect(
            precision >= floor.precision && recall >= floor.recall,
            "\(precision) \(recall)\n\(wrong.joined(separator: "\n"))")
    }

    /// `BELLWETHER_MENTIONS=FILE` measures further rows: label, symbol, text.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["BELLWETHER_MENTIONS"] != nil))
    func `Further labeled headlines`() throws {
        let paths = try #require(ProcessInfo.processInfo.environment["BELLWETHER_MENTIONS"])
        for path in paths.split(separator: ":").map(String.init) {
            let rows = try rows(
                of: String(decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self))
            let (precision, recall, wrong) = try measure(rows)
            print("MEASURE \(path): precision \(precision), recall \(recall), \(rows.count) rows")
            for line in wrong { print("MEASURE \(line)") }
        }
    }
}
