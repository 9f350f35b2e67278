import Catalogues
import Domain
import TestSupport
import Testing
import Tokenization

@testable import Mentions

/// The names by which headlines call the largest companies and the institutions of the world.
@Suite struct LargestNamesTests {
    private struct Known: Sendable {
        let symbol: String
        let name: String
        /// Whether the name is found only where the headline speaks of a company.
        let needsEvidence: Bool
    }

    private static let gazetteer = Result {
        Gazetteer(
            try Catalogue.read(
                ["us-companies", "world-companies"].map { "\(Fixtures.root)/feeds/\($0).yaml" }
            ).entities)
    }

    /// Lines of a symbol and its names, those that need evidence with `?` behind them.
    private func names(in list: String) throws -> [Known] {
        let text = try Fixtures.rootText("Tests/Fixtures/mentions/\(list).tsv")
        return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.flatMap { line in
            let fields = line.split(separator: "\t")
            try #require(fields.count == 2, "\(line)")
            return fields[1].split(separator: "|").map { name in
                Known(
                    symbol: String(fields[0]), name: String(name.hasSuffix("?") ? name.dropLast() : name),
                    needsEvidence: name.hasSuffix("?"))
            }
        }
    }

    private func isFound(_ known: Known, in text: String) throws -> Bool {
        try Self.gazetteer.get().mentions(in: Tokenizer.title(of: text)).contains {
            $0.symbol == known.symbol
        }
    }

    @Test(arguments: [
        ("largest", 850, "Analysts cut estimates as %@ shares fall"),
        ("institutions", 140, "Markets wait as %@ signals a decision on Tuesday"),
    ])
    func `Every name is found in a headline about it`(list: String, least: Int, text: String) throws {
        let names = try names(in: list)
        #expect(names.count >= least)
        let lost = try names.filter { known in
            try !isFound(known, in: text.split(separator: "%@").joined(separator: known.name))
        }
        #expect(lost.isEmpty, "\(lost.map(\.name))")
    }

    @Test(arguments: ["largest", "institutions"])
    func `A name that means nothing else is found in any headline`(list: String) throws {
        let lost = try names(in: list).filter { known in
            try !known.needsEvidence && !isFound(known, in: "What we know about \(known.name) so far")
        }
        #expect(lost.isEmpty, "\(lost.map(\.name))")
    }
}
