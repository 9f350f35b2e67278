import Domain
import History
import SQLiteHistory
import TestSupport
import Testing

@testable import Outcomes

/// Studies of a history with 150 days of hourly prices and some alerts.
@Suite struct StudyReaderTests {
    private static let days = 150
    private static func at(_ day: Int, _ hour: Double = 12.5) -> Instant { PriceRecordTests.at(day, hour) }

    private let folder: TemporaryFolder
    private let history: SQLiteHistory

    init() async throws {
        folder = try TemporaryFolder()
        history = try SQLiteHistory.open("\(folder.path)/history.db", as: .daemon)
        try await history.register([(.sample(), Self.at(0))], entities: [])
    }

    /// Stores alerts, and for each symbol an hourly price that falls by a share in the day after each alert
    /// about it, and stays the same at all other times.
    private func store(_ alerts: [Alert], falls: [String: Double], index: String? = nil) async throws {
        var quotes: [Quote] = []
        for (symbol, fall) in falls {
            let times = alerts.filter { $0.stream.symbol == symbol }.map(\.at)
            quotes += (0..<(Self.days * 24)).map { hour in
                let time = Self.at(0, Double(hour))
                let price = times.reduce(100.0) { price, fired in
                    price * (1 - fall * min(max((time - fired) / .seconds(86400), 0), 1))
                }
                return Quote(symbol: symbol, price: price, currency: "USD", at: time)
            }
        }
        if let index {
            quotes += (0..<(Self.days * 24)).map { hour in
                Quote(
                    symbol: index, price: 1000 * (1 + Double(hour) / 24 * 0.001), currency: nil,
                    at: Self.at(0, Double(hour)))
            }
        }
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.notices = alerts
        let cursor = FeedCursor(
            nextDue: Self.at(200), lastSuccess: Self.at(0), condition: FeedCondition(.ok, since: Self.at(0)))
        var poll = Commit.Poll(of: "wire", cursor: cursor, at: Self.at(0))
        poll.quotes = quotes
        commit.poll = poll
        try await history.commit(commit)
    }

    private static func alerts(_ symbol: String, _ days: [Int], _ risks: [RiskType] = []) -> [Alert] {
        days.map { day in
            var alert = Alert.sample("\(symbol)\(day)", of: .entity(symbol), at: at(day))
            alert.risks = risks
            return alert
        }
    }

    private func study(
        _ symbol: String?, risk: RiskType? = nil, day: Int = 149
    ) async throws -> EventStudy {
        try await StudyReader(history).study(
            StudySubject(entity: symbol, risk: risk), before: Self.at(day))
    }

