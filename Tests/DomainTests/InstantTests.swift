import Domain
import Testing

@Suite struct InstantTests {
    @Test func `Every day of four centuries comes back from its civil date`() {
        for day in stride(from: -200_000, through: 200_000, by: 7) {
            let instant = Instant(seconds: Int64(day) * 86400 + 3661)
            let time = CivilTime(instant)
            #expect(time.daysSinceEpoch == day)
            #expect((time.hour, time.minute, time.second) == (1, 1, 1))
            if time.year >= 1 { #expect(time.instant == instant) }
        }
    }

    @Test func `Times are written as RFC 3339 in UTC`() {
        #expect(Instant(milliseconds: 0).rfc3339 == "1970-01-01T00:00:00Z")
        #expect(Instant(milliseconds: 1_709_210_096_007).rfc3339 == "2024-02-29T12:34:56.007Z")
        #expect(Instant(milliseconds: -1).rfc3339 == "1969-12-31T23:59:59.999Z")
    }

    @Test(arguments: [
        CivilTime(year: 2023, month: 2, day: 29), CivilTime(year: 2024, month: 13, day: 1),
        CivilTime(year: 2024, month: 4, day: 31), CivilTime(year: 2024, month: 1, day: 1, hour: 25),
        CivilTime(year: 0, month: 1, day: 1),
    ])
    func `A date that there is not has no instant`(time: CivilTime) {
        #expect(time.instant == nil)
    }
}
