import Domain
import FoundationEssentials
import Testing

@Suite struct ReliabilityTests {
    private static func measured(_ bins: [(Double, Double, Int)]) -> Reliability {
        Reliability(
            .sentiment, data: "some texts",
            bins: bins.map { Reliability.Bin(predicted: $0.0, observed: $0.1, count: $0.2) })
    }

    @Test func `The error is the gap between what was stated and what is so, weighted by answers`() {
        let measured = Self.measured([(0.45, 0.55, 30), (0.95, 0.85, 10)])
        #expect(measured.count == 40)
        #expect((measured.error - 0.1).magnitude < 1e-12)
        #expect(measured.problem == nil)
        #expect(Self.measured([]).error == 0)
    }

    @Test(arguments: [
        ([(1.2, 0.5, 1)], "bin 1 is out of range"),
        ([(0.2, 0.2, 1), (0.5, -0.1, 1)], "bin 2 is out of range"),
        ([(0.5, 0.5, 0)], "bin 1 is out of range"), ([(0.5, 0.5, .max)], "bin 1 is out of range"),
        ([(0.5, 0.5, 1), (0.3, 0.5, 1)], "the bins are not in order"),
        (
            [(Double, Double, Int)](repeating: (0.5, 0.5, 1), count: 11),
            "there are 11 bins; at most 10 are allowed"
        ),
    ])
    func `What cannot have been measured is said to be so`(bins: [(Double, Double, Int)], problem: String) {
        #expect(Self.measured(bins).problem == problem)
    }

    @Test func `It is read as it was written`() throws {
        let measured = Self.measured([(0.45, 0.55, 30)])
        let json = try JSONEncoder().encode(measured)
        #expect(try JSONDecoder().decode(Reliability.self, from: json) == measured)
        #expect(String(decoding: json, as: UTF8.self).contains("\"head\":\"sentiment\""))
    }
}
