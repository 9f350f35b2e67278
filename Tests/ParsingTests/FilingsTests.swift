import Domain
import Parsing
import Testing

@Suite struct FilingsTests {
    private func title(_ title: String, items: [String] = []) throws -> String? {
        let lines = items.map { "&lt;br&gt;\($0)" }.joined(separator: "\n")
        let body = """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>Latest Filings</title><entry><title>\(title)</title>
            <summary type="html"> &lt;b&gt;Filed:&lt;/b&gt; 2026-11-25 &lt;b&gt;AccNo:&lt;/b&gt; 0000012345-26-000123
            \(lines)</summary><id>urn:tag:sec.gov,2008:accession-number=0000012345-26-000123</id></entry></feed>
            """
        let feed = Feed(
            id: "edgar", title: "E", url: "https://sec.example/", kind: .news, interval: .seconds(60))
        let document = FeedDocument(Array(body.utf8), url: feed.url, receivedAt: Instant(seconds: 0))
        return try parseNews(document, of: feed).entries.first?.title
    }

    @Test(arguments: [
        (["Item 1.03: Bankruptcy or Receivership"], "ACME CORP files for bankruptcy"),
        (
            ["Item 8.01: Other Events", "Item 4.02: Non-Reliance on Previously Issued Financial Statements"],
            "ACME CORP warns that its past financial statements can no longer be relied on and reports other events"
        ),
        (["Item 2.02: Results of Operations", "Item 9.01: Exhibits"], "ACME CORP publishes its results"),
        (["Item 9.01: Exhibits"], "8-K - ACME CORP (0000012345) (Filer)"),
    ])
    func `A filing is told by its items, the worst first`(items: [String], wanted: String) throws {
        #expect(try title("8-K - ACME CORP (0000012345) (Filer)", items: items) == wanted)
    }

    @Test(arguments: [
        (
            "NT 10-K - ACME CORP (0000012345) (Filer)",
            "ACME CORP warns that it cannot file its annual report on time"
        ),
        (
            "10-Q/A - Acme (Holdings) Inc. /DE/ (0000012345) (Filer)",
            "Acme (Holdings) Inc. files its quarterly report"
        ),
        ("4 - Doe Jane (0000012345) (Reporting)", "4 - Doe Jane (0000012345) (Reporting)"),
        ("8-K - ACME CORP (12345) (Filer)", "8-K - ACME CORP (12345) (Filer)"),
        ("Acme - the story (0000012345) (again)", "Acme - the story (0000012345) (again)"),
        ("8-K - (0000012345) (Filer)", "8-K - (0000012345) (Filer)"), ("8-K", "8-K"), (")", ")"),
    ])
    func `A form says what it is, and other titles stay`(written: String, wanted: String) throws {
        #expect(try title(written) == wanted)
    }

    @Test func `A summary is read where the catalogue says so`() {
        #expect(AssessedPart.title.text(title: "Notice", summary: "Acme falls") == "Notice")
        #expect(
            AssessedPart.titleAndSummary.text(title: "Notice", summary: "Acme falls\nBy 3 %")
                == "Notice. Acme falls. By 3 %")
        #expect(AssessedPart.titleAndSummary.text(title: "Notice", summary: nil) == "Notice")
        let long = String(repeating: "word ", count: 10_000)
        #expect(AssessedPart.titleAndSummary.text(title: "T", summary: long).count < 500)
    }
}
