import Foundation
import Loopback
import TestSupport
import Testing

extension InBrowser {
    /// The driver itself, against a page of its own.
    @Suite struct DriverTests {
        private static let page = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>
            <link rel="stylesheet" href="/s.css"></head><body><main><h1>Heading</h1>
            <noscript><p id="off">Scripts are off.</p></noscript>
            <form action="/told"><label>Word <input name="word"></label><button>Tell</button></form>
            <p id="later"></p></main>
            <script>
              document.title = "Scripted";
              document.addEventListener("keydown", e => { if (e.key === "j") document.title += " j"; });
              setTimeout(() => document.getElementById("later").innerHTML = "<b class='new'>new</b>", 100);
              console.error("a complaint");
            </script></body></html>
            """

        private func serve() throws -> LoopbackServer {
            try LoopbackServer { request in
                if request.target == "/s.css" {
                    let css = "b{color:#00f}@media(prefers-color-scheme:dark){b{color:#ff0}}"
                    return LoopbackResponse(
                        200, headers: [("Content-Type", "text/css")], body: Array(css.utf8))
                }
                let isForm = request.target.hasPrefix("/told")
                return LoopbackResponse(
                    200, headers: [("Content-Type", "text/html")],
                    body: Array((isForm ? "<title>\(request.target)</title><h1>Told</h1>" : Self.page).utf8))
            }
        }

        @Test func `A page is read, typed into, clicked and pictured`() async throws {
            let server = try serve()
            defer { server.stop() }
            try await Browser.run { browser in
                try await browser.open(server.url("/"))
                #expect(try await browser.title == "Scripted")
                #expect(try await browser.find("h1").text == "Heading")
                #expect(try await browser.find("input").accessibleName == "Word")
                #expect(try await browser.find("button").role == "button")
                // The search waits for what a script adds later.
                #expect(try await browser.find(".new").text == "new")
                try await browser.press("j")
                #expect(try await browser.title == "Scripted j")
                #expect(try await browser.console().contains { $0.message.contains("a complaint") })
                #expect(try await browser.screenshot().starts(with: [0x89, 0x50, 0x4E, 0x47]))
                try await browser.find("input").type("a&b")
                try await browser.find("button").click()
                try await browser.find("h1", saying: "Told")
                #expect(try await browser.title == "/told?word=a%26b")
            }
        }

        @Test func `A page is seen narrow, dark, and without scripts`() async throws {
            let server = try serve()
            defer { server.stop() }
            try await Browser.run { browser in
                try await browser.resize(width: 320)
                try await browser.prefersDark(true)
                try await browser.open(server.url("/"))
                #expect(try await browser.script("return innerWidth", returning: Int.self) == 320)
                #expect(try await browser.find(".new").style("color") == "rgba(255, 255, 0, 1)")
                try await browser.prefersDark(false)
                #expect(try await browser.find(".new").style("color") == "rgba(0, 0, 255, 1)")
                try await browser.allowsScripts(false)
                try await browser.reload()
                #expect(try await browser.title == "Page")
                #expect(try await browser.find("#off").isDisplayed)
            }
        }

        @Test func `An element that is not there fails in the driver's words`() async throws {
            try await Browser.run { browser in
                try await browser.open("about:blank")
                let failure = await #expect(throws: WebDriver.Failure.self) {
                    _ = try await browser.find("#gone")
                }
                #expect(failure?.error == "no such element")
            }
        }
    }
}
