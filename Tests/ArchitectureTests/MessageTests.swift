import Foundation
import TestSupport
import Testing

/// What the daemon says to its operator is explained to its operator.
@Suite struct MessageTests {
    @Test func `Every message of warning and error is in OPERATIONS`() throws {
        let pages = try Fixtures.rootText("OPERATIONS.md")
        var messages: Set<String> = []
        for room in [
            "Alerting", "Monitoring", "Fetching", "PostgresHistory", "SQLiteHistory", "WebSub", "bellwether",
        ] {
            let folder = "\(Fixtures.root)/Sources/\(room)"
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
            for name in names where name.hasSuffix(".swift") {
                let text = try Fixtures.rootText("Sources/\(room)/\(name)")
                for call in text.components(separatedBy: "logger.").dropFirst() {
                    guard ["error(", "warning(", "notice(", "log("].contains(where: call.hasPrefix) else {
                        continue
                    }
                    // The sentences of the call: they begin with a capital and come before its metadata.
                    let head = call.components(separatedBy: "metadata:")[0]
                    for piece in head.components(separatedBy: "\"").enumerated() where piece.offset % 2 == 1 {
                        if piece.element.first?.isUppercase == true { messages.insert(piece.element) }
                    }
                }
            }
        }
        #expect(messages.count >= 10)
        for message in messages {
            #expect(pages.contains("`\(message.components(separatedBy: ";")[0])`"), "\(message)")
        }
    }
}
