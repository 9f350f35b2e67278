import Dashboard
import Domain
import History
import Serving
import SQLiteHistory
import Testing
import TestSupport

@Suite struct PageTests {
    @Test(arguments: [
        "/", "/alerts", "/alerts/a1", "/streams", "/themes", "/streams/entity%3AACME",
        "/streams/entity%3AACME?span=1y",
        "/headlines", "/headlines?q=drills&sentiment=negative", "/sources", "/sources/wire", "/silences",
        "/silences?streams=entity%3AACME&for=2h", "/entities", "/entities?status=watched&q=x", "/rules",
        "/model", "/login", "/?span=7d",
    ])
    func `Every page is there, with the strict policy`(path: String) async throws {
        let scene = try await PageScene()
        let page = await scene.get(path)
        #expect(page.status == 200)
        #expect(page.text.hasPrefix("<!doctype html>"))
        #expect(page.text.contains("</html>"))
        #expect(page.text.utf8.count < 100_000)
        #expect(!page.text.contains(" style="))
        #expect(!page.text.contains("<script>"))
        #expect(page.response.header("Content-Security-Policy")?.hasPrefix("default-src 'none'") == true)
        #expect(page.response.header("Cache-Control") == "no-store")
    }

    @Test func `The overview says what is wrong, since when and why`() async throws {
        let page = try await PageScene().get("/").text
        #expect(page.contains("<title>(1) Overview · Bellwether</title>"))
        #expect(page.contains("Acme (ACME)"))
        #expect(page.contains("5 negative stories within 2h"))
        #expect(page.contains("critical"))
        #expect(page.contains("<svg"))
    }

    @Test func `A title from outside stays text`() async throws {
        let hostile = "<script>alert(1)</script> \"Acme\" & 'co' <img src=x onerror=alert(1)>"
        let scene = try await PageScene(titles: [hostile])
        for path in ["/", "/alerts/a1", "/headlines", "/streams/entity%3AACME"] {
            let page = await scene.get(path).text
            #expect(!page.contains("<script>alert"))
            #expect(!page.contains("<img"))
            #expect(page.contains("&lt;"))
        }
    }

    @Test(arguments: [
        ("/nothing", 404), ("/alerts/zz", 404), ("/streams/nonsense", 404), ("/streams/entity%3AGONE", 404),
        ("/sources/gone", 404), ("/rules/none", 404), ("/alerts/a1/more/of/it", 404),
        ("/headlines?q=%22", 400), ("/headlines?q=AND", 400), ("/headlines?q=*", 400),
        ("/headlines?sentiment=sad", 400), ("/headlines?from=2026-11-26&until=2016-01-01", 400),
        ("/headlines?from=soon", 400), ("/headlines?before=x", 400), ("/headlines?stream=nonsense", 404),
        ("/?span=10y", 400), ("/?span=1y", 400), ("/alerts?state=shut", 400), ("/alerts?severity=x", 400),
        ("/silences?streams=x", 400), ("/entities?status=x", 400), ("/streams?q=%00%ff", 200),
    ])
    func `What cannot be shown is refused in words`(path: String, status: Int) async throws {
        let page = try await PageScene().get(path)
        #expect(page.status == status)
        #expect(page.text.contains("<h1>"))
        #expect(!page.text.contains("SQLite"))
        #expect(!page.text.contains("fts5"))
    }

    @Test func `A range of ten years is answered`() async throws {
        let page = try await PageScene().get("/headlines?from=2016-01-01&until=2027-01-01")
        #expect(page.status == 200)
        #expect(page.text.contains("recalls"))
    }

    @Test func `The words that mattered are marked by width`() async throws {
        let page = try await PageScene(titles: ["Story of a recall"]).get("/headlines").text
        #expect(page.contains("<mark class=\"w3\">Story</mark>"))
    }

    @Test func `Adverse events are marked on the timeline and named with the headlines`() async throws {
        let scene = try await PageScene()
        let stream = await scene.get("/streams/entity%3AACME").text
        #expect(stream.contains("<title>product-safety: 1 story</title>"))
        #expect(stream.contains("1 adverse event."))
        #expect(await scene.get("/headlines").text.contains("<small>product-safety</small>"))
        let csv = await scene.get("/headlines.csv").text.split(whereSeparator: \.isNewline)
        #expect(csv.first?.hasSuffix(",risk,risk_types") == true)
        #expect(csv.dropFirst().first?.hasSuffix(",product-safety") == true)
    }

    @Test func `Only web addresses become links`() async throws {
        let page = try await PageScene().get("/headlines").text
        #expect(page.contains("href=\"https://w.example/1\" rel=\"noopener noreferrer\""))
        #expect(!page.contains("javascript:"))
    }

