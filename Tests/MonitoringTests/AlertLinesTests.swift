import Domain
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Monitoring

/// Keeps what is logged.
private final class Lines: Sendable {
    let all = Mutex<[String]>([])

    var logger: Logger {
        Logger(label: "test") { [self] _ in Handler(lines: self) }
    }

    private struct Handler: LogHandler {
        let lines: Lines
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let stream = event.metadata?["stream"].map { "\($0)" } ?? "nothing"
            lines.all.withLock { $0.append("\(event.level) \(event.message) \(stream)") }
        }
    }
}

@Suite struct AlertLinesTests {
    @Test func `An alert has a line when it fires, when it escalates and when it ends`() {
        let lines = Lines()
        let alert = Alert.sample("a1")
        lines.logger.note([alert, Alert.sample("b2", of: .market)])
        lines.logger.note([alert.notice(1, .firing)])
        lines.logger.note([alert.notice(2, .resolved)])
        lines.logger.note([])
        #expect(
            lines.all.withLock { $0 } == [
                "notice Alert fired entity:ACME", "notice Alert fired market",
                "notice Alert escalated entity:ACME", "notice Alert resolved entity:ACME",
            ])
    }
}
