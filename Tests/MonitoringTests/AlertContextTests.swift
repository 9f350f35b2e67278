import Domain
import Testing

@testable import Monitoring

@Suite struct AlertContextTests {
    private func alert(_ id: String, _ stream: String, words: [String], day: Int = 1) -> Alert {
        Alert(
            id: id, sequence: 0, at: "2026-11-0\(day)T09:30:00Z", stream: stream, kind: "negative-spike",
            severity: .warning, state: .firing, window: "2h", observed: 5, expected: 0.5, baselineShare: 0.25,
            share: 1, surpriseBits: 20, falseAlarmsPerMonth: 0.01, stories: 5, sources: 2,
            headlines: [.init(title: "About \(id)", link: nil, score: -0.9, words: words)], quote: nil,
            explanation: "why")
    }

    @Test func `Alerts of the same stream come first, then those with the same words`() {
        let past = [
            alert("a", "entity:ACME", words: ["recall"], day: 1),
            alert("b", "entity:OTHER", words: ["fraud", "probe"], day: 2),
            alert("c", "entity:OTHER", words: ["strike"], day: 3),
            alert("d", "entity:ACME", words: ["losses"], day: 4),
            alert("e", "entity:ACME", words: ["fraud"], day: 5),
        ]
        let similar = AlertContext.similar(
            to: alert("e", "entity:ACME", words: ["fraud", "arrest"], day: 5), among: past)
        #expect(similar.map(\.id) == ["d", "a", "b"])
        #expect(similar.first?.title == "About d")
        #expect(AlertContext.similar(to: alert("x", "market", words: []), among: past).isEmpty)
    }

    @Test func `What changed settings do is gained, lost, earlier or later`() {
        func fired(_ stream: String, _ day: Int, hour: Int) -> Alert {
            let base = alert("\(stream)\(day)", stream, words: [], day: day)
            return Alert(
                id: base.id, sequence: 0, at: "2026-11-0\(day)T0\(hour):00:00Z", stream: stream,
                kind: base.kind, severity: .warning, state: .firing, window: "2h", observed: 5, expected: 1,
                baselineShare: 0.2, share: 1, surpriseBits: 20, falseAlarmsPerMonth: 0.1, stories: 5,
                sources: 2, headlines: [], quote: nil, explanation: "")
        }
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
                == ["a earlier", "d gained", "a lost", "c later"])
        #expect(differences.first?.was == "2026-11-01T05:00:00Z")
    }
}