    @Test func `A rule's page says how often it fired, and replays it`() async throws {
        let scene = try await PageScene { facts in
            facts.rules = [WatchRule(id: "majors", streams: [StreamPattern("entity:*")].compactMap(\.self))]
            facts.replay = { rule, _ in [Alert.sample("r1", explanation: "replayed \(rule)")] }
        }
        let rules = await scene.get("/rules").text
        #expect(rules.contains("majors"))
        #expect(rules.contains("href=\"/rules/majors?replay=7d\""))
        let page = await scene.get("/rules/majors")
        #expect(page.text.contains("Replay it"))
        #expect(!page.text.contains("replayed majors"))
        #expect(await scene.get("/rules/majors?replay=7d").text.contains("replayed majors"))
        let csv = await scene.get("/rules/majors.csv?replay=7d&table=replayed").text
        #expect(csv.hasPrefix("at,severity,stream,"))
        #expect(csv.contains("replayed majors"))
    }

    @Test func `The pages say how many alerts a month to expect`() async throws {
        let month = MonthlyAlerts(rate: 5.7, kinds: [.init("entity", rate: 4.2), .init("market", rate: 1.5)])
        let scene = try await PageScene { $0.monthlyAlerts = { _ in month } }
        #expect(await !scene.get("/rules").text.contains("a month with this catalogue"))
        let running = Task { await scene.dashboard.run() }
        defer { running.cancel() }
        let sentence = "about 6 alerts a month with this catalogue: entity 4.2, market 1.5"
        while await !scene.get("/rules").text.contains(sentence) { await Task.yield() }
        #expect(await scene.get("/").text.contains(sentence))
        let csv = await scene.get("/rules.csv?table=monthly").text
        #expect(csv == "kind,alerts_per_month\r\nall,5.7\r\nentity,4.2\r\nmarket,1.5\r\n")
    }

    @Test func `Alerts that do not fit on a page are on the pages before it`() async throws {
        let scene = try await PageScene()
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.notices = (1...120).map {
            Alert.sample("x\($0)", of: .market, at: PageScene.now - .seconds(3600 + 60 * $0))
        }
        try await scene.history.commit(commit)
        func links(_ page: String) -> Set<String> {
            Set(page.matches(of: /href="\/alerts\/([ax0-9]+)"/).map { String($0.output.1) })
        }
        let first = await scene.get("/alerts").text
        #expect(links(first).count == 100)
        #expect(!first.contains(">Latest</a>"))
        let next = try #require(first.firstMatch(of: /<a href="([^"]+)" rel="next">Older/)).output.1
        let second = await scene.get(String(next).replacing("&amp;", with: "&")).text
        #expect(links(first).union(links(second)).count == 121)
        #expect(second.contains(">Latest</a>"))
        #expect(!second.contains("rel=\"next\""))
        #expect(await scene.get("/alerts.csv").text.split(separator: "\r\n").count == 122)
        #expect(await scene.get("/alerts?before=x").status == 400)
        #expect(await scene.get("/alerts?before=0&span=24h").status == 200)
    }

    @Test func `The numbers beside an alert are complete, and there for programs`() async throws {
        let scene = try await PageScene()
        #expect(await scene.get("/alerts/a1").text.contains("<td>5</td>"))
        let csv = await scene.get("/alerts/a1.csv?table=series").text.split(separator: "\r\n")
        #expect(csv.first == "stream,at,stories,negative,positive,expected,bits")
        #expect(csv.count == 2)
    }

    @Test func `Below a base all addresses have it`() async throws {
        var settings = DashboardSettings()
        settings.base = "/bellwether"
        let scene = try await PageScene(settings)
        for path in ["/bellwether/alerts", "/alerts"] {
            let page = await scene.get(path)
            #expect(page.status == 200)
            #expect(page.text.contains("href=\"/bellwether/sources\""))
            #expect(!page.text.contains("href=\"/sources\""))
        }
    }

    @Test func `Only GET, HEAD and POST are answered`() async throws {
        let scene = try await PageScene()
        #expect(await scene.ask("DELETE", "/alerts/a1").status == 405)
        #expect(await scene.ask("HEAD", "/alerts").status == 200)
    }

    @Test func `The icon and the title carry the number of open alerts`() async throws {
        let scene = try await PageScene()
        #expect(await scene.get("/").text.contains("/icon.svg?open=1"))
        let icon = await scene.get("/icon.svg?open=1")
        #expect(icon.text.contains(">1</text>"))
        #expect(await scene.get("/icon.svg?open=0").text.contains("text") == false)
    }
}
