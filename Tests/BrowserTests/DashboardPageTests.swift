import Dashboard
import Testing

extension InBrowser {
    /// The pages of the dashboard as people meet them.
    @Suite struct DashboardPageTests {
        /// Every kind of page.
        static let pages = [
            "", "?span=7d", "?wall", "alerts", "alerts/a1", "streams", "streams/entity:ACME",
            "streams/entity:ACME?span=7d", "streams/entity:ACME?span=30d", "streams/entity:ACME?span=1y",
            "headlines", "headlines?q=recalls&sentiment=negative", "sources", "sources/wire", "silences",
            "silences?streams=entity:ACME&for=1h", "rules", "rules/majors", "model", "themes", "entities",
            "login", "alerts/gone",
        ]

        @Test(.enabled(if: Axe.script != nil, "axe-core is not here: make browser fetches it."))
        func `No page keeps anybody out, in light and dark, wide and narrow`() async throws {
            try await DashboardScene.run { scene in
                try await scene.discover()
                try await Browser.run { browser in
                    try await browser.logIn(to: scene)
                    for page in Self.pages {
                        try await browser.open(scene.url + page)
                        for isDark in [false, true] {
                            for width in [1280, 320] {
                                try await browser.prefersDark(isDark)
                                try await browser.resize(width: width)
                                let violations = try await browser.violations()
                                #expect(
                                    violations.isEmpty, "/\(page), dark: \(isDark), \(width): \(violations)")
                                #expect(
                                    try await !browser.scrollsSideways(),
                                    "/\(page) scrolls sideways at \(width)")
                            }
                        }
                    }
                }
            }
        }

        @Test func `No page complains on the console or weighs more than 100 KB`() async throws {
            try await DashboardScene.run { scene in
                try await Browser.run { browser in
                    for page in Self.pages where page != "alerts/gone" {
                        try await browser.open(scene.url + page)
                        let lines = try await browser.console()
                        #expect(lines.isEmpty, "/\(page): \(lines.map(\.message))")
                        let bytes = try await browser.script(
                            "return performance.getEntriesByType('navigation')[0].decodedBodySize",
                            returning: Int.self)
                        #expect(bytes < 100_000, "/\(page) has \(bytes) bytes")
                    }
                }
            }
        }

        @Test func `Without scripts, every page shows what it shows with them`() async throws {
            try await DashboardScene.run { scene in
                try await Browser.run { browser in
                    try await browser.allowsScripts(false)
                    try await browser.open(scene.url)
                    for selector in [
                        "table.alerts a[href$='/alerts/a1']", "svg.timeline", "svg.heat-map",
                        "table.headlines",
                    ] {
                        #expect(try await browser.find(selector).isDisplayed, "\(selector)")
                    }
                    #expect(try await browser.all(".js").count > 0)
                    for control in try await browser.all(".js") { #expect(try await !control.isDisplayed) }
                    for page in Self.pages {
                        try await browser.open(scene.url + page)
                        #expect(try await browser.find("main h1").text.isEmpty == false, "/\(page)")
                    }
                }
            }
        }

        @Test func `A title with a script stays text`() async throws {
            try await DashboardScene.run { scene in
                try await Browser.run { browser in
                    for page in ["", "headlines", "alerts/a1", "streams/entity:ACME"] {
                        try await browser.open(scene.url + page)
                        #expect(
                            try await browser.find("main").text.contains(DashboardScene.hostile), "/\(page)")
                        #expect(try await browser.title != "owned")
                        #expect(try await browser.console().isEmpty)
                    }
                }
            }
        }

        @Test func `The title and the heading of a page say where one is`() async throws {
            try await DashboardScene.run { scene in
                try await Browser.run { browser in
                    try await browser.open(scene.url)
                    #expect(try await browser.title.hasPrefix("(1) "))
                    #expect(try await browser.find("nav [aria-current=page]").text == "Overview")
                    try await browser.find("svg.heat-map a[href*='/streams/']").click()
                    try await browser.find("h1", saying: "Acme (ACME)")
                    #expect(try await browser.url.contains("/streams/"))
                }
            }
        }
    }
}

extension Browser {
    /// Whether the page is wider than the window.
    func scrollsSideways() async throws -> Bool {
        try await script("return document.documentElement.scrollWidth > innerWidth", returning: Bool.self)
    }

    /// Says who one is.
    func logIn(to scene: DashboardScene, as name: String = "ann") async throws {
        try await open(scene.url + "login")
        try await find("input[name=name]").type(name)
        try await find("form.login button").click()
        try await find("footer", saying: "You are \(name)")
    }
}
