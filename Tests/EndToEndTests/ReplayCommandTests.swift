import Foundation
import TestSupport
import Testing

/// `replay` on headlines of an invented past.
@Suite struct ReplayCommandTests {
    private let quiet = (1...4).flatMap { day in
        (8..<18).map { hour in
            "2026-03-0\(day)T\(hour < 10 ? "0" : "")\(hour):00:00Z\twire\tLighthouse number \(day * 100 + hour) is painted white"
        }
    }
    private let burst = [
        "09:00:00Z\twire\tBoeing shares plunge after crash of a new jet",
        "09:05:00Z\tdesk\tBoeing faces criminal probe over falsified records",
        "09:10:00Z\twire\tBoeing halts deliveries as losses mount",
        "09:20:00Z\tdesk\tRegulator grounds Boeing fleet after fatal accident",
        "09:30:00Z\twire\tBoeing cut to junk as crisis deepens",
    ].map { "2026-03-05T\($0)" }

    private func replay(_ lines: [String], _ arguments: [String] = []) async throws -> Program.Result {
        try await Program.run(["replay", "-"] + arguments, input: Array(lines.joined(separator: "\n").utf8))
    }

    @Test func `A burst of bad news about a company fires once, whatever the order of the lines`()
        async throws
    {
        let result = try await replay(["date\tsource\ttext"] + quiet + burst)
        #expect(result.status == 0, "\(result.errors)")
        let firing = result.lines.filter { $0["state"] as? String == "firing" }
        #expect(firing.compactMap { $0["stream"] as? String }.contains("entity:BA"))
        #expect(Set(firing.compactMap { $0["id"] as? String }).count == firing.count)
        #expect(firing.allSatisfy { ($0["at"] as? String)?.hasPrefix("2026-03-05T09:") == true })
        #expect(result.errors.contains("45 headlines, \(firing.count) alert"))
        #expect(result.lines.count == firing.count, "nobody knows what follows, so nothing is resolved")
        #expect(try await replay((burst + quiet).reversed()).output == result.output)
        #expect(try await replay(quiet).output.isEmpty)
        #expect(try await replay(quiet + burst, ["--minimum-stories", "6"]).output.isEmpty)
    }

    @Test func `Rows that are none are refused with their line`() async throws {
        for (lines, words) in [
            (["2026-03-01\twire"], "-:1: expected date, source and text, separated by tabs; found 2 fields"),
            (quiet + ["yesterday\twire\tx"], "-:41: \"yesterday\" is not a date"),
        ] {
            let result = try await replay(lines)
            #expect(result.status == 65)
            #expect(result.errors.contains(words), "\(result.errors)")
        }
        #expect(try await replay([]).status == 0)
        #expect(try await Program.run(["replay", "/nowhere.tsv"]).status == 66)
    }

    @Test func `A changed configuration's alerts are compared with those of the former`() async throws {
        let folder = try TemporaryFolder()
        let catalogue = try folder.file(
            "c.yaml", Array("feeds: []\nentities: [{ symbol: BA, name: Boeing }]".utf8))
        func configuration(_ name: String, _ more: String) throws -> String {
            try folder.file(
                name, Array("database: d\nalert_log: a\ncatalogues: [\(catalogue)]\n\(more)\n".utf8))
        }
        let former = try configuration("former.yaml", "")
        let strict = try configuration(
            "strict.yaml", "rules: [{ id: aircraft, streams: [\"entity:BA\"], minimum_stories: 20 }]")
        let lost = try await replay(quiet + burst, ["--config", strict, "--against", former])
        #expect(lost.status == 0, "\(lost.errors)")
        #expect(
            lost.lines.contains {
                $0["change"] as? String == "lost" && $0["stream"] as? String == "entity:BA"
            })
        let gained = try await replay(quiet + burst, ["--config", former, "--against", strict])
        #expect(gained.lines.contains { $0["change"] as? String == "gained" && $0["was"] is NSNull? })
        #expect(try await replay(quiet + burst, ["--config", former, "--against", former]).output.isEmpty)
        #expect(try await Program.run(["replay", "-", "--against", former]).status == 64)
    }

    @Test func `Tests of rules pass, fail in words, and are refused with their line`() async throws {
        let folder = try TemporaryFolder()
        func run(_ rule: String, _ expected: String) async throws -> Program.Result {
            let headlines = burst.map { $0.split(separator: "\t") }.map {
                "      - { at: \($0[0]), source: \($0[1]), text: \"\($0[2])\" }"
            }.joined(separator: "\n")
            let path = try folder.file(
                "t.yaml",
                Array(
                    "rules:\n  - \(rule)\ntests:\n  - name: a crash\n    headlines:\n\(headlines)\n    alerts: [\(expected)]\n"
                        .utf8))
            return try await Program.run(["test", path])
        }
        let rule = "{ id: aircraft, streams: [\"entity:BA\"], severity: critical }"
        let met = try await run(
            rule, "{ stream: \"entity:BA\", severity: critical, rule: aircraft, by: 2026-03-05T10:00:00Z }")
        #expect(met.status == 0, "\(met.errors)\(met.output)")
        #expect(met.lines.first?["passed"] as? Bool == true)
        let unmet = try await run(rule, "{ stream: market }")
        #expect(unmet.status == 1)
        let problems = unmet.lines.first?["problems"] as? [String]
        #expect(
            problems?.first?.hasPrefix(
                "expected market; what fired: entity:BA, critical, by the rule aircraft, at 2026-03-05T09:")
                == true, "\(problems ?? [])")
        #expect(
            try await run(rule, "").lines.first?["passed"] as? Bool == false,
            "what is not expected is a failure")
        let impossible = try await run("{ id: a, streams: [\"topic:weather\"] }", "")
        #expect(impossible.status == 78)
        #expect(impossible.errors.contains("t.yaml:2: rule a: can never fire: there is no topic \"weather\""))
    }
}
