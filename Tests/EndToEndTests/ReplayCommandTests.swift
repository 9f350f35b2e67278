import Foundation
import TestSupport
import Testing

/// `replay` on headlines of an invented past.
@Suite struct ReplayCommandTests {
    private let quiet = (1...4).flatMap { day in
        (8..<18).map { hour in
            "2026-03-0\(day)T\(hour < 10 ? "0" : "")\(hour):00:00Z\twire\tThe committee of company \(day * 100 + hour) meets on Tuesday"
        }
    }
    private let burst = [
        "09:00:00Z\twire\tBoeing shares plunge after crash of a new jet",
        "09:05:00Z\tdesk\tBoeing faces criminal probe over falsified records",
        "09:10:00Z\twire\tBoeing halts deliveries as losses mount",
        "09:20:00Z\tdesk\tRegulator grounds Boeing fleet after fatal accident",
        "09:30:00Z\twire\tBoeing cut to junk as crisis deepens",
    ].map { "2026-03-05T\($0)" }

    private func replay(_ lines: [String], _ arguments: [String] = []) throws -> Program.Result {
        try Program.run(["replay", "-"] + arguments, input: Array(lines.joined(separator: "\n").utf8))
    }

    @Test func `A burst of bad news about a company fires once, whatever the order of the lines`() throws {
        let result = try replay(["date\tsource\ttext"] + quiet + burst)
        #expect(result.status == 0, "\(result.errors)")
        let firing = result.lines.filter { $0["state"] as? String == "firing" }
        #expect(firing.compactMap { $0["stream"] as? String }.contains("entity:BA"))
        #expect(Set(firing.compactMap { $0["id"] as? String }).count == firing.count)
        #expect(firing.allSatisfy { ($0["at"] as? String)?.hasPrefix("2026-03-05T09:") == true })
        #expect(result.errors.contains("45 headlines, \(firing.count) alerts"))
        // What fired is resolved when nothing follows.
        #expect(result.lines.count == 2 * firing.count)
        #expect(try replay((burst + quiet).reversed()).output == result.output)
        #expect(try replay(quiet).output.isEmpty)
        #expect(try replay(quiet + burst, ["--minimum-stories", "6"]).output.isEmpty)
    }

    @Test func `Rows that are none are refused with their line`() throws {
        for (lines, words) in [
            (["2026-03-01\twire"], "-:1: 2 fields"),
            (quiet + ["yesterday\twire\tx"], "-:41: no date: yesterday"),
        ] {
            let result = try replay(lines)
            #expect(result.status == 65)
            #expect(result.errors.contains(words), "\(result.errors)")
        }
        #expect(try replay([]).status == 0)
        #expect(try Program.run(["replay", "/nowhere.tsv"]).status == 66)
    }
}
