import Foundation
import TestSupport

/// The built binary, as a user's shell starts it.
struct Program {
    struct Result {
        let status: Int32
        let output: String
        let errors: String

        /// The standard output's lines as JSON objects.
        var lines: [[String: Any]] {
            output.split(separator: "\n").map { line in
                (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any] ?? [:]
            }
        }
    }

    /// The binary lies beside the bundle of the tests.
    static let path: String = {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        let beside = URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent(
            "bellwether"
        ).path
        return FileManager.default.isExecutableFile(atPath: beside)
            ? beside : "\(Fixtures.root)/.build/debug/bellwether"
    }()

    /// Starts the program; its standard error goes to a file in `folder`.
    static func start(
        _ arguments: [String], errors: String, environment: [String: String] = [:]
    ) throws -> Process {
        let process = Process()
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        try Data().write(to: URL(fileURLWithPath: errors))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Runs the program to its end.
    ///
    /// - Parameter wrapper: A program with its first arguments that starts ours.
    static func run(
        _ arguments: [String], input: [UInt8] = [], through wrapper: [String] = []
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        let files = try ["in", "out", "err"].map { try folder.file($0, $0 == "in" ? input : []) }
        let words = wrapper + [path] + arguments
        let process = Process()
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: files[0]))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: files[1]))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: files[2]))
        // No thread waits: there are few of them, and the servers that the program asks need them, too.
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
        func text(_ path: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        }
        return Result(
            status: process.terminationStatus, output: try text(files[1]), errors: try text(files[2]))
    }
}

extension TemporaryFolder {
    /// Writes a configuration of a history, an alert log and a catalogue in this folder, and more lines;
    /// returns its path.
    func writeConfiguration(with more: String = "") throws -> String {
        try file(
            "bellwether.yaml",
            Array(
                "database: history.db\nalert_log: alerts.jsonl\ncatalogues: [feeds.yaml]\nthreads: 1\n\(more)"
                    .utf8))
    }

    /// Writes the catalogue: feeds `f0`, `f1`, … at these addresses.
    func writeCatalogue(_ urls: [String]) throws {
        let feeds = urls.enumerated().map { "  - { id: f\($0), title: F, url: \"\($1)\", interval: 10s }\n" }
        _ = try file("feeds.yaml", Array("feeds:\n\(feeds.joined())".utf8))
    }
}
