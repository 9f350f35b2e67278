import Dashboard
import Domain
import Serving
import Testing
import TestSupport

/// What strangers write into addresses, forms and news.
@Suite struct HostileTests {
    @Test(arguments: ["-9223372036854775808", "9223372036854775807", "253402300800000", "-1", "1e9", ""])
    func `A receipt of no time that could be is left out`(time: String) async throws {
        let page = try await PageScene().get("/login?done=acknowledged:\(time):a1")
        #expect(page.status == 200)
        #expect(!page.text.contains("Acknowledged."))
    }

    @Test(arguments: [
        "-9223372036854775808.1", "9223372036854775807.1", "1.-1", "1.9223372036854775808", "1", "1.2.3",
        "..",
    ])
    func `A place in a list that could not be is refused in words`(place: String) async throws {
        let page = try await PageScene().get("/headlines?before=\(place)")
        #expect(page.status == 400)
        #expect(page.text.contains("go back to the first page"))
    }

    /// A quotation mark with an accent or a joiner after it is one `Character`, but two to a browser.
    @Test(arguments: ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{20DD}"])
    func `A quotation mark with an accent ends no attribute`(accent: String) async throws {
        let hostile = "x\"\(accent) autofocus onfocus=alert(1) <\(accent)b>&\(accent)'\(accent)"
        let scene = try await PageScene(titles: [hostile])
        let typed = percentEncoded(hostile)
        for path in [
            "/", "/alerts/a1", "/headlines", "/headlines?source=\(typed)", "/login?to=\(typed)",
            "/rules/\(typed)", "/streams?q=entity%3A\(typed)", "/silences?streams=entity%3A*\(typed)",
        ] {
            let page = await scene.get(path).text
            for mark in ["\"", "<", "&", "'"] {
                let bytes = Array((mark + accent).utf8)
                #expect(!Array(page.utf8).contains(bytes), "\(path): \(mark)")
            }
            #expect(page.unicodeScalars.contains(accent.unicodeScalars.first ?? " "), "\(path)")
        }
    }

    @Test func `An address that begins with two slashes leads to no other server`() async throws {
        let page = try await PageScene().get("//evil.example/alerts")
        #expect(page.status == 404)
        #expect(!page.text.contains("\"//"))
    }

    @Test func `A spreadsheet sees no formula and no new column behind an accent`() async throws {
        let csv = try await PageScene(titles: ["=\u{338}1+1", "a,\u{301}b", "a\"\u{301}b", "\n=2"])
            .get("/headlines.csv").text
        #expect(csv.utf8.contains(",'=\u{338}1+1,".utf8))
        #expect(csv.utf8.contains(",\"a,\u{301}b\",".utf8))
        #expect(csv.utf8.contains(",\"a\"\"\u{301}b\",".utf8))
        #expect(csv.utf8.contains(",\"'\n=2\",".utf8))
    }

    @Test(arguments: [
        ("a\u{202E}nn\u{0}\u{1B}[31m", "ann[31m"), ("  ann \r\n\t bo ", "ann bo"),
        ("a" + String(repeating: "\u{301}", count: 5000), "a" + String(repeating: "\u{301}", count: 79)),
    ])
    func `A name is a short line without control characters`(typed: String, stored: String) async throws {
        let scene = try await PageScene()
        let visitor = try await scene.visitor(named: typed)
        let page = await scene.get("/", [("Cookie", visitor.cookie)]).text
        #expect(page.contains("You are \(stored)<") || page.contains("You are \(stored) <"))
    }

    @Test func `A name of nothing that can be seen is none`() async throws {
        let scene = try await PageScene()
        let stranger = try Visitor(await scene.get("/login"))
        #expect(await scene.post("/login", [("name", " \u{202E}\u{0}")], as: stranger).status == 400)
    }
}
