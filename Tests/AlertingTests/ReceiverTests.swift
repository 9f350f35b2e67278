import Domain
import FoundationEssentials
import Loopback
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Alerting

/// Receivers that enforce their published rules, and alerts that try to break them.
@Suite struct ReceiverTests {
    /// An alert that is hard on a receiver.
    struct Trial: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let alert: Alert

        init(
            _ name: String, headlines: [String] = ["Acme sinks"],
            link: String? = "https://news.example.com/1?a=b&c=d_e#f", explanation: String = "Five, not one.",
            company: String? = "Acme"
        ) {
            testDescription = name
            var alert = Alert.sample(
                severity: .critical,
                headlines: headlines.map { .init(title: $0, link: link, score: -0.9, words: []) },
                explanation: explanation)
            alert.name = company
            self.alert = alert
        }
    }

    private static let hindi =
        "एक्मे के शेयरों में भारी गिरावट, नियामक ने खातों की जांच के आदेश दिए और कंपनी के प्रमुख ने इस्तीफा दिया "
    private static let tower = "Z" + String(repeating: "\u{0301}", count: 5000)

    static let trials = [
        Trial("plain"),
        Trial("Hindi", headlines: .init(repeating: String(repeating: hindi, count: 4), count: 8)),
        Trial(
            "Chinese without a space",
            headlines: .init(repeating: .init(repeating: "跌", count: 9000), count: 8)),
        Trial("emoji", headlines: .init(repeating: .init(repeating: "👩‍👩‍👧‍👦", count: 700), count: 5)),
        Trial("towers of marks", headlines: [tower, tower + tower], explanation: tower, company: tower),
        Trial("a long explanation", explanation: String(repeating: hindi, count: 450)),
        Trial("a long explanation of markup", explanation: String(repeating: "<*_[&]>", count: 6000)),
        Trial("a long name", company: String(repeating: "<Acme> & Söhne ", count: 500)),
        Trial("quotes and controls", headlines: [String(repeating: "\"\u{1}\\", count: 9000)]),
        Trial(
            "mentions",
            headlines: ["<!channel> <!here> <@U1> <#C1> @everyone @here <@&1> <@!2> <at>Everyone</at>"],
            explanation: "<!channel> @everyone", company: "<!everyone>"),
        Trial(
            "disguised links",
            headlines: [
                "<https://evil.example/x|click me>", "[click me](https://evil.example)",
                "[https://good.example](https://evil.example)", "\\[a](https://evil.example)",
                "![a](https://evil.example/a.png)",
            ]),
        Trial("code and spoilers", headlines: ["``` `x` ||hidden|| **bold** __x__ ~~y~~ # big", "> quote"]),
        Trial("links that break out", link: "https://a.example/>)|<!channel> \n\"x"),
        Trial("scripts", link: "javascript:alert(1)"), Trial("data", link: "data:text/html,<b>"),
        Trial("a link that lies", link: "https://bank.example@evil.example/"),
        Trial("a long link", link: "https://a.example/" + String(repeating: "ä", count: 3000)),
        Trial("lines", headlines: ["One\r\nCritical: all is well\nBcc: x@y.example"], company: "A\r\nB: c"),
        Trial("nothing", headlines: [], link: nil, explanation: "", company: nil),
    ]

    /// What a receiver got, and why it refused it.
    private func deliver(
        _ alert: Alert, to format: WebhookFormat, template: AlertTemplate? = nil
    ) async throws -> (request: LoopbackRequest, complaint: String?) {
        let got = Mutex<LoopbackRequest?>(nil)
        let server = try LoopbackServer { request in
            got.withLock { $0 = request }
            return LoopbackResponse(200)
        }
        defer { server.stop() }
        let client = HTTPClient()
        defer { client.stop() }
        let post = WebhookPost(
            url: server.url("/hook"), client: client, userAgent: "test", clock: ManualClock(alert.at))
        let sink: any Sink =
            format == .alertmanager
            ? AlertmanagerSink(id: "s", secret: nil, post: post)
            : Webhook(id: "s", format: format, secret: "key", template: template, post: post)
        try await sink.deliver(
            Notice(
                alertID: alert.id, sequence: alert.sequence, body: try jsonLine(AlertRecord(alert)),
                firedAt: alert.at))
        let request = try #require(got.withLock { $0 })
        return (request, ReceiverRules.complaint(of: format, about: request))
    }

    @Test(arguments: WebhookFormat.allCases, trials)
    func `Whatever headlines say, the receiver takes the alert and nothing in it has an effect`(
        format: WebhookFormat, trial: Trial
    ) async throws {
        #expect(try await deliver(trial.alert, to: format).complaint == nil)
        #expect(try await deliver(trial.alert.notice(1, .resolved), to: format).complaint == nil)
    }

    @Test(arguments: [WebhookFormat.slack, .discord, .teams, .ntfy], trials)
    func `A template is held to the same rules`(format: WebhookFormat, trial: Trial) async throws {
        let template = try AlertTemplate("{{name}}: {{title}} {{link}}\n{{headlines}}\n{{explanation}}")
        let (request, complaint) = try await deliver(trial.alert, to: format, template: template)
        #expect(complaint == nil)
        #expect(!request.body.isEmpty)
    }

    @Test(arguments: [WebhookFormat.slack, .discord, .teams, .ntfy])
    func `A template that leaves nothing gives way to the title`(format: WebhookFormat) async throws {
        let (request, complaint) = try await deliver(
            Self.trials[0].alert, to: format, template: AlertTemplate("{{price}} "))
        #expect(complaint == nil)
        #expect(String(decoding: request.body, as: UTF8.self).contains("negative news about Acme (ACME)"))
    }

    @Test func `Headlines fall away from the end before the sentence is cut`() {
        let words = AlertWords(Self.trials[1].alert)
        let all = words.text(.plain)
        #expect(all.split(separator: "\n").count == 6)
        for limit in stride(from: all.utf8.count, through: 20, by: -97) {
            let text = words.text(.plain, limit: limit) { $0.utf8.count }
            #expect(text.utf8.count <= limit)
            #expect(text.split(separator: "\n")[0] == words.sentences || !text.contains("\n"))
        }
        #expect(
            words.text(.plain, limit: 30) { $0.utf8.count } == "Five, not one. The alert…")
    }

    @Test(arguments: [
        ("one two three", 13, "one two three"), ("one two three", 12, "one two…"),
        ("one two three", 8, "one two…"),
        ("one two three", 7, "one…"), ("one, two three", 5, "one…"), ("跌跌跌跌跌", 3, "跌跌…"),
        ("one two", 1, "…"), ("one two", 0, ""), ("", 0, ""), ("हिन्दी समाचार", 5, "हिन्दी…"),
    ])
    func `A text is cut between words, and inside a character never`(text: String, limit: Int, cut: String) {
        #expect(text.cut { $0.count <= limit } == cut)
    }

    @Test(arguments: [
        ("https://a.example/x", "https://a.example/x" as String?),
        ("HTTP://a.example/?q=1&r=%20#f", "HTTP://a.example/?q=1&r=%20#f"),
        ("https://a.example/a b>c|d)", "https://a.example/a%20b%3Ec%7Cd%29"),
        ("https://a.example/ü", "https://a.example/%C3%BC"),
        ("javascript:alert(1)", nil), ("ftp://a.example", nil), ("//a.example", nil), ("https://", nil),
        ("https://bank.example@evil.example/", nil),
        ("https://bank.example\\@evil.example/", nil),
        (" https://a.example", nil),
    ])
    func `Only links that lead where they say are shown`(link: String, safe: String?) {
        #expect(link.safeLink == safe)
    }

    @Test func `A title names the company, with the symbol behind it`() {
        var alert = Alert.sample(of: .entity("005380.KS"))
        #expect(alert.title == "negative news about 005380.KS")
        alert.name = "Hyundai Motor"
        #expect(alert.title == "negative news about Hyundai Motor (005380.KS)")
        alert.severity = .critical
        #expect(alert.title == "Critical: negative news about Hyundai Motor (005380.KS)")
        #expect(
            alert.notice(1, .resolved).title
                == "Resolved: negative news about Hyundai Motor (005380.KS)")
        var topic = Alert.sample(of: .entityTopic("TSLA", topic: "legal"))
        topic.name = "Tesla"
        #expect(topic.title == "negative news about Tesla (TSLA), legal")
        #expect(Alert.sample(of: .market).title == "negative news about the market")
        #expect(Alert.sample(of: .topic("earnings")).title == "negative news about the topic earnings")
    }

    @Test func `A notice says how many stories it does not show, and when the alert ends`() {
        var alert = Self.trials[0].alert
        alert.measures.observed = 13
        #expect(
            AlertWords(alert).text(.plain) == """
                Five, not one. The alert resolves after two calm hours, once the past day is no longer unusual.
                • Acme sinks https://news.example.com/1?a=b&c=d_e#f
                and 12 more
                """)
        alert.measures.observed = 1
        #expect(!AlertWords(alert).text(.plain).contains("more"))
    }
}
