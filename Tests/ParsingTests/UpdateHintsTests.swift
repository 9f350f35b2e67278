import Domain
import Parsing
import Testing

@Suite struct UpdateHintsTests {
    @Test(arguments: [
        ("<ttl>60</ttl>", UpdateHints(seconds: 3600)), ("<ttl>soon</ttl>", UpdateHints()),
        ("<ttl>0</ttl>", UpdateHints()),
        (
            "<skipHours><hour>0</hour><hour>24</hour><hour> 7 </hour><hour>99</hour></skipHours>",
            UpdateHints(skippedHours: [0, 0, 7])
        ),
        ("<skipDays><day>Saturday</day><day>SUNDAY</day></skipDays>", UpdateHints(skippedDays: [6, 0])),
        (
            "<s:updatePeriod xmlns:s='http://purl.org/rss/1.0/modules/syndication/'>daily</s:updatePeriod><s:updateFrequency xmlns:s='http://purl.org/rss/1.0/modules/syndication/'>4</s:updateFrequency>",
            UpdateHints(seconds: 21600)
        ),
    ])
    func `A channel says when to poll it again`(markup: String, hints: UpdateHints) throws {
        let feed = "<rss version='2.0'><channel>\(markup)<item><title>T</title></item></channel></rss>"
        #expect(try parseFeed(Array(feed.utf8)).hints == hints)
    }
}
