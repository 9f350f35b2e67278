import Domain
import History
import TestSupport
import Testing

@Suite struct AlertArchiveTests {
    private static let now = Scene.now

    private static func query(_ change: (inout AlertQuery) -> Void = { _ in }) -> AlertQuery {
        var query = AlertQuery()
        change(&query)
        return query
    }

    /// An alert that fired some hours ago.
    private static func alert(
        _ id: String, _ hours: Int, of stream: Domain.Stream = .entity("ACME"),
        severity: Alert.Severity = .warning, rule: String? = nil
    ) -> Alert {
        var alert = Alert.sample(id, of: stream, at: now - .seconds(3600 * hours), severity: severity)
        alert.rule = rule
        return alert
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Alerts are found by what is asked for, those that fired last first`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        let (a, b) = (
            Self.alert("a", 30, rule: "r"), Self.alert("b", 20, of: .topic("x"), severity: .critical)
        )
        let c = Self.alert("c", 10, of: .market)
        try await scene.store([a, b, c, a.notice(1, .resolved)])
        func ids(_ change: (inout AlertQuery) -> Void = { _ in }) async throws -> [String] {
            try await scene.history.alerts(Self.query(change), at: Self.now).map(\.latest.id)
        }
        #expect(try await ids() == ["c", "b", "a"])
        #expect(try await ids { $0.isOpen = true } == ["c", "b"])
        #expect(try await ids { $0.isOpen = false } == ["a"])
        #expect(try await ids { $0.streams = StreamPattern("topic:*") } == ["b"])
        #expect(try await ids { $0.streams = StreamPattern("market") } == ["c"])
        #expect(try await ids { $0.severity = .critical } == ["b"])
        #expect(try await ids { $0.rule = "r" } == ["a"])
        #expect(try await ids { $0.span = b.at..<c.at } == ["b"])
        #expect(try await ids { $0.limit = 1 } == ["c"])
        #expect(try await ids { $0.limit = -1 }.isEmpty)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `An alert is as its latest notice says, and knows who looks at it`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        let alert = Self.alert("a", 3)
        var raised = alert.notice(1, .firing)
        raised.severity = .critical
        try await scene.store([alert])
        var feedback = Feedback(kind: .acknowledged, by: "ann", reason: nil, at: Self.now)
        feedback.until = Self.now + .seconds(60)
        try await scene.history.add(feedback, toAlert: "a")
        func found(at time: Instant = Self.now) async throws -> ArchivedAlert? {
            try await scene.history.alerts(Self.query(), at: time).first
        }
        #expect(
            try await found()
                == ArchivedAlert(
                    latest: alert, firedAt: alert.at, firstSeverity: .warning, isSilenced: false,
                    isAcknowledged: true, feedback: [feedback]))
        #expect(try await found(at: Self.now + .seconds(60))?.isAcknowledged == false)
        try await scene.store([raised])
        #expect(
            try await found()
                == ArchivedAlert(
                    latest: raised, firedAt: alert.at, firstSeverity: .warning, isSilenced: false,
                    isAcknowledged: false, feedback: [feedback]), "who raises it ends that")
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Alerts of one crisis know each other`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        var teller = Self.alert("a", 5)
        teller.touched = [.topic("x"), .market]
        var told = Self.alert("b", 4, of: .topic("x"))
        told.toldBy = "a"
        var again = Self.alert("c", 3, of: .topic("x"))
        again.toldBy = "a"
        var alone = again.notice(1, .firing)
        alone.toldBy = nil
        var other = Self.alert("d", 2, of: .topic("y"))
        other.toldBy = "gone"
        try await scene.store([teller, told, again, alone, other])
        let found = try await scene.history.alerts(Self.query(), at: Self.now)
        #expect(found.map(\.latest.id) == ["d", "c", "b", "a"])
        let acme = Domain.Stream.entity("ACME")
        #expect(
            found.map(\.crisis) == [
                Crisis(), Crisis(), Crisis(teller: .init(id: "a", stream: acme, name: nil)),
                Crisis(told: [
                    .init(id: "c", stream: .topic("x"), name: nil),
                    .init(id: nil, stream: .market, name: nil),
                ]),
            ])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `The history of an alert says which notices arrived where`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        let alert = Self.alert("abc", 3)
        try await scene.store([alert, alert.notice(1, .resolved), .sample("abd")], to: ["log", "mail"])
        let due = try await history.pendingNotices(sink: "log", at: Self.now)
        try await history.markDelivered(try #require(due.first), sink: "log")
        let mail = try #require(try await history.pendingNotices(sink: "mail", at: Self.now).first)
        try await history.markFailed(mail, sink: "mail", reason: "refused", next: nil)
        let found = try #require(try await history.alertHistory(of: "abc", at: Self.now))
        #expect(found.alert.latest == alert.notice(1, .resolved))
        let waiting = PendingDelivery(sink: "log", attempts: 0, isDead: false, lastError: nil)
        #expect(
            found.notices == [
                DeliveredNotice(
                    alert, isSilenced: false,
                    sinks: [
                        ("log", nil),
                        (
                            "mail",
                            PendingDelivery(sink: "mail", attempts: 1, isDead: true, lastError: "refused")
                        ),
                    ]),
                DeliveredNotice(
                    alert.notice(1, .resolved), isSilenced: false,
                    sinks: [
                        ("log", waiting),
                        (
                            "mail",
                            PendingDelivery(sink: "mail", attempts: 0, isDead: false, lastError: nil)
                        ),
                    ]),
            ])
        #expect(try await history.alertHistory(of: "abd", at: Self.now)?.alert.latest.id == "abd")
        for id in ["ab", "x", "", "'"] {
            #expect(try await history.alertHistory(of: id, at: Self.now) == nil)
        }
    }

    @Test(arguments: HistoryUnderTest.all)
    func `What a silence would mute is what was heard of its streams`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        try await scene.store([Self.alert("a", 3), Self.alert("b", 2, of: .topic("x"))])
        var muted = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: true) }
        muted.notices = [Self.alert("c", 1)]
        try await scene.history.commit(muted)
        var told = Self.alert("d", 1)
        told.toldBy = "b"
        try await scene.store([told], to: [])
        let day = Self.now - .seconds(86400)..<Self.now
        func audible(_ streams: String, in span: Range<Instant> = day) async throws -> [String] {
            let (count, latest) = try await scene.history.audible(streams, in: span, limit: 9)
            #expect(count == latest.count)
            return latest.map(\.latest.id)
        }
        #expect(try await audible("*") == ["b", "a"])
        #expect(try await audible("entity:*") == ["a"])
        let one = try await scene.history.audible("*", in: day, limit: 1)
        #expect(one.count == 2 && one.latest.map(\.latest.id) == ["b"])
        #expect(try await audible("topic:x") == ["b"])
        #expect(try await audible("no such stream").isEmpty)
        #expect(try await audible("*", in: Self.now - .seconds(7200)..<Self.now) == ["b"])
        let notices = try await scene.history.alertHistory(of: "c", at: Self.now)?.notices
        #expect(notices?.map(\.isSilenced) == [true])
        #expect(notices?.map(\.sinks.count) == [0], "it was kept from all of them")
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Firings are counted by rule`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let alerts = [
            Self.alert("a", 30, rule: "r"), Self.alert("b", 20, rule: "r"), Self.alert("c", 10, rule: "r"),
            Self.alert("d", 5),
        ]
        try await scene.store(alerts + [alerts[2].notice(1, .resolved)])
        let firings = try await scene.history.firings(since: Self.now - .seconds(86400))
        #expect(
            firings == [
                "r": RuleFirings(count: 2, last: alerts[2].at),
                nil: RuleFirings(count: 1, last: alerts[3].at),
            ])
    }
}
