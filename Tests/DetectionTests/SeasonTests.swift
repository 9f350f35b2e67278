import Domain
import FoundationEssentials
import Glibc
import Testing

@testable import Detection

@Suite struct SeasonTests {
    /// 2026-11-02, a Monday.
    private static let start = Instant(seconds: 1_793_577_600)

    /// Weeks of stories every ten minutes from 8 to 18 on weekdays.
    private static func office(weeks: Int) -> Season {
        var season = Season()
        for minute in stride(from: 0, to: weeks * 7 * 1440, by: 10) {
            let time = start + .seconds(60 * minute)
            if (8..<18).contains(CivilTime(time).hour), (1...5).contains(time.dayOfWeek) {
                season.count(at: time)
            }
        }
        return season
    }

    @Test func `A week is seven average days, whatever was seen`() {
        for weeks in [0, 1, 3] {
            let season = Self.office(weeks: weeks)
            for offset in [0, 3, 100, 2000] {
                let from = Self.start + .seconds(Int64(offset) * 977 + 86400 * 365)
                #expect((season.exposure(from: from, to: from + .seconds(7 * 86400)) - 7).magnitude < 1e-6)
            }
        }
    }

    @Test func `Exposure adds up`() {
        let season = Self.office(weeks: 3)
        let times = [0, 1000, 5000, 90_000, 500_000, 3_000_000].map { Self.start + .seconds(Int64($0)) }
        let parts = zip(times, times.dropFirst()).reduce(0) { $0 + season.exposure(from: $1.0, to: $1.1) }
        #expect((parts - season.exposure(from: times[0], to: times[5])).magnitude < 1e-9)
    }

    @Test func `Office hours weigh more than nights and weekends once they are seen`() {
        let season = Self.office(weeks: 6)
        func hour(_ day: Int, _ hour: Int) -> Double {
            let from = Self.start + .seconds(Int64(86400 * (70 + day) + 3600 * hour))
            return season.exposure(from: from, to: from + .seconds(3600)) * 24
        }
        #expect(hour(1, 12) > 2.5)
        #expect(hour(1, 3) < 0.3)
        #expect(hour(6, 12) < 0.3)
    }

    @Test func `One wild half-hour does not become the shape`() {
        var season = Self.office(weeks: 4)
        let calm = season
        let wild = Self.start + .seconds(28 * 86400 + 12 * 3600)
        for _ in 0..<10_000 { season.count(at: wild) }
        season.count(at: wild + .seconds(86400))
        calm.exposure(from: wild, to: wild + .seconds(1800)).isApproximately(
            season.exposure(from: wild + .seconds(7 * 86400), to: wild + .seconds(7 * 86400 + 1800)),
            within: 2)
    }

    @Test func `A silence of all feeds beyond belief is no exposure`() {
        var season = Self.office(weeks: 4)
        let monday = Self.start + .seconds(28 * 86400)
        season.count(at: monday + .seconds(8 * 3600))
        // Nothing until Wednesday noon, where sixty stories a day are usual.
        season.count(at: monday + .seconds(60 * 3600))
        #expect(season.outages.count == 1)
        #expect(season.exposure(from: monday + .seconds(9 * 3600), to: monday + .seconds(57 * 3600)) == 0)
        #expect(season.exposure(from: monday, to: monday + .seconds(72 * 3600)) < 1.2)
        // A weekend is none.
        #expect(Self.office(weeks: 5).outages.isEmpty)
    }

    @Test func `What is stored goes on as it was`() throws {
        let season = Self.office(weeks: 3)
        let stored = try JSONDecoder().decode(Season.self, from: JSONEncoder().encode(season))
        #expect(stored == season, "what is derived is derived anew")
    }

    @Test(arguments: ["{}", #"{"counts":"AAAA","weeks":"AAAA","pending":0,"outages":[]}"#])
    func `What is no season is refused`(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Season.self, from: Data(json.utf8)) }
    }
}

extension Double {
    fileprivate func isApproximately(_ other: Double, within factor: Double) {
        #expect(other < self * factor && other > self / factor)
    }
}

@Suite struct ScoreTailTests {
    /// Peaks that are exponential with a mean of 2 above 3, eight a stream-month, in even quantiles.
    private static func tail(months: Int, truths: Int = 0) -> ScoreTail {
        var tail = ScoreTail()
        let count = 8 * months
        for index in 0..<count {
            let peak = 3 - 2 * log(1 - (Double(index) + 0.5) / Double(count))
            tail.observe(Float(peak), days: 0, until: 20_000)
        }
        for index in 0..<truths { tail.observe(Float(20 + index % 20), days: 0, until: 20_000) }
        tail.observe(0, days: Int32(30 * months), until: 20_000)
        return tail
    }

    @Test func `An exponential tail is found again`() throws {
        let fit = try #require(Self.tail(months: 100).fit)
        #expect((fit.slope - 0.5).magnitude < 0.1)
        #expect((fit.falseAlarmsPerMonth(at: fit.start) - fit.rate).magnitude < 1e-9)
        // Eight times e^(−(J − 3)/2) a month.
        #expect((fit.threshold(0.1) - (3 + 2 * log(80))).magnitude < 1.5)
    }

    @Test func `Fewer false alerts ask for more, and are told as what was asked`() throws {
        let fit = try #require(Self.tail(months: 50).fit)
        var last = 0.0
        for asked in [1.0, 0.5, 0.25, 0.1, 0.01] {
            let threshold = fit.threshold(asked)
            #expect(threshold > last)
            #expect((fit.falseAlarmsPerMonth(at: threshold) - asked).magnitude < 1e-9)
            last = threshold
        }
    }

    @Test func `True spikes among the peaks hardly move the tail`() throws {
        let clean = try #require(Self.tail(months: 100).fit).threshold(0.1)
        let mixed = try #require(Self.tail(months: 100, truths: 30).fit).threshold(0.1)
        #expect((mixed - clean).magnitude < clean / 4)
    }

    @Test func `Little history is no history`() {
        #expect(Self.tail(months: 5).fit == nil)
        #expect(ScoreTail().fit == nil)
        #expect(Population().tail(.surge, rateClass: 0) == Model.surgeTails[0])
    }
}
