import Foundation

/// How long the commands take that a person types, as processes with a long history.
struct CommandBenchmark {
    private static let commands = [["feeds"], ["alerts"], ["top", "--once"], ["doctor"], ["check"]]

    private let program: String
    private let folder: URL

    /// Commands of a program about a history, whose feeds nobody answers for.
    init(program: String, database: String) throws {
        self.program = program
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "bellwether-commands-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let feeds = (0..<InventedHistory.feeds).map {
            "  - { id: feed-\($0), title: Feed \($0), url: \"http://127.0.0.1:9/\($0)\", interval: 10m }\n"
        }
        try Data("feeds:\n\(feeds.joined())".utf8).write(to: folder.appendingPathComponent("feeds.yaml"))
        try Data(
            "database: \"\(URL(fileURLWithPath: database).path)\"\nalert_log: alerts.jsonl\ncatalogues: [feeds.yaml]\n"
                .utf8
        ).write(to: folder.appendingPathComponent("bellwether.yaml"))
    }

    /// Calls a function with the name of each command and what runs it once.
    func run(_ measure: (_ name: String, _ work: () throws -> Void) async throws -> Void) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for command in Self.commands {
            try await measure("\(command.joined(separator: " ")), the whole process") { try run(command) }
        }
    }

    private func run(_ command: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = command + ["--config", folder.appendingPathComponent("bellwether.yaml").path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        // The doctor finds that no daemon is running.
        guard process.terminationStatus <= 1 else { throw CocoaError(.executableLoad) }
    }
}
