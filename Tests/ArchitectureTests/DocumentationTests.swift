import FoundationEssentials
import TestSupport
import Testing

/// What the house says of itself: a page a room, a comment a public declaration, lines that fit.
@Suite struct DocumentationTests {
    /// Rooms of Swift; the others are headers and C.
    private static let rooms = ArrowTests.arrows.keys.filter {
        !["CCurl", "CPostgres", "CSpawn", "CXML", "Kernels"].contains($0)
    }
    .sorted()
    /// Declarations whose meaning is that of the protocol that they satisfy.
    private static let selfEvident = [
        "var description: String", "func encode(to encoder", "init(from decoder", "static func == ",
        "static func < ",
        "func hash(into",
    ]
    /// Columns of a comment, which the formatter does not check.
    private static let columns = 110

    private static func lines(of room: String) throws -> [(file: String, lines: [Substring])] {
        try ArrowTests.sources(of: room).map { file, text in
            (file, text.split(separator: "\n", omittingEmptySubsequences: false))
        }
    }

    @Test(arguments: rooms)
    func `Every room opens with a page that says what it is for and what it may not do`(room: String) throws {
        let page = String(
            decoding: try Data(contentsOf: URL(filePath: "\(Fixtures.root)/Sources/\(room)/Room.md")),
            as: UTF8.self)
        for heading in ["# \(room)\n", "**In:**", "**Out:**", "**May not:**"] {
            #expect(page.contains(heading), "\(room)/Room.md has no \(heading)")
        }
    }

    /// What a store answers is documented where it is asked for, in History.
    @Test(arguments: rooms.filter { !["SQLiteHistory", "PostgresHistory"].contains($0) })
    func `Every public declaration is documented`(room: String) throws {
        for (file, lines) in try Self.lines(of: room) {
            for (index, line) in lines.enumerated() where Self.needsDocumentation(line) {
                var above = index - 1
                while above >= 0, lines[above].drop(while: \.isWhitespace).hasPrefix("@") { above -= 1 }
                let isDocumented = above >= 0 && lines[above].drop(while: \.isWhitespace).hasPrefix("///")
                #expect(isDocumented, "\(room)/\(file):\(index + 1): \(line)")
            }
        }
    }

    @Test(arguments: rooms)
    func `Comments fit their columns`(room: String) throws {
        for (file, lines) in try Self.lines(of: room) {
            for (index, line) in lines.enumerated() where line.drop(while: \.isWhitespace).hasPrefix("//") {
                #expect(line.count <= Self.columns, "\(room)/\(file):\(index + 1)")
            }
        }
    }

    private static func needsDocumentation(_ line: Substring) -> Bool {
        let text = line.drop(while: \.isWhitespace)
        guard text.hasPrefix("public "), !text.hasPrefix("public import"), !text.hasPrefix("public extension")
        else { return false }
        return !selfEvident.contains { text.contains($0) }
    }
}
