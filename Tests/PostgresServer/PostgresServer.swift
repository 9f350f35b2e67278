import Foundation
@testable import PostgresHistory
import TestSupport

/// A PostgreSQL server for tests, with a Unix socket alone, that ends with this process however that ends.
///
/// It writes without care for a crash of the machine, as its databases live no longer than the tests.
public actor PostgresServer {
    /// Why there is no server here, in words; nil where there is one.
    public static let missing: String? = {
        guard binaries != nil else { return "PostgreSQL 15 is not installed (apt-get install postgresql-15)" }
        return nil
    }()

    /// The one that all tests share that do not stop it.
    public static let shared = Task { try await PostgresServer() }

    /// The newest installed version's programs.
    private static let binaries: String? = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap(Int.init).filter { $0 >= 15 }.max()
        return newest.map { "\(root)/\($0)/bin" }
    }()

    /// The folder of the socket and the data.
    public nonisolated let folder: String
    private let watchdog: Process
    private var databases = 0
    private var template: Task<Void, any Error>?

    /// Makes and starts a server.
    public init() async throws {
        let path = "/tmp/bellwether-postgres-\(UUID().uuidString.prefix(8))"
        folder = path
        watchdog = Process()
        watchdog.executableURL = URL(fileURLWithPath: "/bin/sh")
        watchdog.arguments = ["-c", Self.script(path)]
        watchdog.standardOutput = FileHandle.nullDevice
        watchdog.standardError = FileHandle.nullDevice
        watchdog.standardInput = FileHandle.nullDevice
        try watchdog.run()
        try await wait()
    }

    /// Makes the data, runs the server as another user where root may not, and removes all when the tests
    /// end.
    private static func script(_ folder: String) -> String {
        let binaries = binaries ?? ""
        let user = getuid() == 0 ? "runuser -u postgres -- " : ""
        return """
            tests=\(getpid())
            mkdir -p \(folder) && \(getuid() == 0 ? "chown postgres \(folder)" : "true") && cd \(folder) || exit 1
            \(user)\(binaries)/initdb -D \(folder)/data -A trust -E UTF8 --locale=C.UTF-8 --no-sync -U bellwether
            echo "listen_addresses = ''" >> \(folder)/data/postgresql.conf
            echo "unix_socket_directories = '\(folder)'" >> \(folder)/data/postgresql.conf
            echo "fsync = off\nfull_page_writes = off\nmax_connections = 400\nautovacuum = off" >> \(folder)/data/postgresql.conf
            sed -i '1i local all guarded scram-sha-256' \(folder)/data/pg_hba.conf
            \(user)\(binaries)/pg_ctl -D \(folder)/data -w -l \(folder)/log start
            while kill -0 $tests 2>/dev/null; do
                if [ -f \(folder)/wanted ]; then
                    \(user)\(binaries)/pg_ctl -D \(folder)/data -w -l \(folder)/log $(cat \(folder)/wanted)
                    rm \(folder)/wanted
                fi
                sleep 0.2
            done
            \(user)\(binaries)/pg_ctl -D \(folder)/data -m immediate stop
            rm -rf \(folder)
            """
    }

    /// The address of a database of this server; the user `guarded`, who must be made, needs a password.
    public nonisolated func address(_ database: String = "postgres", user: String = "bellwether") -> String {
        "postgres:///\(database)?host=\(folder)&user=\(user)"
    }

    /// Makes a new, empty database; returns its address.
    public func emptyDatabase() async throws -> String {
        let name = nextName()
        try await administer("CREATE DATABASE \(name) TEMPLATE template0")
        return address(name)
    }

    /// Makes a new database that has the tables of a history already; returns its address.
    public func database() async throws -> String {
        try await prepareTemplate()
        let name = nextName()
        try await administer("CREATE DATABASE \(name) TEMPLATE history")
        return address(name)
    }

    /// Executes a statement as the server's owner.
    public func administer(_ sql: String, in database: String = "postgres") async throws {
        let connection = Connection(
            to: try Address(address(database), mustWrite: false), settings: [], patience: .seconds(30))
        _ = try await connection.run { try $0.script(sql) }
    }

    /// Stops the server as a power cut would, and starts it again.
    public func restart() async throws {
        try await control("-m immediate restart")
        try await wait()
    }

    /// Stops the server.
    public func stop() async throws { try await control("-m immediate stop") }

    /// Starts the server that was stopped.
    public func start() async throws {
        try await control("start")
        try await wait()
    }

    private func nextName() -> String {
        databases += 1
        return "test\(databases)"
    }

    /// Makes the database that all others are copies of, once.
    private func prepareTemplate() async throws {
        if template == nil {
            template = Task {
                try await administer("CREATE DATABASE history TEMPLATE template0")
                let connection = Connection(
                    to: try Address(address("history"), mustWrite: true), settings: [])
                try await connection.write(epoch: nil) { try Schema.makeTables($0, path: "history") }
            }
        }
        try await template?.value
    }

    /// Has the shell that watches over the server do something to it.
    private func control(_ words: String) async throws {
        let file = "\(folder)/wanted"
        // Moved into place whole.
        try Data(words.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        while FileManager.default.fileExists(atPath: file) { try await Task.sleep(for: .milliseconds(20)) }
    }

    /// Returns when the server answers.
    private func wait() async throws {
        let address = try Address(address(), mustWrite: false)
        for _ in 0..<600 {
            let connection = Connection(to: address, settings: [], patience: .zero)
            do {
                return try await connection.connect()
            } catch {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        throw ServerFailure(code: "", message: "the server for tests did not start", isCut: true)
    }
}
