import Domain
import Replay
import TestSupport
import Testing

@Suite struct AlertDifferenceTests {
    private func fired(_ stream: String, _ day: Int64, hour: Int64) -> Alert {
        Alert.sample(
            "\(stream)\(day)", of: .topic(stream),
            at: Instant(seconds: 1_793_491_200 + (day - 1) * 86400 + hour * 3600))
    }

    @Test func `What changed settings do is gained, lost, earlier or later`() throws {
        let former = [
            fired("a", 1, hour: 5), fired("b", 1, hour: 5), fired("a", 4, hour: 5), fired("c", 5, hour: 5),
        ]
        let changed = [
            fired("a", 1, hour: 3), fired("b", 1, hour: 5), fired("d", 2, hour: 1), fired("c", 5, hour: 6),
        ]
        let (differences, same) = AlertDifference.between(former, changed)
        #expect(same == 1)
        #expect(
            differences.map { "\($0.stream) \($0.change.rawValue)" }
                == ["topic:a earlier", "topic:d gained", "topic:a lost", "topic:c later"])
        #expect(
            try jsonLine(differences[0])
                == #"{"at":"2026-11-01T03:00:00Z","change":"earlier","explanation":"why","stream":"topic:a","was":"2026-11-01T05:00:00Z"}"#
        )
    }
}
