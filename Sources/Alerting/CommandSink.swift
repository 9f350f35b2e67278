public import Domain
import Glibc

/// Gives alerts to a program, as JSON on its standard input; no shell reads anything of it.
///
/// The exit code 0 says that the alert was taken, whether or not the program read it; anything else is a
/// failure. What the program started ends with it. One that takes longer than half a minute is asked to end
/// (SIGTERM) and then made to (SIGKILL), with all that it started.
public struct CommandSink: Sink {
    /// The name in the configuration and the outbox.
    public let id: String
    /// A receiver may be gone for good: its notices die after a day.
    public let givesUp = true
    private let words: [String]
    private let patience: Duration
    private let grace: Duration

    /// Keys that the daemon was given in its environment are not the program's.
    private static let environment = ["PATH=/usr/local/bin:/usr/bin:/bin"]
    /// Between two looks at whether the program has ended.
    private static let longestPause: Duration = .milliseconds(50)

    /// - Parameters:
    ///   - words: The program's absolute path and its arguments.
    ///   - patience: The time that the program may take.
    ///   - grace: The time between being asked to end and being made to.
    public init(
        id: String, words: [String], patience: Duration = .seconds(30), grace: Duration = .seconds(3)
    ) {
        self.id = id
        self.words = words
        self.patience = patience
        self.grace = grace
    }

    /// Runs the program once.
    ///
    /// - Throws: `CommandError`.
    public func deliver(_ notice: Notice) async throws {
        let program = try ChildProcess(
            words, environment: Self.environment, input: Array((notice.body + "\n").utf8))
        guard await hasEnded(program, within: patience) else {
            await end(program)
            throw CommandError.tookTooLong(patience)
        }
        let end = program.reap()
        guard end == .exited(code: 0) else { throw CommandError.failed(end) }
    }

    /// Whether a program ends within a time; a canceled task does not wait.
    private func hasEnded(_ program: ChildProcess, within time: Duration) async -> Bool {
        let deadline = ContinuousClock.now + time
        var pause: Duration = .milliseconds(1)
        while !program.hasEnded {
            guard ContinuousClock.now < deadline, !Task.isCancelled else { return false }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
        return true
    }

    private func end(_ program: ChildProcess) async {
        program.signal(SIGTERM)
        // A stopped program does not get to hear of it otherwise.
        program.signal(SIGCONT)
        _ = await hasEnded(program, within: grace)
        program.signal(SIGKILL)
        if await hasEnded(program, within: grace) {
            _ = program.reap()
            return
        }
        // What waits for a disk that does not answer cannot be killed; nobody waits for it here.
        Task.detached {
            while !program.hasEnded { try? await Task.sleep(for: Self.longestPause) }
            _ = program.reap()
        }
    }
}

/// Why a program did not take an alert.
public enum CommandError: Error, Equatable, CustomStringConvertible {
    /// With the system's number for the reason.
    case cannotStart(program: String, code: Int32)
    /// It ended with another exit code than 0, or by a signal.
    case failed(code: Int32?, signal: Int32?)
    case tookTooLong(Duration)

    static func failed(_ end: ProgramEnd) -> CommandError {
        switch end {
        case .exited(let code): .failed(code: code, signal: nil)
        case .killed(let signal): .failed(code: nil, signal: signal)
        }
    }

    public var description: String {
        switch self {
        case .cannotStart(let program, ENOEXEC):
            "cannot start \(program): not a program; a script needs a first line such as #!/bin/sh"
        case .cannotStart(let program, let code):
            // strerror returns a static or thread-local C string, copied here at once.
            "cannot start \(program): \(unsafe String(cString: strerror(code)))"
        case .failed(let code?, _): "the command ended with exit code \(code)"
        case .failed(_, let signal): "the command was ended by signal \(signal ?? 0)"
        case .tookTooLong(let patience): "the command took longer than \(patience.text)"
        }
    }
}
