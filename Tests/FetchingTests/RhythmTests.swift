import Domain
import Testing

@testable import Fetching

@Suite struct RhythmTests {
    private static let start = Instant(seconds: 1_795_392_000)

    /// Four weeks of a feed that brings something at every full hour from 8 to 18, on weekdays.
    private static func office() -> (FeedRhythm, Instant) {
        var rhythm = FeedRhythm()
        var now = start
        for _ in 0..<(28 * 24 * 4) {
            let time = CivilTime(now)
            let works = (8...18).contains(time.hour) && (1...5).contains(now.dayOfWeek)
            let arrives = works && time.minute == 0
            rhythm.observe(fresh: arrives ? 1 : 0, entries: arrives ? 20 : nil, at: now)
            now = now + .seconds(900)
        }
        return (rhythm, now)
    }

    @Test func `A weekend is no silence, a working day is`() throws {
        let (rhythm, end) = Self.office()
        // The four weeks end on a Monday at midnight; the last arrival was on Friday at 18.
        #expect(rhythm.lastArrival == end - .seconds((2 * 24 + 6) * 3600))
        #expect(rhythm.state(at: end).state == .ok)
        let noon = try #require(rhythm.weeksOfSilence(at: end + .seconds(12 * 3600)))
        let evening = try #require(rhythm.weeksOfSilence(at: end + .seconds(18 * 3600)))
        #expect(evening > noon)
        #expect(rhythm.state(at: end + .seconds(20 * 3600)).state == .stale)
    }

    @Test func `A longer silence is never less surprising`() throws {
        let (rhythm, end) = Self.office()
        var last = 0.0
        for hour in 1..<100 {
            let weeks = try #require(rhythm.weeksOfSilence(at: end + .seconds(3600 * hour)))
            #expect(weeks >= last)
            last = weeks
        }
    }

    @Test func `Without a history silence says nothing`() {
        var rhythm = FeedRhythm()
        for hour in 0..<48 {
            rhythm.observe(fresh: hour < 5 ? 1 : 0, entries: 20, at: Self.start + .seconds(3600 * hour))
        }
        #expect(rhythm.weeksOfSilence(at: Self.start + .seconds(86400 * 9)) == nil)
        #expect(rhythm.state(at: Self.start + .seconds(86400 * 9)).state == .ok)
    }

    @Test func `Bodies that change and bring nothing are a frozen feed once the silence is long`() {
        var (rhythm, now) = Self.office()
        for _ in 0..<80 {
            now = now + .seconds(900)
            rhythm.observe(fresh: 0, entries: 20, at: now)
        }
        #expect(rhythm.state(at: now).state == .frozen)
    }

    @Test func `Few entries where there were many are a thinning feed, until they are many again`() {
        var (rhythm, now) = Self.office()
        func poll(_ entries: Int) -> FeedState {
            now = now + .seconds(60)
            rhythm.observe(fresh: 1, entries: entries, at: now)
            return rhythm.state(at: now).state
        }
        #expect([3, 3, 3, 20].map(poll) == [.ok, .ok, .thinning, .ok])
    }

    @Test func `A clock that is set back is not counted`() {
        var (rhythm, now) = Self.office()
        let hours = rhythm.hours
        rhythm.observe(fresh: 0, entries: nil, at: now - .seconds(86400))
        #expect(rhythm.hours == hours)
        rhythm.observe(fresh: 1, entries: nil, at: now)
        #expect(rhythm.seen == now)
    }
}

@Suite struct ScheduleTests {
    private func feed(_ id: String, slowest: Duration?) -> Feed {
        var feed = Feed(
            id: id, title: id, url: "https://\(id).example/", kind: .news, interval: .seconds(600))
        feed.slowest = slowest
        return feed
    }

    @Test func `Intervals go with one over the root of the rate, and spend the budget`() {
        let feeds = ["a", "b", "c"].map { feed($0, slowest: .seconds(36000)) }
        var schedule = Schedule(feeds)
        for (feed, rate) in zip(feeds, [4.0, 1.0, 0.25]) { schedule.learn(rate, of: feed.id) }
        let seconds = feeds.map { schedule.interval(of: $0).inSeconds }
        #expect(((seconds[1] / seconds[0]) - 2).magnitude < 0.01)
        #expect(((seconds[2] / seconds[1]) - 2).magnitude < 0.01)
        #expect((seconds.reduce(0) { $0 + 1 / $1 } * 600 - 3).magnitude < 0.01)
    }

    @Test func `Bounds hold, and a feed without them keeps its interval`() {
        let feeds = [
            feed("a", slowest: .seconds(1200)), feed("b", slowest: .seconds(1200)), feed("c", slowest: nil),
        ]
        var schedule = Schedule(feeds)
        for (feed, rate) in zip(feeds, [1000.0, 0.001, 1000]) { schedule.learn(rate, of: feed.id) }
        #expect(schedule.interval(of: feeds[0]) >= .seconds(150))
        #expect(schedule.interval(of: feeds[1]) == .seconds(1200))
        #expect(schedule.interval(of: feeds[2]) == .seconds(600))
    }
}
