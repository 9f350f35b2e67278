import Domain
import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import Alerting

/// Every way in which a program that is given alerts can misbehave; none may reach the daemon.
@Suite(.timeLimit(.minutes(2))) struct CommandSinkTests {
    let folder: TemporaryFolder
    /// No test of a program hangs on how busy the machine is.
    private static let ages: Duration = .seconds(3600)
    /// Larger than any pipe's buffer.
    private static let large = String(repeating: "x", count: 3 << 20)

    init() throws { folder = try TemporaryFolder() }

    private func script(_ text: String, firstLine: String = "#!/bin/sh\n", permissions: Int = 0o755) throws
        -> String
    {
        let text = try folder.file("take.text", Array("\(firstLine)\(text)\n".utf8))
        let path = "\(folder.path)/take"
        // Another program writes it: what this one has open for writing, a child of another test may hold
        // for a moment, and a file that is held so cannot be run.
        let status = unsafe system("install -m \(String(permissions, radix: 8)) \(text) \(path)")
        try #require(status == 0)
        return path
    }

    private func deliver(
        to words: [String], body: String = "{}", within patience: Duration = ages
    ) async throws {
        let sink = CommandSink(id: "c", words: words, patience: patience, grace: .milliseconds(100))
        try await sink.deliver(Notice(alertID: "a1", sequence: 0, body: body))
    }

    private func read(_ name: String) throws -> String {
        try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
    }

    /// Waits until a process whose number a script wrote into a file is gone, or dead and not yet buried.
    private func waitForEnd(ofProcessIn name: String) async throws {
        let number = try read(name).filter(\.isNumber)
        try #require(!number.isEmpty)
        while let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
            !status.contains(") Z")
        {
            await Task.yield()
        }
    }

    @Test func `A command gets the alert on its standard input, its words as they are, and no keys of ours`()
        async throws
    {
        let path = try script("cat > \(folder.path)/got; echo \"$1|$#|$HOME\" > \(folder.path)/words")
        try await deliver(to: [path, "a b; $(id)"], body: "{\"id\":\"a1\"}")
        #expect(try read("got") == "{\"id\":\"a1\"}\n")
        #expect(try read("words") == "a b; $(id)|1|\n")
    }

    @Test func `A body larger than a pipe holds arrives whole, however slowly it is read`() async throws {
        let path = try script("sleep 0.2; cat > \(folder.path)/got")
        try await deliver(to: [path], body: Self.large)
        #expect(try read("got").utf8.count == Self.large.utf8.count + 1)
    }

    @Test(arguments: [
        "exit 0", "exec < /dev/null", "exec <&-; exit 0", "exec >&- 2>&-; exit 0",
        "exec <&- >&- 2>&-; exit 0", "head -c 10 > /dev/null; exit 0",
        "head -c 8000000 /dev/zero; head -c 8000000 /dev/zero >&2; exit 0",
        "sleep 1000 & exit 0", "sleep 1000 > /dev/null 2>&1 < /dev/null & exit 0",
        "(trap '' TERM HUP INT; cat; sleep 1000) & exit 0", "cat & cat & wait",
    ])
    func `What a command leaves unread, writes or leaves behind does not matter if it ends with 0`(
        text: String
    ) async throws {
        try await deliver(to: [try script(text)], body: Self.large)
    }

    @Test func `The programs true and false are what they say`() async throws {
        for _ in 0..<20 { try await deliver(to: ["/bin/true"], body: Self.large) }
        await #expect(throws: CommandError.failed(code: 1, signal: nil)) {
            try await deliver(to: ["/bin/false"], body: Self.large)
        }
    }

    @Test(arguments: [
        ("cat > /dev/null; exit 3", CommandError.failed(code: 3, signal: nil)),
        ("exit 255", .failed(code: 255, signal: nil)),
        ("kill -KILL $$", .failed(code: nil, signal: SIGKILL)),
        ("kill -SEGV $$", .failed(code: nil, signal: SIGSEGV)),
        ("kill -PIPE $$", .failed(code: nil, signal: SIGPIPE)),
        ("/nowhere/at/all", .failed(code: 127, signal: nil)),
    ])
    func `A command fails by its exit code or its signal`(text: String, error: CommandError) async throws {
        let path = try script(text)
        await #expect(throws: error) { try await deliver(to: [path], body: Self.large) }
    }

    @Test func `What cannot be started is told in words`() async throws {
        let plain = try script("exit 0", permissions: 0o644)
        await #expect(throws: CommandError.cannotStart(program: plain, code: EACCES)) {
            try await deliver(to: [plain])
        }
        await #expect(throws: CommandError.cannotStart(program: "/nowhere/at/all", code: ENOENT)) {
            try await deliver(to: ["/nowhere/at/all"])
        }
        await #expect(throws: CommandError.cannotStart(program: folder.path, code: EACCES)) {
            try await deliver(to: [folder.path])
        }
        let bare = try script("exit 0", firstLine: "")
        await #expect(throws: CommandError.cannotStart(program: bare, code: ENOEXEC)) {
            try await deliver(to: [bare])
        }
        #expect(
            "\(CommandError.cannotStart(program: "/x", code: ENOEXEC))"
                == "cannot start /x: not a program; a script needs a first line such as #!/bin/sh")
        #expect(
            "\(CommandError.cannotStart(program: "/x", code: ENOENT))"
                == "cannot start /x: No such file or directory")
        let lost = try script("exit 0", firstLine: "#!/nowhere/sh\n")
        await #expect(throws: CommandError.cannotStart(program: lost, code: ENOENT)) {
            try await deliver(to: [lost])
        }
    }

    @Test(arguments: [
        "sleep 1000", "trap '' TERM INT HUP; while :; do sleep 1000; done", "kill -STOP $$",
        "(trap '' TERM; echo $$ > GRANDCHILD; sleep 1000) & wait",
        "head -c 100000000000 /dev/zero",
    ])
    func `A command that does not end is ended, whatever it ignores`(text: String) async throws {
        let body = text.replacing("GRANDCHILD", with: "\(folder.path)/grandchild")
        let path = try script("echo $$ > \(folder.path)/leader\n\(body)")
        let patience: Duration = .milliseconds(300)
        await #expect(throws: CommandError.tookTooLong(patience)) {
            try await deliver(to: [path], body: Self.large, within: patience)
        }
        try await waitForEnd(ofProcessIn: "leader")
        if text.contains("GRANDCHILD") { try await waitForEnd(ofProcessIn: "grandchild") }
    }

    @Test func `What a command started ends with it`() async throws {
        let path = try script(
            "(trap '' TERM HUP; sleep 1000) & echo $! > \(folder.path)/grandchild; exit 0")
        try await deliver(to: [path])
        try await waitForEnd(ofProcessIn: "grandchild")
    }

    @Test func `A canceled delivery ends the command`() async throws {
        let path = try script("echo $$ > \(folder.path)/leader; sleep 1000")
        let task = Task { try await deliver(to: [path]) }
        while (try? read("leader").isEmpty) ?? true { await Task.yield() }
        task.cancel()
        await #expect(throws: CommandError.self) { try await task.value }
        try await waitForEnd(ofProcessIn: "leader")
    }
}
