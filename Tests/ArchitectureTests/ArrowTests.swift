import FoundationEssentials
import TestSupport
import Testing

/// The design's table of rooms and arrows, executable: what each room may import besides the standard
/// library.
@Suite struct ArrowTests {
    static let arrows: [String: Set<String>] = [
        "CCurl": [], "CPostgres": [], "CSpawn": [], "CXML": [], "Kernels": [],
        "Domain": [],
        "Transport": ["CCurl", "Domain"],
        "Catalogues": ["Domain", "Yams"],
        "Fetching": ["Domain", "Transport"],
        "WebSub": ["Domain", "Transport"],
        "Parsing": ["CXML", "Domain"],
        "Deduplication": ["Domain"],
        "Tokenization": ["Domain"],
        "Mentions": ["Domain", "Tokenization"],
        "Classification": ["Domain", "Kernels", "Tokenization"],
        "Detection": ["Domain"],
        "Ranking": ["Domain"],
        "Surges": ["Domain"],
        "Charts": ["Domain"],
        "History": ["Domain"],
        "Outcomes": ["Domain", "History"],
        "SQLiteHistory": ["Domain", "GRDB", "History"],
        "PostgresHistory": ["CPostgres", "Domain", "History"],
        "Alerting": ["CSpawn", "Domain", "Transport"],
        "Training": ["Domain", "Kernels", "Tokenization", "Classification"],
        "Loopback": [],
        "Serving": [
            "Domain", "HTTPTypes", "Hummingbird", "HummingbirdCore", "NIOCore", "NIOHTTPTypes", "NIOPosix",
            "ServiceLifecycle",
        ],
        "Dashboard": [
            "Charts", "Domain", "History", "Mustache", "Outcomes", "Serving", "ServiceLifecycle",
        ],
        "Monitoring": [
            "Alerting", "Catalogues", "Classification", "Dashboard", "Deduplication", "Detection", "Domain",
            "Fetching", "History", "Mentions", "Parsing", "PostgresHistory", "Ranking", "Replay",
            "SQLiteHistory", "Serving", "Transport", "WebSub",
            "ServiceLifecycle", "UnixSignals",
        ],
        "Demo": [
            "Catalogues", "Classification", "Dashboard", "Domain", "History", "Loopback", "Monitoring",
            "SQLiteHistory", "Serving", "ServiceLifecycle", "UnixSignals",
        ],
        "Replay": [
            "Classification", "Deduplication", "Detection", "Domain", "History", "Mentions", "Parsing",
        ],
        "bellwether": [
            "Alerting", "ArgumentParser", "Catalogues", "Classification", "Dashboard", "Demo", "Detection",
            "Domain", "Fetching", "History", "Mentions", "Monitoring", "Outcomes", "Parsing", "Ranking",
            "Replay",
            "SQLiteHistory", "Serving", "ServiceLifecycle", "Surges", "Tokenization", "Training", "Transport",
            "UnixSignals",
        ],
        "TestSupport": ["Classification", "Domain", "Loopback"],
    ]

    /// The language's own modules, and the log that every room may write to.
    static let common: Set<String> = [
        "FoundationEssentials", "Glibc", "Dispatch", "Synchronization", "Swift", "Logging",
    ]
    /// Rooms without a clock, a file, a socket or a task of their own.
    static let pure = [
        "Domain", "Parsing", "Deduplication", "Tokenization", "Mentions", "Detection", "Ranking", "Charts",
        "History", "Outcomes", "Surges",
    ]

    static func sources(of room: String) throws -> [(file: String, text: String)] {
        let folder = "\(Fixtures.root)/Sources/\(room)"
        return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
            .map {
                ($0, String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\($0)")), as: UTF8.self))
            }
    }

    private static func imports(in text: String) -> Set<String> {
        Set(
            text.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ").drop {
                    ["public", "package", "internal", "@preconcurrency"].contains($0)
                }
                return words.first == "import" && words.count > 1 ? String(words[words.startIndex + 1]) : nil
            })
    }

    @Test func `Every room is in the table, and the table has no other`() throws {
        let rooms = try FileManager.default.contentsOfDirectory(atPath: "\(Fixtures.root)/Sources")
        #expect(Set(rooms) == Set(Self.arrows.keys))
    }

    @Test(arguments: arrows.keys.sorted())
    func `A room imports what its arrows allow`(room: String) throws {
        let allowed = (Self.arrows[room] ?? []).union(Self.common)
        for (file, text) in try Self.sources(of: room) {
            let excess = Self.imports(in: text).subtracting(allowed)
            #expect(excess.isEmpty, "\(room)/\(file) imports \(excess.sorted())")
        }
    }

    @Test(arguments: pure)
    func `A pure room has no clock and no task of its own`(room: String) throws {
        for (file, text) in try Self.sources(of: room) {
            for sign in ["ContinuousClock", "clock_gettime", "Date()", "Task {", "Task.sleep", "FileManager"]
            {
                let lines = text.split(separator: "\n").filter { $0.contains(sign) }
                #expect(lines.isEmpty, "\(room)/\(file): \(lines)")
            }
        }
    }

    @Test func `No arrow leads back`() {
        /// The rooms that can be reached from a room.
        func reached(_ room: String, _ seen: Set<String> = []) -> Set<String> {
            (Self.arrows[room] ?? []).subtracting(seen).reduce(into: Self.arrows[room] ?? []) { all, next in
                all.formUnion(reached(next, seen.union([room])))
            }
        }
        for room in Self.arrows.keys {
            #expect(!reached(room).contains(room), "\(room) imports itself in the end")
        }
    }
}
