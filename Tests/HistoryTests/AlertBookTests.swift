import Domain
import History
import TestSupport
import Testing

@Suite struct AlertBookTests {
    private static let now = Scene.now

    @Test(arguments: HistoryUnderTest.all)
    func `Notices are read in portions, as the log has them`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let alerts = (0..<5).map { Alert.sample("a\($0)") }
        try await scene.store(alerts)
        let all = try await scene.notices()
        #expect(all.map(\.body) == (try alerts.map { try jsonLine(AlertRecord($0)) }))
        #expect(all.map(\.number) == all.map(\.number).sorted())
        let latest = try await scene.history.notices(after: 0, limit: 2, at: Self.now)
        #expect(latest == Array(all.suffix(2)))
        #expect(try await scene.history.notices(after: all[3].number, limit: 9, at: Self.now) == [all[4]])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Open alerts are those whose latest notice fires`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let (open, ended, raised) = (Alert.sample("b"), Alert.sample("c"), Alert.sample("a"))
        let blind = Alert.sample("s", of: .source("wire"))
        try await scene.store([
            open, ended, raised, ended.notice(1, .resolved), raised.notice(1, .firing), blind,
        ])
        let notices = try await scene.history.openNotices(about: nil)
        #expect(notices == [open, raised.notice(1, .firing), blind])
        #expect(try await scene.history.openNotices(about: .source) == [blind])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `The alerts that fired last come first`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let alerts = [0, 279, 1000].map { Alert.sample("a\($0)", at: Self.now + .milliseconds($0)) }
        try await scene.store(alerts + [alerts[0].notice(1, .resolved)])
        #expect(try await scene.history.firingNotices(latest: 2) == [alerts[2], alerts[1]])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `The alerts that fired before a time come as they fired`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        var alerts = [0, 279, 1000].map { Alert.sample("a\($0)", at: Self.now + .milliseconds($0)) }
        alerts[0].risks = [.probe, .workforce]
        var later = alerts[0].notice(1, .resolved)
        later.risks = []
        try await scene.store(alerts + [later])
        let fired = try await scene.history.firedAlerts(before: alerts[2].at, latest: 5)
        #expect(
            fired == [
                FiredAlert(id: "a279", at: alerts[1].at, stream: .entity("ACME"), kind: .surge, risks: []),
                FiredAlert(
                    id: "a0", at: alerts[0].at, stream: .entity("ACME"), kind: .surge,
                    risks: [.probe, .workforce]),
            ])
        #expect(try await scene.history.firedAlerts(before: alerts[2].at, latest: 1).map(\.id) == ["a279"])
    }
}
