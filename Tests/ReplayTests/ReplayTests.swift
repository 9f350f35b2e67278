import Detection
import Domain
import Replay
import TestSupport
import Testing

@Suite struct ReplayTests {
    private static let start = Instant(seconds: 1_772_352_000)
    private let replay = Replay(assessor: WordListAssessor([Entity(symbol: "ACME", name: "Acme")]))

    private func headline(_ text: String, hour: Double, source: String = "wire") -> DatedHeadline {
        DatedHeadline(
            at: Self.start + .milliseconds(Int64(hour * 3_600_000)), source: source, text: text)
    }

    /// Four calm days, then bad news about one company within an hour.
    private var headlines: [DatedHeadline] {
        let calm = (0..<96).map {
            headline("Committee \(100 + $0) meets in hall \(300 + $0)", hour: Double($0))
        }
        let bad = (0..<8).map {
            headline(
                "Acme fraud \(500 + $0) found in hall \(600 + $0)", hour: 97 + Double($0) / 10,
                source: $0 % 2 == 0 ? "wire" : "desk")
        }
        return calm + bad
    }

    private func alerts(_ headlines: [DatedHeadline]) async throws -> [Alert] {
        var alerts: [Alert] = []
        try await replay.run(headlines, under: [DetectionSettings()]) { alert, _ in alerts.append(alert) }
        return alerts
    }

    @Test
    func `A burst of bad news fires at the time of a story, whatever the order of the headlines`()
        async throws
    {
        let found = try await alerts(headlines)
        let alert = try #require(found.first { $0.stream == .entity("ACME") && $0.state == .firing })
        #expect(headlines.map(\.at).contains(alert.at))
        #expect(try await alerts(headlines.reversed()) == found)
    }

    @Test func `Nothing is told of a time after the last headline`() async throws {
        let found = try await alerts(headlines)
        let last = try #require(headlines.map(\.at).max())
        #expect(!found.isEmpty && found.allSatisfy { $0.at <= last })
        #expect(!found.contains { $0.state == .resolved }, "nobody knows what follows")
        let followed = try await alerts(
            headlines + [headline("Committee 999 meets in hall 998", hour: 97 + 9 * 24)])
        #expect(followed.count { $0.state == .resolved } == followed.count { $0.sequence == 0 })
    }

    @Test func `Headlines every seven minutes fire at the minute of the third`() async throws {
        let calm = headlines.filter { !$0.text.hasPrefix("Acme") }
        let bad = (0..<5).map {
            headline("Acme fraud \(500 + $0) found in hall \(600 + $0)", hour: 97 + Double($0) * 7 / 60)
        }
        let found = try await alerts(calm + bad)
        #expect(found.first { $0.stream == .entity("ACME") }?.at == bad[2].at)
    }

    @Test func `What came while its source was new teaches only`() async throws {
        let backlog = headlines.map { headline in
            var headline = headline
            headline.isBacklog = true
            return headline
        }
        #expect(try await alerts(backlog).isEmpty)
    }

    @Test func `Several settings see the same headlines, each with a detector of its own`() async throws {
        var strict = DetectionSettings()
        strict.minimumStories = 60
        var fired = [0, 0]
        let accepted = try await replay.run(headlines, under: [DetectionSettings(), strict]) { alert, index in
            if alert.sequence == 0 { fired[index] += 1 }
        }
        #expect(fired[0] > 0 && fired[1] == 0)
        #expect(accepted.count == 2 && accepted[0] == accepted[1])
    }

    @Test func `A rule test says what it expected and what fired`() async throws {
        func problems(_ stream: Domain.Stream, allowsOthers: Bool) async throws -> [String] {
            try await RuleTest(
                name: "a", headlines: headlines, expected: [.init(stream: stream)],
                quiet: .seconds(30 * 86400), allowsOthers: allowsOthers
            ).problems(in: replay, under: DetectionSettings())
        }
        #expect(try await problems(.entity("ACME"), allowsOthers: true).isEmpty)
        let missing = try await problems(.entity("OTHER"), allowsOthers: true)
        #expect(missing.count == 1)
        #expect(
            missing.first?.hasPrefix("expected entity:OTHER; what fired: entity:ACME") == true, "\(missing)")
    }
}
