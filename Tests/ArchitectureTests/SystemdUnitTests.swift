import TestSupport
import Testing

/// What systemd.service(5) makes of the unit that ships.
@Suite struct SystemdUnitTests {
    private static func lines() throws -> [Substring] {
        try Fixtures.rootText("systemd/bellwether.service").split(separator: "\n")
    }

    @Test func `No check stands before the main process, whose exit status alone prevents a restart`() throws
    {
        let lines = try Self.lines()
        #expect(!lines.contains { $0.hasPrefix("ExecStartPre=") || $0.hasPrefix("ExecCondition=") })
        #expect(lines.contains { $0.hasPrefix("ExecStart=@BINARY@ run ") })
        #expect(lines.contains("Restart=on-failure"))
        let prevented = try #require(lines.first { $0.hasPrefix("RestartPreventExitStatus=") })
        #expect(prevented.split(separator: "=")[1].split(separator: " ") == ["64", "65", "66", "78"])
    }

    @Test func `A reload is refused before the daemon hears of it`() throws {
        let reloads = try Self.lines().filter { $0.hasPrefix("ExecReload=") }
        #expect(reloads.map { $0.contains(" check ") } == [true, false])
    }
}
