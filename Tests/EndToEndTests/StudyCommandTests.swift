import Domain
import Foundation
import History
import SQLiteHistory
import TestSupport
import Testing

/// `study`, on a database with prices that fall after each alert.
@Suite struct StudyCommandTests {
    private static let start = Instant(seconds: 1_399_852_800)
    let folder: TemporaryFolder
    let path: String

    init() async throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/history.db"
        let history = try SQLiteHistory.open(path, as: .daemon)
        try await history.register(
            [(.sample(), Self.start)], entities: [Entity(symbol: "QUIET", name: "Quiet", aliases: [])])
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.notices = (0..<6).map { number in
            Alert.sample("acme\(number)", of: .entity("ACME"), at: Self.at(30 + 10 * number))
        }
        let cursor = FeedCursor(
            nextDue: Self.at(90), lastSuccess: Self.start, condition: FeedCondition(.ok, since: Self.start))
        var poll = Commit.Poll(of: "wire", cursor: cursor, at: Self.start)
        poll.quotes = (0..<(90 * 24)).map { hour in
            // Three percent less after each alert, all at once.
            let falls = (0..<6).filter { (30 + 10 * $0) * 24 + 13 <= hour }.count
            return Quote(
                symbol: "ACME", price: 100 * pow(0.97, Double(falls)), currency: "USD",
                at: Self.start + .seconds(3600 * hour))
        }
        commit.poll = poll
        try await history.commit(commit)
    }

    private static func at(_ day: Int) -> Instant { start + .seconds(86400 * day + 45000) }

    private func run(_ arguments: [String]) async throws -> Program.Result {
        try await Program.run(["study"] + arguments + ["--database", path])
    }

    @Test func `A study of a company is a sentence and a table, or one object`() async throws {
        let told = try await run(["--entity", "ACME"])
        #expect(told.status == 0, "\(told.errors)")
        #expect(
            told.output.hasPrefix(
                "After the 6 earlier alerts about ACME with a known price, it moved −3.0 % in the median within a day"
            ))
        #expect(told.output.contains("\n1d      6      −3.0 %"))
        let record = try #require(try await run(["--entity", "ACME", "--json"]).lines.first)
        #expect(record["set"] as? String == "company" && record["enough"] as? Bool == true)
        #expect((record["windows"] as? [[String: Any]])?.count == 3)
        #expect((record["cases"] as? [[String: Any]])?.count == 18)
    }

    @Test func `A study of an alert knows what was known when it fired`() async throws {
        let last = try await run(["acme5"])
        #expect(last.output.hasPrefix("After the 5 earlier alerts about ACME"), "\(last.output)")
        let third = try await run(["acme3"])
        #expect(third.output == "Too few cases: 3 alerts like this with a known price.\n")
        #expect(
            try await run(["acme0"]).output == "Too few cases: there are no earlier alerts like this.\n")
        #expect(
            try await run(["--entity", "QUIET", "--risk", "probe"]).output.hasPrefix(
                "After the 6 earlier alerts about companies with a known price"))
    }

    @Test func `What cannot be studied is refused in words`() async throws {
        let unknown = try await run(["zz"])
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("there is no alert zz in \(path), or several begin so"))
        #expect(try await run(["acme"]).status == 65)
        let nobody = try await run(["--entity", "acme"])
        #expect(nobody.status == 65)
        #expect(nobody.errors.contains("there is no entity \"acme\"; did you mean \"entity:ACME\"?"))
        let index = try await run(["--entity", "ACME", "--index", "NONE"])
        #expect(index.status == 65 && index.errors.contains("no price of the index NONE"))
        #expect(try await run([]).status == 64)
        let text = try folder.file("notes.txt", Array("not a database at all, but text".utf8))
        let other = try await Program.run(["study", "--risk", "probe", "--database", text])
        #expect(other.status == 65, "\(other.errors)")
        #expect(!other.errors.isEmpty && other.output.isEmpty)
        let missing = try await Program.run([
            "study", "--risk", "probe", "--database", "\(folder.path)/no.db",
        ])
        #expect(missing.status == 66)
    }
}
