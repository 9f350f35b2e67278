import Domain
import Testing

extension InBrowser {
    /// Pages that stay open.
    @Suite struct DashboardLiveTests {
        @Test func `A new alert appears without a reload`() async throws {
            try await DashboardScene.run { scene in
                try await Browser.run { browser in
                    try await browser.open(scene.url)
                    try await browser.script("window.isStill = true")
                    // The first sign of life: from now on nothing is missed.
                    _ = try await browser.find("#live .zone")
                    try await browser.hearsEvents()
                    try await scene.fire("b2")
                    #expect(try await browser.find("table.alerts a[href$='/alerts/b2']").isDisplayed)
                    #expect(try await browser.title.hasPrefix("(2) "))
                    #expect(try await browser.find("#icon").attribute("href")?.contains("2") ?? false)
                    #expect(try await browser.script("return window.isStill", returning: Bool.self))
                }
            }
        }

        @Test func `A page whose server is gone is dimmed and says since when`() async throws {
            try await DashboardScene.run { scene in
                try await Browser.run { browser in
                    try await browser.open(scene.url)
                    try await browser.hearsEvents()
                    await scene.stop()
                    try await browser.waits(upTo: .seconds(20))
                    _ = try await browser.find("html.stale")
                    #expect(try await browser.find("#live").text == "No connection; as of 09:30 UTC")
                    #expect(try await browser.find("main").style("opacity") == "0.45")
                    #expect(try await browser.find("table.alerts").text.contains("Acme"))
                }
            }
        }

        @Test func `A phone shows the newest end of a chart, and stays where one scrolled when news come`()
            async throws
        {
            try await DashboardScene.run { scene in
                try await Browser.run { browser in
                    try await browser.resize(width: 320)
                    try await browser.open(scene.url)
                    let left = "return document.querySelector('.wide:has(> .timeline)').scrollLeft"
                    #expect(try await browser.script(left, returning: Double.self) > 100)
                    try await browser.script(left + " = 40")
                    try await browser.hearsEvents()
                    try await scene.fire("b2", of: .entity("ACME"))
                    _ = try await browser.find("svg.timeline a[href$='/alerts/b2']")
                    #expect(try await browser.script(left, returning: Double.self) == 40)
                }
            }
        }

        @Test func `A page may show local time, and says so`() async throws {
            try await DashboardScene.run { scene in
                try await Browser.run { browser in
                    try await browser.lives(in: "Asia/Tokyo")
                    try await browser.open(scene.url)
                    #expect(try await browser.find("footer .zone").text == "UTC")
                    try await browser.find("#tz").click()
                    #expect(try await browser.find("footer .zone").text == "Asia/Tokyo")
                    let time = try await browser.find("table.headlines time")
                    #expect(try await time.attribute("datetime") == "2026-11-23T09:20:00Z")
                    #expect(try await time.text.hasSuffix("18:20"))
                }
            }
        }
    }
}

extension Browser {
    /// Waits until the page hears the events of its server.
    fileprivate func hearsEvents() async throws {
        _ = try await script(
            """
            const live = document.querySelector("#live");
            return new Promise(heard => {
              const look = () => live.textContent.startsWith("live") ? heard(true) : setTimeout(look, 50);
              look();
            });
            """, returning: Bool.self)
    }
}
