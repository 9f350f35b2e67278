import Dashboard
import Domain
import History
import SQLiteHistory
import Testing
import TestSupport

/// Pages of a crisis that one alert tells of and another one only belongs to.
@Suite struct CrisisTests {
    private func scene() async throws -> PageScene {
        let scene = try await PageScene()
        var teller = Alert.sample("t1", of: .entity("BOLT"), at: PageScene.now - .seconds(300))
        teller.name = "Bolt <b>"
        teller.touched = [.topic("energy-oil"), .market]
        var told = Alert.sample("t2", of: .topic("energy-oil"), at: PageScene.now - .seconds(200))
        told.toldBy = "t1"
        var commit = Commit { notice, _ in
            NoticeRoute(receivers: notice.toldBy == nil ? ["log"] : [], isSilenced: false)
        }
        commit.notices = [teller, told]
        try await scene.history.commit(commit)
        return scene
    }

    @Test func `The alert that tells of a crisis links to those that it was told together with`() async throws
    {
        let scene = try await scene()
        let link = "<a href=\"/alerts/t2\">the topic energy-oil</a>"
        for path in ["/", "/alerts"] {
            let page = await scene.get(path).text
            #expect(page.contains("<small>Also covers: \(link) <a href=\"/streams/market\">"))
        }
        let page = await scene.get("/alerts/t1").text
        #expect(page.contains("<h2 id=\"together-title\">Also covers</h2>"))
        #expect(page.contains("<li>\(link)</li>"))
        #expect(!page.contains("Told with"))
    }

    @Test func `An alert that was not sent says which one told it`() async throws {
        let scene = try await scene()
        let link = "<a href=\"/alerts/t1\">Bolt &lt;b&gt; (BOLT)</a>"
        for path in ["/", "/alerts"] {
            #expect(await scene.get(path).text.contains("<small>Covered by \(link)</small>"))
        }
        let page = await scene.get("/alerts/t2").text
        #expect(page.contains("covered by \(link)"))
        #expect(page.contains("not sent: covered by another alert"))
        #expect(!page.contains("Also covers"))
    }

    @Test func `Programs get both`() async throws {
        let scene = try await scene()
        let csv = await scene.get("/alerts.csv").text.split(separator: "\r\n")
        #expect(csv.first?.hasSuffix(",touched,told_by") == true)
        #expect(csv.contains { $0.hasPrefix("t1,") && $0.hasSuffix(",topic:energy-oil; market,") })
        #expect(csv.contains { $0.hasPrefix("t2,") && $0.hasSuffix(",,t1") })
        let json = await scene.get("/alerts/t2.json").text
        #expect(json.contains("\"told_by\":\"t1\""))
        #expect(
            await scene.get("/alerts/t1.json").text.contains("\"touched\":[\"topic:energy-oil\",\"market\"]"))
    }
}
