import Dashboard
import Domain
import History
import SQLiteHistory
import TestSupport
import Testing

/// Themes on the overview, on their own page, and on that of a stream.
@Suite struct ThemePageTests {
    /// A theme that fired a minute ago.
    private static func tariffs() -> Alert {
        var alert = Alert.sample(
            "t1", of: .theme("tariff"), at: PageScene.now - .seconds(60),
            headlines: [
                Alert.Headline(title: "Tariffs <hit> steel", link: nil, score: -0.9, words: ["tariffs"])
            ])
        alert.name = "tariffs (steel)"
        alert.theme = .init(
            terms: ["tariff", "steel"], began: PageScene.now - .seconds(7200),
            companies: [.init(symbol: "ACME", name: "Acme", stories: 2)],
            sources: ["reuters.com", "The Wire", "post.example", "fourth.example"])
        alert.context.similar = [
            .init(id: "t0", at: PageScene.now - .seconds(86_400), stream: .theme("duty"), title: "Duties")
        ]
        return alert
    }

    private static func scene(_ notices: [Alert]) async throws -> PageScene {
        let scene = try await PageScene()
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.notices = notices
        try await scene.history.commit(commit)
        return scene
    }

    @Test func `The overview lists open themes with headlines, sources, companies and what they resemble`()
        async throws
    {
        #expect(!(await (try await PageScene()).get("/").text.contains("Emerging themes")))
        let scene = try await Self.scene([Self.tariffs()])
        let page = await scene.get("/").text
        #expect(page.contains("Emerging themes") && page.contains("href=\"/themes\""))
        for text in [
            ">tariffs (steel)</a>", "Tariffs &lt;hit&gt; steel", "the theme “tariffs (steel)”",
            "reuters.com, The Wire, post.example and 1 other<", "<td>Acme</td>",
            "Similar to <a href=\"/alerts/t0\">",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        let json = await scene.get("/overview.json").text
        #expect(json.contains("\"terms\":[\"tariff\",\"steel\"]"), "\(json)")
    }

    @Test func `The stream of a theme tells its words, beginning, sources, companies and headlines`()
        async throws
    {
        let scene = try await Self.scene([Self.tariffs()])
        let page = await scene.get("/streams/theme%3Atariff").text
        for text in [
            "<td>tariff, steel</td>", "reuters.com, The Wire, post.example, fourth.example",
            "Acme</a> (2 stories)",
            "Tariffs &lt;hit&gt; steel", "the theme “duty”</a>", "/alerts/t1",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        let json = await scene.get("/streams/theme%3Atariff.json").text
        #expect(json.contains("\"reported_by\":[\"reuters.com\""), "\(json)")
        #expect(await scene.get("/streams/theme%3Anothing").status == 404)
    }

    @Test func `A theme that has ended keeps its headlines, on a page and as a table`() async throws {
        var end = Self.tariffs().notice(1, .resolved)
        end.headlines = []
        end.context.similar = []
        let scene = try await Self.scene([Self.tariffs(), end])
        #expect(!(await scene.get("/").text.contains("Emerging themes")))
        let page = await scene.get("/themes").text
        #expect(page.contains("tariffs (steel)") && page.contains("Tariffs &lt;hit&gt; steel"))
        #expect(page.contains("until <time"))
        #expect(await scene.get("/streams/theme%3Atariff").text.contains("ended <time"))
        let csv = await scene.get("/themes.csv").text
        #expect(csv.hasPrefix("stream,name,terms,began,fired_at,ended,"))
        #expect(csv.contains("theme:tariff,") && csv.contains("Tariffs <hit> steel"))
        #expect(await scene.get("/themes?span=1y").status == 200)
        #expect(await scene.get("/themes?span=9y").status == 400)
    }

    @Test func `Where nothing surged, the page of themes says so`() async throws {
        let page = await (try await PageScene()).get("/themes")
        #expect(page.status == 200 && page.text.contains("No themes emerged"))
    }
}
