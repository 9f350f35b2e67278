import Domain
import Parsing
import Testing

@Suite struct StatedTimeTests {
    private static let noon = Instant(seconds: 1_795_435_200)
    private static let midnight = Instant(seconds: 1_795_392_000)

    @Test(arguments: [
        "Mon, 23 Nov 2026 12:00:00 GMT", "2026-11-23T12:00:00Z", "2026-11-23T07:00:00-05:00", "1795435200",
        "Mon, 23 Nov 2026 07:00:00 America/New_York", "23 Nov 2026 12:00 UTC",
    ])
    func `A time with a zone is an instant`(text: String) {
        #expect(statedTime(text) == .instant(Self.noon))
    }

    @Test(arguments: [
        "2026-11-23 12:00:00", "2026-11-23T12:00", "23 Nov 2026 12:00:00", "Mon, 23 Nov 2026 12:00:00",
        "23.11.2026 12:00", "11/23/2026 12:00 PM", "2026年11月23日 12:00",
    ])
    func `A time without a zone is local`(text: String) { #expect(statedTime(text) == .local(Self.noon)) }

    @Test(arguments: [
        "2026-11-23", "20261123", "23 Nov 2026", "Monday, November 23, 2026", "2026年11月23日", "23.11.2026",
        "2026-11-23T00:00:00Z", "Mon, 23 Nov 2026 00:00:00 +0000", "2026-11-23 00:00:00",
        "2026-11-23T00:00:00.000Z",
    ])
    func `A date without a time is a day, and so is midnight to the second`(text: String) {
        #expect(statedTime(text) == .day(Self.midnight))
    }

    @Test func `Midnight is that of the zone`() {
        #expect(statedTime("2026-11-23T00:00:00-05:00") == .day(Self.midnight + .seconds(5 * 3600)))
        #expect(statedTime("2026-11-23T00:00:00Z") == .day(Self.midnight))
        #expect(statedTime("2026-11-22T19:00:00-05:00") == .instant(Self.midnight))
    }

    @Test func `The catalogue's zone is that of local times alone, in winter and in summer`() throws {
        var feed = Feed(
            id: "f", title: "F", url: "https://f.example/", kind: .news, interval: .seconds(600))
        feed.zone = "America/New_York"
        let dates = [
            "2027-01-25 06:40:00", "2026-07-01 06:40:00", "2027-01-25T06:40:00Z", "2027-01-25",
        ]
        let items = dates.map { "<item><title>T</title><pubDate>\($0)</pubDate></item>" }
        let body = "<rss version=\"2.0\"><channel><title>W</title>\(items.joined())</channel></rss>"
        let contents = try parseContents(
            FeedDocument(Array(body.utf8), url: feed.url, receivedAt: Self.noon), of: feed)
        #expect(
            contents.entries.map { $0.published?.reading.rfc3339 } == [
                "2027-01-25T11:40:00Z", "2026-07-01T10:40:00Z", "2027-01-25T06:40:00Z",
                "2027-01-25T00:00:00Z",
            ])
    }
}