    @Test func `Six alerts about a company that falls two percent after each say so`() async throws {
        try await store(
            Self.alerts("ACME", [40, 55, 70, 85, 100, 115]), falls: ["ACME": 0.02], index: "SP500")
        let study = try await study("ACME")
        #expect(study.cases == .company && study.alerts == 6 && study.index == "SP500")
        let row = try #require(study.main)
        #expect(row.count == 6)
        #expect(abs(try #require(row.moves).median + 0.0196) < 0.0006)
        #expect(abs(try #require(row.adjusted).median + 0.0206) < 0.0007)
        #expect(row.usual == 0)
        #expect(try #require(row.interval).high < 0)
        #expect(
            study.sentence
                == "After the 6 earlier alerts about ACME with a known price, it moved −2.0 % in the median within a day (all between −2.0 % and −2.0 %), against 0.0 % usual. Less the move of SP500, that is −2.1 %."
        )
    }

    @Test func `What happened after the time of asking is not looked at`() async throws {
        // Five calm alerts, then a leak: two whose windows end later, and one in the future, all with a crash.
        try await store(
            Self.alerts("ACME", [40, 50, 60, 70, 80]) + Self.alerts("BOLT", [99, 100, 101]),
            falls: ["ACME": 0.001, "BOLT": 0.5])
        let before = try await study(nil, risk: nil, day: 100)
        #expect(
            !before.outcomes.contains { $0.symbol == "BOLT" && $0.window != .hour },
            "no price behind the end of the day after day 99 is known yet")
        let leaky = try await study("BOLT", day: 100)
        #expect(leaky.cases == .all && leaky.main?.count == 5)
        #expect(try #require(leaky.main?.moves).low > -0.002)
        for outcome in leaky.outcomes {
            #expect(outcome.alert.at + outcome.window.duration <= Self.at(100))
            #expect(outcome.move.end.at <= Self.at(100))
        }
        let later = try await study("BOLT", day: 110)
        #expect(later.outcomes.contains { $0.symbol == "BOLT" }, "the same history knows it ten days later")
    }

    @Test func `Too few of a company widen to its risk, then to all companies`() async throws {
        try await store(
            Self.alerts("ACME", [50, 60], [.probe]) + Self.alerts("BOLT", [45, 55, 65], [.probe])
                + Self.alerts("CRUX", [47, 57, 67]),
            falls: ["ACME": 0.02, "BOLT": 0.02, "CRUX": 0.01])
        var now = Alert.sample("now", of: .entity("ACME"), at: Self.at(140))
        now.risks = [.probe]
        let reader = StudyReader(history)
        let wide = try await reader.study(StudySubject(now), before: now.at)
        #expect(wide.cases == .risk && wide.main?.count == 5)
        #expect(
            wide.sentence.hasPrefix(
                "After the 5 earlier alerts about an investigation with a known price"
            ))
        now.risks = []
        let widest = try await reader.study(StudySubject(now), before: now.at)
        #expect(widest.cases == .all && widest.main?.count == 8)
    }

    @Test func `Too few cases, alerts without a price and no alerts are said in words`() async throws {
        try await store(
            Self.alerts("ACME", [50, 60, 70]) + Self.alerts("BOLT", [50]), falls: ["ACME": 0.02])
        let few = try await study("ACME")
        #expect(!few.isEnough && few.main?.moves == nil && few.main?.count == 3)
        #expect(few.sentence == "Too few cases: 3 alerts like this with a known price.")
        #expect(
            try await study("ACME", day: 51).sentence
                == "Too few cases: of 2 earlier alerts like this none has a known price.")
        #expect(
            try await study("ACME", day: 50).sentence
                == "Too few cases: there are no earlier alerts like this.")
        let theme = try await StudyReader(history).study(
            StudySubject(.sample("t", of: .theme("tariff"))), before: Self.at(149))
        #expect(theme.sentence == "There is no price to look at: themes and feeds have none.")
    }

    @Test func `A move is counted once, however many alerts are about it`() async throws {
        var twins = Self.alerts("ACME", [40, 50, 60, 70, 80])
        twins += twins.map {
            Alert.sample("\($0.id)t", of: .entityTopic("ACME", topic: "legal"), at: $0.at + .seconds(1800))
        }
        try await store(twins, falls: ["ACME": 0.01])
        let study = try await study("ACME")
        #expect(study.alerts == 10 && study.main?.count == 5)
    }

    @Test func `The record says all that the study knows`() async throws {
        try await store(Self.alerts("ACME", [40, 55, 70, 85, 100]), falls: ["ACME": 0.02])
        let text = try jsonLine(StudyRecord(try await study("ACME")))
        for field in [
            "\"set\":\"company\"", "\"about\":\"about ACME\"", "\"enough\":true", "\"alerts\":5",
            "\"index\":null", "\"window\":\"5d\"", "\"between\":\"all\"", "\"adjusted_median\":null",
            "\"stream\":\"entity:ACME\"", "\"alert\":\"ACME40\"", "\"from_price\":100,",
        ] {
            #expect(text.contains(field), "\(field) in \(text)")
        }
    }

    @Test func `Prices that stop or are split leave their cases out`() async throws {
        try await store(Self.alerts("ACME", [40, 50, 60, 70, 80, 90]), falls: ["ACME": 0.01])
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        let cursor = FeedCursor(
            nextDue: Self.at(200), lastSuccess: Self.at(0), condition: FeedCondition(.ok, since: Self.at(0)))
        var poll = Commit.Poll(of: "wire", cursor: cursor, at: Self.at(0))
        // One value a factor of a hundred off, in the window of day 60.
        poll.quotes = [Quote(symbol: "ACME", price: 9700, currency: "USD", at: Self.at(60, 20.25))]
        commit.poll = poll
        try await history.commit(commit)
        let row = try #require(try await study("ACME").main)
        #expect(row.count == 5)
        #expect(try #require(row.moves).high < 0)
    }
}
