import Dashboard
import Domain
import History
import Serving
import SQLiteHistory
import Testing
import TestSupport

@Suite struct GateTests {
    @Test(arguments: ["localhost", "localhost:8377", "127.0.0.1:1", "[::1]:8377", "LOCALHOST:8377"])
    func `Names of this machine are let in`(host: String) async throws {
        #expect(try await PageScene().get("/", [("Host", host)]).status == 200)
    }

    @Test(arguments: [
        "evil.example", "localhost.evil.example:8377", "", "127.0.0.1.evil.example", "[::2]", "[::1]evil",
        "localhost:80@evil.example", "user@localhost", "localhost.", "[::1", "0.0.0.0",
    ])
    func `A foreign Host is refused`(host: String) async throws {
        let page = try await PageScene().get("/", [("Host", host)])
        #expect(page.status == 421)
        #expect(!page.text.contains("Acme"))
    }

    @Test func `A configured name is let in`() async throws {
        var settings = DashboardSettings()
        settings.hosts = ["Desk.example"]
        let scene = try await PageScene(settings)
        #expect(await scene.get("/", [("Host", "desk.example")]).status == 200)
        #expect(await scene.get("/", [("Host", "other.example")]).status == 421)
    }

    @Test func `With a token, nothing is seen without it`() async throws {
        var settings = DashboardSettings()
        settings.token = "open sesame"
        let scene = try await PageScene(settings)
        let page = await scene.get("/alerts?state=open")
        #expect(page.status == 303)
        #expect(page.location == "/login?to=%2Falerts%3Fstate%3Dopen")
        #expect(await scene.get("/alerts.json").status == 401)
        #expect(await scene.get("/events").status == 401)
        #expect(await scene.get("/alerts.json", [("Authorization", "Bearer wrong")]).status == 401)
        #expect(await scene.get("/alerts.json", [("Authorization", "Bearer open sesame")]).status == 200)
        #expect(!(await scene.get("/login").text.contains("1</b> alert")))
    }

    @Test func `Whoever shows the token sees the pages and has a new session`() async throws {
        var settings = DashboardSettings()
        settings.token = "open sesame"
        let scene = try await PageScene(settings)
        let stranger = try Visitor(await scene.get("/login"))
        let wrong = await scene.post("/login", [("name", "ann"), ("secret", "wrong")], as: stranger)
        #expect(wrong.status == 403)
        let visitor = try await scene.visitor(token: "open sesame")
        #expect(visitor.cookie != stranger.cookie)
        #expect(await scene.get("/alerts", [("Cookie", visitor.cookie)]).status == 200)
    }

    @Test func `A session's cookie is kept from scripts and from other sites`() async throws {
        let header = try await PageScene().get("/").response.header("Set-Cookie")
        #expect(header?.contains("HttpOnly") == true)
        #expect(header?.contains("SameSite=Strict") == true)
        #expect(header?.contains("Path=/") == true)
    }

    @Test func `A proxy's header is believed only when it is configured`() async throws {
        let trusting = { () async throws -> PageScene in
            var settings = DashboardSettings()
            settings.userHeader = "x-forwarded-user"
            return try await PageScene(settings)
        }
        let header = [(name: "X-Forwarded-User", value: "bob")]
        #expect(try await trusting().get("/", header).text.contains("You are bob"))
        #expect(!(try await PageScene().get("/", header).text.contains("bob")))
    }

    @Test func `A link from elsewhere loads again, so that the session is known`() async throws {
        let scene = try await PageScene()
        let page = await scene.get("/alerts/a1", [("Sec-Fetch-Site", "cross-site")])
        #expect(page.status == 200)
        #expect(page.text.contains("http-equiv=\"refresh\""))
        #expect(page.cookie == nil)
        let visitor = try await scene.visitor()
        let known = await scene.get(
            "/alerts/a1", [("Sec-Fetch-Site", "cross-site"), ("Cookie", visitor.cookie)])
        #expect(known.text.contains("Acme"))
    }
}
