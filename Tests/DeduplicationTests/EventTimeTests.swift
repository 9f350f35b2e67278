import Domain
import Testing

@testable import Deduplication

@Suite struct EventTimeTests {
    /// 2026-11-23, 12:00 UTC.
    private static let now = Instant(seconds: 1_795_435_200)
    private static let hour: Duration = .seconds(3600)

    private func age(_ date: StatedTime?, usual: Duration? = nil) -> Duration {
        Self.now - eventTime(of: date, fetchedAt: Self.now, usualDelay: usual)
    }

    @Test(arguments: [0, 1, 5, 23, 30, 5 * 24, 240 * 24])
    func `An instant is as old as it says, without a hole in the rule`(hours: Int) {
        #expect(age(.instant(Self.now - Self.hour * hours)) == Self.hour * hours)
    }

    @Test(arguments: [
        StatedTime?.none, .instant(now + hour), .local(now + hour * 9), .instant(Instant(seconds: 0)),
    ])
    func `No date, one of the future and one before there were feeds count as of the fetch`(date: StatedTime?)
    {
        #expect(age(date) == .zero)
    }

    @Test func `A day is not its midnight`() {
        let today = Self.now - Self.hour * 12
        #expect(age(.day(today)) == .zero)
        #expect(age(.day(today - Self.hour * 24)) == .zero, "in the west it is still yesterday")
        #expect(age(.day(today - Self.hour * 48)) == Self.hour * 24)
        #expect(age(.day(today + Self.hour * 24)) == .zero, "in the east it is already tomorrow")
    }

    @Test func `A constant that is added to all dates of a feed changes nothing once it is learned`() {
        let dates = (0..<40).map { Self.now - .seconds(60 + $0 * 137) }
        func events(shifted shift: Duration) -> [Instant] {
            var delay = PublicationDelay()
            for date in dates { delay.observe([.local(date + shift)], at: date + .seconds(600)) }
            return dates.map {
                eventTime(of: .local($0 + shift), fetchedAt: Self.now, usualDelay: delay.usual)
            }
        }
        let right = events(shifted: .zero)
        for hours in [-14, -5, -1, 1, 9, 12] { #expect(events(shifted: Self.hour * hours) == right) }
    }

    @Test func `What an item may do follows from its age alone, unless its feed is new`() {
        func use(_ age: Duration, isBacklog: Bool = false) -> Item.Use {
            Item(
                feed: "f", key: "k", story: StoryID(1), fingerprint: 1, isFirstOfStory: true, title: "T",
                link: nil,
                summary: nil, author: nil, language: nil, eventTime: Self.now - age, published: nil,
                fetchedAt: Self.now, isBacklog: isBacklog
            ).use
        }
        #expect(use(.zero) == .evaluate && use(Self.hour * 24) == .evaluate)
        #expect(use(Self.hour * 25) == .teach && use(Self.hour * (5 * 24)) == .teach)
        #expect(use(Self.hour * (240 * 24)) == .ignore)
        #expect(use(.zero, isBacklog: true) == .teach)
    }
}
