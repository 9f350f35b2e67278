import Foundation
import TestSupport
import Testing

/// Weights that are measured, and take what was measured.
@Suite struct EvaluateCommandTests {
    private static let labels = """
        text\tsentiment
        Acme shares plunge after profit warning\tnegative
        Bolt reports record quarterly profit\tpositive
        Caddy to hold its annual meeting in May\tneutral
        Dune fined over false accounts\tnegative
        Elm raises its full-year outlook\tpositive

        """

    @Test func `What is measured goes into the weights, and what they say stays as it is`() async throws {
        let folder = try TemporaryFolder()
        let weights = try folder.file("w", Array(try Data(contentsOf: URL(filePath: Fixtures.weights))))
        let labels = try folder.file("own.tsv", Array(Self.labels.utf8))
        let measure = [
            "evaluate", "--weights", weights, "--labels", labels, "--all-labels", "--threads", "1",
        ]
        let first = try await Program.run(measure + ["--record"])
        #expect(first.status == 0, "\(first.errors)")
        let line = try #require(first.lines.first { $0["task"] as? String == "sentiment" })
        let bins = try #require(line["reliability"] as? [[String: Double]])
        #expect(bins.compactMap { $0["count"] }.reduce(0, +) == 5)
        #expect(bins.allSatisfy { (0...1).contains($0["predicted"] ?? -1) })
        #expect(first.errors.contains("sentiment: expected calibration error "))
        #expect(first.errors.contains("over 5 predictions on own (held-out texts)"))
        #expect(try await Program.run(measure).output == first.output)
        let texts = Array("Acme shares plunge after profit warning\nOil rises\n".utf8)
        let (old, new) = (
            try await Program.run(["score", "--weights", Fixtures.weights, "--threads", "1"], input: texts),
            try await Program.run(["score", "--weights", weights, "--threads", "1"], input: texts)
        )
        #expect(old.output == new.output)
    }
}
