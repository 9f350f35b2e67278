import Dashboard
import Domain
import History
import Logging
import Serving
import SQLiteHistory
import Testing
import TestSupport

/// Pages over a real history with one source, one company, a few stories and an open alert.
struct PageScene {
    static let now = Instant(seconds: 1_795_426_200)

    let history: SQLiteHistory
    let dashboard: Dashboard
    let clock = ManualClock(PageScene.now)
    private let folder: TemporaryFolder

    /// - Parameters:
    ///   - titles: Stories of the last hour, bad for ACME.
    ///   - isReadOnly: Whether visitors can only look.
    init(
        _ settings: DashboardSettings = DashboardSettings(), titles: [String] = ["Acme recalls drills"],
        isReadOnly: Bool = false, facts change: (inout SiteFacts) -> Void = { _ in }
    ) async throws {
        folder = try TemporaryFolder()
        let path = "\(folder.path)/history.db"
        history = try SQLiteHistory.open(path, as: .daemon)
        try await history.register(
            [(.sample(), Self.now)], entities: [Entity(symbol: "ACME", name: "Acme", aliases: [])])
        var alert = Alert.sample(
            at: Self.now - .seconds(600), severity: .critical,
            headlines: titles.map {
                Alert.Headline(title: $0, link: "https://w.example/1", score: -0.9, words: ["recalls"])
            }, explanation: "5 negative stories within 2h\nBy chance once in 8 years")
        alert.name = "Acme"
        try await history.commit(Self.commit(titles, alert))
        var facts = SiteFacts(version: "1.0")
        change(&facts)
        dashboard = try Dashboard(
            settings, reader: try SQLiteHistory.open(path, as: .reader), answers: isReadOnly ? nil : history,
            facts: facts, clock: clock, logger: Logger(label: "test"))
    }

    private static func commit(_ titles: [String], _ alert: Alert) -> Commit {
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        let cursor = FeedCursor(
            nextDue: now + .seconds(600), lastSuccess: now, condition: FeedCondition(.ok, since: now))
        var poll = Commit.Poll(of: "wire", cursor: cursor, at: now)
        poll.items = titles.enumerated().map { number, title in
            let sample = AssessedItem.sample(
                number + 1, at: now - .seconds(600 * (number + 1)),
                adverse: AdverseEvent(probability: 0.9, types: [.productSafety]))
            return AssessedItem(item: sample.item.titled(title), text: sample.text)
        }
        poll.model = "test"
        commit.poll = poll
        commit.notices = [alert]
        commit.series = [
            SeriesPoint(
                .entity("ACME"), start: SeriesPoint.start(of: now - .seconds(600)), stories: 5, negative: 5,
                positive: 0, expected: 0.5, bits: 12)
        ]
        return commit
    }

    /// What a browser gets for an address.
    func get(
        _ target: String, _ headers: [(name: String, value: String)] = [], from client: String? = nil
    ) async -> Answer {
        await ask("GET", target, headers: headers, from: client)
    }

    /// What a browser gets for a form that it sends with what the page of the form gave it.
    func post(
        _ target: String, _ fields: [(String, String)], as visitor: Visitor,
        headers: [(name: String, value: String)] = [], from client: String? = nil
    ) async -> Answer {
        let fields = [("token", visitor.token), ("nonce", visitor.nonce)] + fields
        let body = fields.map { "\(percentEncoded($0))=\(percentEncoded($1))" }
        return await ask(
            "POST", target,
            headers: [
                ("Content-Type", "application/x-www-form-urlencoded"), ("Cookie", visitor.cookie),
                ("Origin", "http://localhost:8377"), ("Sec-Fetch-Site", "same-origin"),
            ] + headers, body: Array(body.joined(separator: "&").utf8), from: client)
    }

    func ask(
        _ method: String, _ target: String, headers: [(name: String, value: String)] = [],
        body: [UInt8] = [], from client: String? = nil
    ) async -> Answer {
        let host =
            headers.contains { $0.name.lowercased() == "host" }
            ? [] : [(name: "Host", value: "localhost:8377")]
        return Answer(
            await dashboard.respond(
                to: WebRequest(method, target, headers: host + headers, body: body, from: client)))
    }

    /// Somebody with a session, who has said a name.
    func visitor(named name: String = "ann", token: String? = nil) async throws -> Visitor {
        let stranger = try Visitor(await get("/login"))
        let secret = token.map { [("secret", $0)] } ?? []
        let answer = await post("/login", [("name", name), ("back", "/alerts")] + secret, as: stranger)
        let cookie = try #require(answer.cookie)
        let page = await get("/alerts", [("Cookie", cookie)])
        return try Visitor(page, cookie: cookie)
    }
}

/// A response as a browser takes it.
struct Answer {
    let status: Int
    let response: WebResponse
    let text: String

    init(_ response: WebResponse) {
        self.response = response
        status = response.status
        if case .bytes(let bytes) = response.body {
            text = String(decoding: bytes, as: UTF8.self)
        } else {
            text = ""
        }
    }

    /// The cookie that it sets, as it is sent back.
    var cookie: String? {
        response.header("Set-Cookie").flatMap { $0.split(separator: ";").first }.map(String.init)
    }
    var location: String { response.header("Location") ?? "" }
}

/// A browser's session.
struct Visitor {
    let cookie: String
    let token: String
    let nonce: String

    /// Reads the session out of a page with a form.
    init(_ answer: Answer, cookie: String? = nil) throws {
        self.cookie = try #require(cookie ?? answer.cookie)
        token = try #require(Self.field("token", answer.text))
        nonce = Self.field("nonce", answer.text) ?? ""
    }

    private static func field(_ name: String, _ html: String) -> String? {
        guard let start = html.firstRange(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(html[start.upperBound...].prefix { $0 != "\"" })
    }
}

extension Item {
    /// The same item with another title.
    func titled(_ title: String) -> Item {
        Item(
            feed: feed, key: key, story: story, fingerprint: fingerprint, bands: bands,
            isFirstOfStory: isFirstOfStory, title: title, link: link, summary: summary, author: author,
            language: language, eventTime: eventTime, published: published, fetchedAt: fetchedAt,
            isBacklog: isBacklog)
    }
}
