import Dashboard
import Domain
import History
import Logging
import SQLiteHistory
import Serving
import TestSupport

/// The pages of a history of one day, served on a port of their own as the daemon serves them.
struct DashboardScene: Sendable {
    /// 2026-11-23 09:30 UTC, a Monday.
    static let now = Instant(seconds: 1_795_426_200)
    /// A title that would run a script if it were not text.
    static let hostile = "<script>document.title='owned'</script><img src=x onerror=alert(1)> Acme & \"sons\""

    /// The address of the overview, which ends in a slash.
    let url: String
    /// The history, to which a test may add.
    let history: SQLiteHistory
    private let serving: Task<Void, any Error>

    /// Serves pages while a test runs.
    static func run(
        _ settings: DashboardSettings = DashboardSettings(), isReadOnly: Bool = false,
        _ test: (DashboardScene) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("history.db")
        let history = try SQLiteHistory.open(path, as: .daemon)
        try await fill(history)
        var facts = SiteFacts(version: "1.0")
        facts.rules = [WatchRule(id: "majors", streams: [StreamPattern("entity:*")].compactMap { $0 })]
        facts.replay = { _, _ in [] }
        facts.model = "small"
        facts.measures = ModelMeasures(
            scores: ["corpus.sentiment.accuracy": 0.9],
            reliability: [HeadName.sentiment, .topic, .entity, .adverse].map { head in
                Reliability(
                    head, data: "corpus (held-out texts)",
                    bins: (3...9).map {
                        .init(
                            predicted: Double($0) / 10 + 0.05, observed: Double($0) / 10, count: 10 * $0)
                    })
            })
        let dashboard = try Dashboard(
            settings, reader: try SQLiteHistory.open(path, as: .reader), answers: isReadOnly ? nil : history,
            facts: facts, clock: ManualClock(now), logger: Logger(label: "test"))
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let server = WebServer(
            .port(0), serving: "pages", logger: Logger(label: "test"),
            isListening: { listening.yield($0 ?? 0) }, respond: { await dashboard.respond(to: $0) })
        let serving = Task {
            try await withThrowingTaskGroup { group in
                group.addTask { await dashboard.run() }
                group.addTask { try await server.run() }
                try await group.waitForAll()
            }
        }
        defer { serving.cancel() }
        var port = ports.makeAsyncIterator()
        let url = "http://127.0.0.1:\(await port.next() ?? 0)\(settings.base)/"
        try await test(DashboardScene(url: url, history: history, serving: serving))
        withExtendedLifetime(folder) {}
    }

    /// Ends the server, as a daemon that dies.
    func stop() async {
        serving.cancel()
        _ = await serving.result
    }

    /// Stores an alert that has just fired, as the detector would.
    func fire(_ id: String, of stream: Domain.Stream = .market) async throws {
        var commit = Self.commit
        commit.notices = [.sample(id, of: stream, at: Self.now, explanation: "7 negative stories within 1h")]
        try await history.commit(commit)
    }

    /// Stores a theme and a company that no catalogue lists, as the detector would.
    func discover() async throws {
        var alert = Alert.sample(
            "t1", of: .theme("tariff"), at: Self.now - .seconds(60),
            headlines: [.init(title: "Tariffs hit steel", link: nil, score: -0.9, words: ["tariffs"])])
        alert.name = "tariffs (steel)"
        alert.theme = .init(
            terms: ["tariff", "steel"], began: Self.now - .seconds(7200),
            companies: [.init(symbol: "ACME", name: "Acme", stories: 2)], sources: ["wire.example"])
        var entity = DiscoveredEntity(key: "zembla & sons", name: "Zembla & Sons", firstSeen: Self.now)
        entity.symbol = entity.name
        entity.stories = 4
        var commit = Self.commit
        commit.notices = [alert]
        commit.discovered = [entity]
        try await history.commit(commit)
    }

    private static var commit: Commit {
        Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
    }

    private static func fill(_ history: SQLiteHistory) async throws {
        let names = ["ACME": "Acme", "HLCN": "Halcyon Air", "NGTO": "Northgate Oil"]
        try await history.register(
            [(.sample(), now)],
            entities: names.sorted { $0.key < $1.key }.map { Entity(symbol: $0, name: $1, aliases: []) })
        let cursor = FeedCursor(
            nextDue: now + .seconds(600), lastSuccess: now, condition: FeedCondition(.ok, since: now))
        var poll = Commit.Poll(of: "wire", cursor: cursor, at: now)
        let titles = [hostile, "Acme recalls drills after fires"] + (3...12).map { "Acme story \($0)" }
        poll.items = titles.enumerated().map { number, title in
            let sample = AssessedItem.sample(number + 1, at: now - .seconds(600 * (number + 1)))
            return AssessedItem(item: sample.item.titled(title), text: sample.text)
        }
        poll.quotes = (0..<96).map {
            Quote(
                symbol: "ACME", price: 40 - Double($0 % 7) / 10, currency: "EUR",
                at: now - .seconds(86_400 - 900 * $0))
        }
        poll.model = "test"
        var commit = commit
        commit.poll = poll
        commit.series = names.keys.flatMap { series(of: .entity($0)) } + series(of: .market)
        var alert = Alert.sample(
            at: now - .seconds(1200), severity: .critical,
            headlines: [
                .init(title: hostile, link: "https://w.example/1", score: -0.9, words: ["Acme"])
            ], explanation: "5 negative stories within 2h\nBy chance once in 8 years")
        alert.name = "Acme"
        commit.notices = [alert]
        try await history.commit(commit)
    }

    /// Half hours of a day: a calm night, and a surprise at the end.
    private static func series(of stream: Domain.Stream) -> [SeriesPoint] {
        (0..<48).compactMap { index in
            guard index % 3 != 1 else { return nil }
            let isLate = index > 45 && stream == .entity("ACME")
            return SeriesPoint(
                stream, start: SeriesPoint.start(of: now - .seconds(1800 * (47 - index))),
                stories: 2 + index % 4 + (isLate ? 6 : 0), negative: index % 2 + (isLate ? 6 : 0),
                positive: 1,
                expected: 0.8, bits: isLate ? 18 : Double(index % 5))
        }
    }
}

extension Item {
    /// The same item with another title.
    fileprivate func titled(_ title: String) -> Item {
        Item(
            feed: feed, key: key, story: story, fingerprint: fingerprint, bands: bands,
            isFirstOfStory: isFirstOfStory, title: title, link: link, summary: summary, author: author,
            language: language, eventTime: eventTime, published: published, fetchedAt: fetchedAt,
            isBacklog: isBacklog)
    }
}
