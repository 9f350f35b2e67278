import History
import Logging
import Monitoring
import TestSupport
import Testing

@Suite struct HistoriesTests {
    @Test(arguments: [
        ("postgres://me:secret@one,two/news?password=other", "postgres://me@one,two/news"),
        ("postgresql://me@one/news", "postgresql://me@one/news"),
        ("postgres://one/news", "postgres://one/news"),
        ("/var/lib/bellwether/bellwether.db", "/var/lib/bellwether/bellwether.db"),
    ])
    func `An address is shown without its password`(_ place: String, shown: String) {
        #expect(Histories.shown(place) == shown)
    }

    @Test func `A file is opened as before, and has no daemon unless one runs`() async throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/history.db"
        #expect(try await Histories.daemon(of: path) == nil)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        await #expect(throws: HistoryError.noDatabase(path: path)) {
            _ = try await Histories.open(path, as: .reader, logger: logger)
        }
        let history = try await Histories.open(path, as: .daemon, logger: logger)
        #expect(try await history.counts() == (0, 0, 0))
    }
}
