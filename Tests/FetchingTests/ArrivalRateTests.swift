import Domain
import Testing

@testable import Fetching

@Suite struct ArrivalRateTests {
    private static let start = Instant(seconds: 1_795_392_000)

    /// Four weeks of a feed that brings something at every full hour from 8 to 18, on weekdays.
    private static func office() -> (ArrivalRate, Instant) {
        var rate = ArrivalRate()
        var now = start
        for _ in 0..<(28 * 24 * 4) {
            let time = CivilTime(now)
            let works = (8...18).contains(time.hour) && (1...5).contains(now.dayOfWeek)
            let arrives = works && time.minute == 0
            rate.observe(fresh: arrives ? 1 : 0, entries: arrives ? 20 : nil, at: now)
            now = now + .seconds(900)
        }
        return (rate, now)
    }

    @Test func `A silent weekend is normal, a silent working day is not`() throws {
        let (rate, end) = Self.office()
        // The four weeks end on a Monday at midnight; the last arrival was on Friday at 18.
        #expect(rate.lastArrival == end - .seconds((2 * 24 + 6) * 3600))
        #expect(rate.state(at: end).state == .ok)
        let noon = try #require(rate.weeksOfSilence(at: end + .seconds(12 * 3600)))
        let evening = try #require(rate.weeksOfSilence(at: end + .seconds(18 * 3600)))
        #expect(evening > noon)
        #expect(rate.state(at: end + .seconds(20 * 3600)).state == .stale)
    }

    @Test func `A longer silence is never less surprising`() throws {
        let (rate, end) = Self.office()
        var last = 0.0
        for hour in 1..<100 {
            let weeks = try #require(rate.weeksOfSilence(at: end + .seconds(3600 * hour)))
            #expect(weeks >= last)
            last = weeks
        }
    }

    @Test func `Without a history, silence means nothing`() {
        var rate = ArrivalRate()
        for hour in 0..<48 {
            rate.observe(fresh: hour < 5 ? 1 : 0, entries: 20, at: Self.start + .seconds(3600 * hour))
        }
        #expect(rate.weeksOfSilence(at: Self.start + .seconds(86400 * 9)) == nil)
        #expect(rate.state(at: Self.start + .seconds(86400 * 9)).state == .ok)
    }

    @Test func `A feed whose bodies change and bring nothing is frozen once the silence is long`() {
        var (rate, now) = Self.office()
        for _ in 0..<80 {
            now = now + .seconds(900)
            rate.observe(fresh: 0, entries: 20, at: now)
        }
        #expect(rate.state(at: now).state == .frozen)
    }

    @Test func `A feed with far fewer entries than usual is thinning, until they return`() {
        var (rate, now) = Self.office()
        func poll(_ entries: Int) -> FeedState {
            now = now + .seconds(60)
            rate.observe(fresh: 1, entries: entries, at: now)
            return rate.state(at: now).state
        }
        #expect([3, 3, 3, 20].map(poll) == [.ok, .ok, .thinning, .ok])
    }

    @Test func `A clock that is set back is not counted`() {
        var (rate, now) = Self.office()
        let hours = rate.hours
        rate.observe(fresh: 0, entries: nil, at: now - .seconds(86400))
        #expect(rate.hours == hours)
        rate.observe(fresh: 1, entries: nil, at: now)
        #expect(rate.seen == now)
    }
}
