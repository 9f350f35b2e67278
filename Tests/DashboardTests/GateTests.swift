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

    @Test(arguments: ["login", "bearer"])
    func `After ten wrong tokens an address must wait, and knows for how long`(way: String) async throws {
        var settings = DashboardSettings()
        settings.token = "open sesame"
        let scene = try await PageScene(settings)
        func attempt(_ token: String, from address: String) async throws -> Answer {
            if way == "bearer" {
                return await scene.get(
                    "/alerts.json", [("Authorization", "Bearer \(token)")], from: address)
            }
            let stranger = try Visitor(await scene.get("/login"))
            return await scene.post(
                "/login", [("name", "eve"), ("secret", token)], as: stranger, from: address)
        }
        for number in 0..<10 {
            #expect([401, 403].contains(try await attempt("guess \(number)", from: "10.0.0.7").status))
        }
        for token in ["guess", "open sesame"] {
            let refused = try await attempt(token, from: "10.0.0.7")
            #expect(refused.status == 429)
            #expect(refused.response.header("Retry-After") == "600")
            #expect(refused.text.contains("Try again in 10 minutes."))
        }
        #expect([200, 303].contains(try await attempt("open sesame", from: "10.0.0.8").status))
        async let moved: Void = scene.clock.advance(to: PageScene.now + .seconds(600))
        try await scene.clock.sleep(until: PageScene.now + .seconds(600))
        await moved
        #expect([200, 303].contains(try await attempt("open sesame", from: "10.0.0.7").status))
    }

    @Test func `After a hundred wrong tokens everybody must wait, but for those who are in`() async throws {
        var settings = DashboardSettings()
        settings.token = "open sesame"
        let scene = try await PageScene(settings)
        let ann = try await scene.visitor(token: "open sesame")
        for number in 0..<100 {
            _ = await scene.get(
                "/alerts.json", [("Authorization", "Bearer guess")], from: "10.0.0.\(number)")
        }
        let right = [(name: "Authorization", value: "Bearer open sesame")]
        #expect(await scene.get("/alerts.json", right, from: "10.0.1.1").status == 429)
        #expect(await scene.get("/alerts.json", [("Cookie", ann.cookie)], from: "10.0.1.1").status == 200)
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
