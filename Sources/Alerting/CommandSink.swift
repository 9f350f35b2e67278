public import Domain
import Subprocess
import SystemPackage

/// Gives alerts to a program, as JSON on its standard input; no shell reads anything of it.
///
/// The exit code 0 says that the alert was taken; whatever else is a failure, and so is a program that takes
/// longer than half a minute, which is then killed.
public struct CommandSink: Sink {
    /// The name in the configuration and the outbox.
    public let id: String
    /// A receiver may be gone for good: its notices die after a day.
    public let givesUp = true
    private let words: [String]
    private let patience: Duration

    /// - Parameters:
    ///   - words: The program's absolute path and its arguments.
    ///   - patience: The time that the program may take.
    public init(id: String, words: [String], patience: Duration = .seconds(30)) {
        self.id = id
        self.words = words
        self.patience = patience
    }

    /// Runs the program once.
    ///
    /// - Throws: `CommandError`; what keeps the program from starting.
    public func deliver(_ notice: Notice) async throws {
        let (words, patience) = (words, patience)
        let status = try await withThrowingTaskGroup(of: TerminationStatus?.self) { group in
            group.addTask {
                try await run(
                    .path(FilePath(words[0])), arguments: Arguments(Array(words.dropFirst())),
                    // Keys that the daemon was given in its environment are not the program's.
                    environment: .custom(["PATH": "/usr/local/bin:/usr/bin:/bin"]),
                    input: .string(notice.body + "\n"), output: .discarded, error: .discarded
                ).terminationStatus
            }
            group.addTask {
                try await Task.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard let status else { throw CommandError.tookTooLong(patience) }
        guard case .exited(0) = status else { throw CommandError.failed(status: "\(status)") }
    }
}

/// Why a program did not take an alert.
public enum CommandError: Error, Equatable, CustomStringConvertible {
    case failed(status: String)
    case tookTooLong(Duration)

    public var description: String {
        switch self {
        case .failed(let status): "the command ended with \(status)"
        case .tookTooLong(let patience): "the command took longer than \(patience.text)"
        }
    }
}
