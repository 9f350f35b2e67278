import Domain
import Testing

@testable import Fetching

@Suite struct ScheduleTests {
    private func feed(_ id: String, maximum: Duration?) -> Feed {
        var feed = Feed(
            id: id, title: id, url: "https://\(id).example/", kind: .news, interval: .seconds(600))
        feed.maximumInterval = maximum
        return feed
    }

    @Test func `Intervals are inverse to the root of the rate, and spend the budget`() {
        let feeds = ["a", "b", "c"].map { feed($0, maximum: .seconds(36000)) }
        var schedule = Schedule(feeds)
        for (feed, rate) in zip(feeds, [4.0, 1.0, 0.25]) { schedule.learn(rate, of: feed.id) }
        let seconds = feeds.map { schedule.interval(of: $0).inSeconds }
        #expect(((seconds[1] / seconds[0]) - 2).magnitude < 0.01)
        #expect(((seconds[2] / seconds[1]) - 2).magnitude < 0.01)
        #expect((seconds.reduce(0) { $0 + 1 / $1 } * 600 - 3).magnitude < 0.01)
    }

    @Test func `Bounds hold, and a feed without bounds keeps its interval`() {
        let feeds = [
            feed("a", maximum: .seconds(1200)), feed("b", maximum: .seconds(1200)), feed("c", maximum: nil),
        ]
        var schedule = Schedule(feeds)
        for (feed, rate) in zip(feeds, [1000.0, 0.001, 1000]) { schedule.learn(rate, of: feed.id) }
        #expect(schedule.interval(of: feeds[0]) >= .seconds(150))
        #expect(schedule.interval(of: feeds[1]) == .seconds(1200))
        #expect(schedule.interval(of: feeds[2]) == .seconds(600))
    }

    @Test func `An owner's budget stretches the intervals of its feeds, and of no others`() {
        let feeds = ["a", "b"].map {
            Feed(
                id: $0, title: $0, url: "https://news.owner.example/\($0)", kind: .news,
                interval: .seconds(600))
        }
        let budget = RequestBudget(domain: "owner.example", requests: 3, period: .seconds(3600))
        var schedule = Schedule(feeds + [feed("c", maximum: nil)], budgets: [budget])
        // Two feeds want twelve requests an hour, and may send three.
        #expect(feeds.map { schedule.interval(of: $0) } == [.seconds(2400), .seconds(2400)])
        #expect(schedule.interval(of: feed("c", maximum: nil)) == .seconds(600))
    }
}
