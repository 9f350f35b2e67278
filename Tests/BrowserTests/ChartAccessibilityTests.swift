import Charts
import Loopback
import TestSupport
import Testing

extension InBrowser {
    /// The charts by themselves, as a page embeds them.
    @Suite(.enabled(if: Axe.script != nil, "axe-core is not here: make browser fetches it."))
    struct ChartAccessibilityTests {
        private static let charts = ["timeline", "heat-map", "calibration", "sparkline", "meter"]

        /// The golden charts on a page with the policy that the dashboard has.
        private func serve() throws -> LoopbackServer {
            let charts = try Self.charts.map { name in
                "<h2>\(name)</h2><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"\(name)\">"
                    + (try Fixtures.text("charts/\(name).svg")) + "</div>"
            }
            let page = """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Charts</title>
                <link rel="stylesheet" href="/s.css"></head>
                <body><main><h1>Charts</h1>\(charts.joined())</main></body></html>
                """
            let css =
                ChartStyle.palette + ChartStyle.rules
                + ".wide{overflow-x:auto}body{background:var(--paper);color:var(--ink)}"
            return try LoopbackServer { request in
                let isStyle = request.target == "/s.css"
                return LoopbackResponse(
                    200,
                    headers: [
                        ("Content-Type", isStyle ? "text/css" : "text/html"),
                        (
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
                        ),
                    ],
                    body: Array((isStyle ? css : page).utf8))
            }
        }

        @Test func `Charts keep nobody out, in light and dark, wide and narrow`() async throws {
            let server = try serve()
            defer { server.stop() }
            try await Browser.run { browser in
                for isDark in [false, true] {
                    for width in [1280, 320] {
                        try await browser.prefersDark(isDark)
                        try await browser.resize(width: width)
                        try await browser.open(server.url("/"))
                        let violations = try await browser.violations()
                        #expect(violations.isEmpty, "dark: \(isDark), \(width): \(violations)")
                        // An icon of the site is asked for in any case.
                        let refused = try await browser.console().filter { !$0.message.contains("favicon") }
                        #expect(refused.isEmpty, "\(refused)")
                        let isScrolled = try await browser.script(
                            "return document.documentElement.scrollWidth > innerWidth", returning: Bool.self)
                        #expect(!isScrolled, "the page scrolls sideways at \(width)")
                    }
                }
            }
        }

        @Test func `A screen reader hears what a chart is, and reaches its alerts`() async throws {
            let server = try serve()
            defer { server.stop() }
            try await Browser.run { browser in
                try await browser.open(server.url("/"))
                let timeline = try await browser.find("svg.timeline")
                #expect(try await timeline.role == "group")
                #expect(try await timeline.accessibleName == "Blackridge Bank, stories by half hour")
                let alert = try await browser.find("svg.timeline a[href='/alerts/3f9a']")
                #expect(try await alert.accessibleName.contains("Critical alert at 10:20"))
                #expect(try await browser.find("svg.calibration").role == "image")
            }
        }
    }
}
