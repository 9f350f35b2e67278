import Domain
import Testing

@Suite struct CivilTimeTests {
    @Test func `Every day of four centuries comes back from its civil date`() {
        for day in stride(from: -200_000, through: 200_000, by: 7) {
            let instant = Instant(seconds: Int64(day) * 86400 + 3661)
            let time = CivilTime(instant)
            #expect(time.daysSinceEpoch == day)
            #expect((time.hour, time.minute, time.second) == (1, 1, 1))
            if time.year >= 1 { #expect(time.instant == instant) }
        }
    }

    @Test(arguments: [
        CivilTime(year: 2023, month: 2, day: 29), CivilTime(year: 2024, month: 13, day: 1),
        CivilTime(year: 2024, month: 4, day: 31), CivilTime(year: 2024, month: 1, day: 1, hour: 25),
        CivilTime(year: 0, month: 1, day: 1),
    ])
    func `A date that does not exist has no instant`(time: CivilTime) {
        #expect(time.instant == nil)
    }
}
