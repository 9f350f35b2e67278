import Domain
import Testing

@Suite struct PublicationDelayTests {
    private static let start = Instant(seconds: 1_795_426_200)

    private func delay(_ minutes: [Int], perPoll: Int = 1) -> PublicationDelay {
        var delay = PublicationDelay()
        var place = 0
        while place < minutes.count {
            let now = Self.start + .seconds(600 * place)
            delay.observe(
                minutes[place..<min(place + perPoll, minutes.count)].map {
                    .instant(now - .seconds(60 * $0))
                },
                at: now)
            place += perPoll
        }
        return delay
    }

    @Test func `Nothing is usual before there are eight entries of three polls`() {
        #expect(delay(Array(repeating: 300, count: 7)).usual == nil)
        #expect(delay(Array(repeating: 300, count: 16), perPoll: 8).usual == nil)
        #expect(delay(Array(repeating: 300, count: 8)).usual == .seconds(300 * 60))
    }

    @Test func `A few old stories, or a few of the future, do not move what is usual`() {
        let usual = Array(repeating: 5, count: 40)
        #expect(delay(usual + Array(repeating: 240 * 1440, count: 20)).usual == .seconds(300))
        #expect(delay(usual + Array(repeating: -1440, count: 8)).usual == .seconds(300))
    }

    @Test func `The clock of a feed may be ahead, and may change`() {
        #expect(delay(Array(repeating: -480, count: 10)).usual == .seconds(-480 * 60))
        #expect(
            delay(Array(repeating: 300, count: 64) + Array(repeating: 240, count: 64)).usual
                == .seconds(240 * 60))
    }

    @Test func `Days and missing dates teach nothing`() {
        var delay = PublicationDelay()
        for _ in 0..<20 { delay.observe([.day(Self.start)], at: Self.start) }
        for _ in 0..<20 { delay.observe([], at: Self.start) }
        #expect(delay == PublicationDelay())
    }
}
