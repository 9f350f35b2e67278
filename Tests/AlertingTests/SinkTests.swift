import Domain
import FoundationEssentials
import TestSupport
import Testing
import Transport

@testable import Alerting

@Suite struct SinkTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func notice(_ sequence: Int = 0, _ state: Alert.State = .firing) throws -> Notice {
        let alert = Alert.sample(
            severity: .critical,
            headlines: [.init(title: "Société Acme \"sinks\"", link: nil, score: -0.9, words: ["sinks"])],
            explanation: "Five,\nnot one."
        ).notice(sequence, state)
        return Notice(alertID: "a1", sequence: sequence, body: try jsonLine(AlertRecord(alert)))
    }

    // MARK: Journal

    @Test func `The journal gets an alert in fields, a line each`() throws {
        let journal = try DatagramReceiver(path: "\(folder.path)/journal")
        let notice = try notice()
        try JournalSink(id: "j", socket: journal.path).deliver(notice)
        let lines = journal.received().joined().split(separator: "\n").map(String.init)
        #expect(lines.contains("BELLWETHER_STREAM=entity:ACME"))
        #expect(lines.contains("PRIORITY=2"))
        #expect(lines.contains("MESSAGE=Critical: negative news about ACME: Five, not one."))
        #expect(lines.contains("BELLWETHER_JSON=\(notice.body)"))
        #expect(lines.allSatisfy { $0.contains("=") })
        #expect(throws: DatagramError.self) {
            try JournalSink(id: "j", socket: "\(folder.path)/none").deliver(notice)
        }
    }
}
