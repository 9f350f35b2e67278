import CSpawn
import Glibc

// A program that is started to take an alert can misbehave in every way: read nothing, end early, write
// without end, leave children behind, ignore signals. None of that may reach the daemon, so nothing connects
// the two that either could break:
//
// * Its input is a file in memory, complete before the program starts. Nobody writes while it runs, so there
//   is no pipe to break and no signal to get.
// * Its output goes to /dev/null. Nobody reads, so nobody waits for an end that a grandchild holds open.
// * It leads a process group of its own, which ends as a whole.

/// How a program ended.
enum ProgramEnd: Error, Equatable {
    case exited(code: Int32)
    case killed(signal: Int32)
}

/// A program that was started; whoever starts one ends it with `reap`.
struct ChildProcess {
    /// Its process, and the number of its process group.
    private let process: pid_t

    /// Starts a program in a process group of its own, with nothing of ours open.
    ///
    /// - Parameters:
    ///   - words: The program's path and its arguments; no shell sees them.
    ///   - environment: All of its environment, as `NAME=value`.
    ///   - input: What it can read on its standard input.
    /// - Throws: `CommandError.cannotStart`.
    init(_ words: [String], environment: [String], input: [UInt8]) throws(CommandError) {
        let file = try Self.file(of: input, for: words[0])
        defer { close(file) }
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        // Both are live locals, initialized here and destroyed before they go.
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_adddup2(&actions, file, STDIN_FILENO)
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
        // Signals that the daemon ignores or blocks are the program's to decide about.
        var signals = sigset_t()
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var process = pid_t()
        let program = words[0]
        // The lists end with null and live for the call, in which the new process copies them.
        let failure = unsafe Self.withTexts(words) { words in
            unsafe Self.withTexts(environment) { environment in
                unsafe posix_spawn(&process, program, &actions, &attributes, words, environment)
            }
        }
        guard failure == 0 else { throw .cannotStart(program: program, code: failure) }
        self.process = process
    }

    /// Whether it has ended and waits for `reap`; until then its number belongs to nobody else.
    var hasEnded: Bool {
        var info = unsafe siginfo_t()
        // `info` is a live local, which the system fills when there is news and leaves zero otherwise.
        let result = unsafe waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT)
        return unsafe result != 0 || info.si_signo != 0
    }

    /// Sends a signal to the program and to all that it started, except what has left its group.
    func signal(_ number: Int32) {
        kill(-process, number)
        // It may have left the group itself.
        kill(process, number)
    }

    /// Kills what is left of the group, and says how the program ended; only once it has ended.
    func reap() -> ProgramEnd {
        // The dead leader keeps the number of the group from being used again.
        signal(SIGKILL)
        var status: Int32 = 0
        // `status` is a live local.
        while unsafe waitpid(process, &status, 0) < 0 {
            // Where the system was told to forget children (SIGCHLD ignored), nobody knows how it ended.
            guard errno == EINTR else { return .exited(code: -1) }
        }
        // The layout that wait(2) hides behind macros: the signal below, the exit code above it.
        return status & 0x7F == 0 ? .exited(code: status >> 8 & 0xFF) : .killed(signal: status & 0x7F)
    }

    /// An open file in memory that holds the input, at its start.
    private static func file(of input: [UInt8], for program: String) throws(CommandError) -> Int32 {
        let file = unsafe memfd_create("alert", UInt32(BELLWETHER_MFD_CLOEXEC))
        guard file >= 0 else { throw .cannotStart(program: program, code: errno) }
        var rest = input[...]
        while !rest.isEmpty {
            // The slice is alive for the call, and the count is its own.
            let count = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
            guard count > 0 else {
                let reason = errno
                close(file)
                throw .cannotStart(program: program, code: reason)
            }
            rest = rest.dropFirst(count)
        }
        lseek(file, 0, SEEK_SET)
        return file
    }

    /// Calls with texts as C has them, a list that ends with null.
    private static func withTexts<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = unsafe texts.map { unsafe strdup($0) } + [nil]
        // Freed after the call, and by nobody else; free takes the null, too.
        defer { unsafe copies.forEach { unsafe free($0) } }
        return unsafe body(copies)
    }
}
