import Dashboard
import Loopback
import Testing

extension InBrowser {
    /// Answering alerts, as people do it and as others must not.
    @Suite struct DashboardAnswerTests {
        @Test func `An alert is acknowledged by keyboard, and that is undone`() async throws {
            try await DashboardScene.run { scene in
                try await Browser.run { browser in
                    try await browser.logIn(to: scene)
                    try await browser.open(scene.url + "alerts")
                    try await browser.press("j")
                    #expect(try await browser.find("tr.chosen").text.contains("Acme"))
                    try await browser.press("a")
                    #expect(try await browser.find("#receipt").text.contains("Undo"))
                    #expect(try await browser.find("table.alerts tr[data-row]").text.contains("ann"))
                    try await browser.press("u")
                    _ = try await browser.find("#receipt:not(:has(form))")
                    #expect(try await !browser.find("table.alerts tr[data-row]").text.contains("ann"))
                }
            }
        }

        @Test func `Keys show their list, lead to the search and leave fields alone`() async throws {
            try await DashboardScene.run { scene in
                try await Browser.run { browser in
                    try await browser.open(scene.url + "headlines")
                    try await browser.press("?")
                    #expect(try await browser.find("#keys").isDisplayed)
                    try await browser.press(.escape)
                    // The browser closes it a moment later; keys before that are the list's.
                    _ = try await browser.find("#keys:not([open])")
                    try await browser.press("/")
                    try await browser.press("jad?")
                    #expect(try await browser.find("[data-search]").attribute("name") == "q")
                    #expect(
                        try await browser.script(
                            "return document.activeElement.value", returning: String.self)
                            == "jad?")
                    try await browser.press(.enter)
                    _ = try await browser.find("[data-search][value='jad?']")
                    #expect(try await browser.url.contains("q=jad"))
                }
            }
        }

        @Test func `Without scripts, an alert is answered by its form`() async throws {
            try await DashboardScene.run { scene in
                try await Browser.run { browser in
                    try await browser.allowsScripts(false)
                    try await browser.logIn(to: scene, as: "bea")
                    try await browser.open(scene.url + "alerts/a1")
                    try await browser.find("button[data-key=a]").click()
                    #expect(try await browser.find("#receipt").text.contains("Undo"))
                    #expect(try await browser.find("#s-answers").text.contains("by bea"))
                    try await browser.find("#receipt button").click()
                    _ = try await browser.find("#receipt:not(:has(form))")
                    #expect(try await !browser.find("#s-answers").text.contains("by bea"))
                }
            }
        }

        @Test func `A form of another page is refused, and so is another name of the server`() async throws {
            try await DashboardScene.run { scene in
                let stranger = try LoopbackServer { _ in
                    let page = """
                        <!doctype html><title>Win</title><form method="post" action="\(scene.url)alerts/ack">
                        <input name="id" value="a1"><button>Win</button></form>
                        """
                    return LoopbackResponse(
                        200, headers: [("Content-Type", "text/html")], body: Array(page.utf8))
                }
                defer { stranger.stop() }
                let foreign = scene.url.replacing("127.0.0.1", with: "evil.example")
                try await Browser.run(["--host-resolver-rules=MAP evil.example 127.0.0.1"]) { browser in
                    try await browser.logIn(to: scene)
                    try await browser.open(stranger.url("/"))
                    try await browser.find("button").click()
                    try await browser.find("h1", saying: "Refused")
                    try await browser.open(foreign)
                    #expect(try await browser.find("body").text.contains("not called \"evil.example\""))
                    try await browser.open(scene.url + "alerts/a1")
                    #expect(try await browser.find("#s-answers").text.contains("Nobody has answered yet."))
                }
            }
        }

        @Test func `Where a token is asked for, nothing is seen without it`() async throws {
            var settings = DashboardSettings()
            settings.token = "correct horse"
            try await DashboardScene.run(settings) { scene in
                try await Browser.run { browser in
                    try await browser.open(scene.url + "alerts")
                    #expect(try await browser.find("h1").text == "Log in")
                    #expect(try await !browser.source.contains("Acme"))
                    try await browser.find("input[name=name]").type("ann")
                    try await browser.find("input[name=secret]").type("wrong")
                    try await browser.find("form.login button").click()
                    try await browser.find("h1", saying: "Refused")
                    try await browser.open(scene.url + "login")
                    try await browser.find("input[name=name]").type("ann")
                    try await browser.find("input[name=secret]").type("correct horse")
                    try await browser.find("form.login button").click()
                    try await browser.find("td", saying: "Acme")
                }
            }
        }
    }
}
