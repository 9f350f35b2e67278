import Dashboard
import Domain
import FoundationEssentials
import History
import Serving
import SQLiteHistory
import Testing
import TestSupport

@Suite struct FormatTests {
    @Test(arguments: [
        "/alerts", "/streams", "/themes", "/headlines", "/sources", "/silences", "/entities", "/rules",
        "/model",
        "/overview",
    ])
    func `Every page is there as JSON and as CSV`(path: String) async throws {
        let scene = try await PageScene()
        let json = await scene.get("\(path).json")
        #expect(json.status == 200)
        #expect(json.response.header("Content-Type") == "application/json")
        _ = try JSONDecoder().decode([String: [[String: Value]]].self, from: Data(json.text.utf8))
        let csv = await scene.get("\(path).csv")
        #expect(csv.status == 200)
        #expect(csv.response.header("Content-Type")?.hasPrefix("text/csv") == true)
        #expect(csv.text.hasSuffix("\r\n"))
    }

    @Test func `An alert is there with its notices`() async throws {
        let json = try await PageScene().get("/alerts/a1.json").text
        let tables = try JSONDecoder().decode([String: [[String: Value]]].self, from: Data(json.utf8))
        #expect(tables["alerts"]?.first?["stream"] == .text("entity:ACME"))
        #expect(tables["notices"]?.count == 1)
        #expect(tables["alerts"]?.first?["observed"] == .number(5))
    }

    @Test func `A title that a spreadsheet would compute is only text`() async throws {
        let scene = try await PageScene(titles: ["=1+1, \"quoted\""])
        let csv = await scene.get("/headlines.csv").text
        #expect(csv.contains("\"'=1+1, \"\"quoted\"\"\""))
    }

    @Test func `Alerts are an Atom feed`() async throws {
        let scene = try await PageScene()
        let feed = await scene.get("/alerts.atom")
        #expect(feed.response.header("Content-Type")?.hasPrefix("application/atom+xml") == true)
        #expect(feed.text.contains("<id>urn:bellwether:alert:a1</id>"))
        #expect(feed.text.contains("<title>critical: Acme (ACME)</title>"))
        #expect(feed.text.contains("href=\"http://localhost:8377/alerts/a1\""))
        #expect(await scene.get("/headlines.atom").status == 404)
    }

    @Test func `A program is refused in plain words`() async throws {
        let refusal = try await PageScene().get("/alerts/zz.json")
        #expect(refusal.status == 404)
        #expect(refusal.text == "There is no alert zz. Alerts are kept for good; look for it among them.\n")
    }

    /// A value of a table.
    private enum Value: Decodable, Equatable {
        case none, text(String), number(Double), flag(Bool), list([String])

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .none
            } else if let text = try? value.decode(String.self) {
                self = .text(text)
            } else if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? value.decode(Double.self) {
                self = .number(number)
            } else {
                self = .list(try value.decode([String].self))
            }
        }
    }
}
