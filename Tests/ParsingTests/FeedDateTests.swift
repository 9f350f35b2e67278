import Domain
import Parsing
import TestSupport
import Testing

@Suite struct FeedDateTests {
    @Test(arguments: [
        ("Mon, 23 Nov 2026 09:30:00 GMT", "2026-11-23T09:30:00Z"),
        ("23 Nov 2026 09:30 +0100", "2026-11-23T08:30:00Z"),
        ("Mon, 23 Nov 26 09:30:00 EST", "2026-11-23T14:30:00Z"),
        ("Mon,23 Nov 2026 09:30:00 -05:30", "2026-11-23T15:00:00Z"),
        ("Tue, 3 Feb 2026 7:05:09 PDT", "2026-02-03T14:05:09Z"),
        ("Mon, 23 November 2026 09:30:00 Z", "2026-11-23T09:30:00Z"),
        ("Mon, 23 Nov 2026 09:30:00 GMT+3", "2026-11-23T06:30:00Z"), ("2026-11-23", "2026-11-23T00:00:00Z"),
        ("2026-11-23T09:30Z", "2026-11-23T09:30:00Z"),
        ("2026-11-23T09:30:15.123456Z", "2026-11-23T09:30:15.123Z"),
        ("2026-11-23 09:30:15+0200", "2026-11-23T07:30:15Z"),
        ("2026-11-23t09:30:15z", "2026-11-23T09:30:15Z"),
        ("1795426200", "2026-11-23T09:30:00Z"), ("1795426200000", "2026-11-23T09:30:00Z"),
        ("  2024-02-29T23:59:60Z ", "2024-03-01T00:00:00Z"),
        ("2026", "2026-01-01T00:00:00Z"), ("2026-11", "2026-11-01T00:00:00Z"),
        ("20261123", "2026-11-23T00:00:00Z"), ("2026-327", "2026-11-23T00:00:00Z"),
        ("2026327", "2026-11-23T00:00:00Z"), ("2026-W48-1", "2026-11-23T00:00:00Z"),
        ("2026W482", "2026-11-24T00:00:00Z"), ("2026-W48", "2026-11-23T00:00:00Z"),
        ("20261123T093015Z", "2026-11-23T09:30:15Z"), ("2026-11-23T24:00:00Z", "2026-11-24T00:00:00Z"),
        ("2026/11/23 09:30:00", "2026-11-23T09:30:00Z"), ("2026-1-2", "2026-01-02T00:00:00Z"),
        ("2026-11-23 09:30:15.0", "2026-11-23T09:30:15Z"), ("26-11-23", "2026-11-23T00:00:00Z"),
        ("2026-11-23T09:30:15 +02:00", "2026-11-23T07:30:15Z"),
        ("Mon Nov 23 09:30:15 2026", "2026-11-23T09:30:15Z"),
        ("Mon Nov 23 09:30:15 PST 2026", "2026-11-23T17:30:15Z"),
        ("Fri, 2026/09/18 08:19:53 EDT", "2026-09-18T12:19:53Z"),
        ("November 23, 2026 9:30 PM", "2026-11-23T21:30:00Z"),
        ("Monday, November 23rd, 2026", "2026-11-23T00:00:00Z"),
        ("11/23/2026 12:05 AM", "2026-11-23T00:05:00Z"), ("23/11/2026 09:30", "2026-11-23T09:30:00Z"),
        ("23.11.2026 09:30", "2026-11-23T09:30:00Z"), ("23-11-2026", "2026-11-23T00:00:00Z"),
        ("23-Nov-2026 09:30:00 GMT", "2026-11-23T09:30:00Z"), ("23-Nov-26", "2026-11-23T00:00:00Z"),
        ("Mon, 23 Nov 2026, 09:30 -0700", "2026-11-23T16:30:00Z"),
        ("Mon, 23 Nov 2026 09:30:00 +01:00 (CET)", "2026-11-23T08:30:00Z"),
        ("Mon, 23 Nov 2026 09:30:00 M", "2026-11-23T21:30:00Z"),
        ("Mon, 23 Nov 2026 09:30:00 XYZT", "2026-11-23T09:30:00Z"),
        ("Mon, 23 Nov 126 09:30:00 GMT", "2026-11-23T09:30:00Z"),
        ("Mo, 23. November 2026 09:30:00 MEZ", "2026-11-23T08:30:00Z"),
        ("Di, 03 Mär 2026 09:30", "2026-03-03T09:30:00Z"),
        ("mar., 24 nov. 2026 09:30:00 +0100", "2026-11-24T08:30:00Z"),
        ("mardi 24 août 2027", "2027-08-24T00:00:00Z"),
        ("23 de noviembre de 2026 a 09:30", "2026-11-23T09:30:00Z"),
        ("lun, 23 nov 2026 09:30:00 GMT", "2026-11-23T09:30:00Z"),
        ("Пн, 23 ноября 2026 09:30:00 +0300", "2026-11-23T06:30:00Z"),
        ("2026年11月23日 09:30", "2026-11-23T09:30:00Z"), ("2026年11月23日", "2026-11-23T00:00:00Z"),
        ("2026년 05월 28일  오후 01:31:15", "2026-05-28T04:31:15Z"),
        ("2026-05-25 오후 11:23:17", "2026-05-25T14:23:17Z"),
        ("Κυρ, 12 Ιούλ 2026 12:00:00 EST", "2026-07-12T17:00:00Z"),
        ("2026-július-13T9:15-05:00", "2026-07-13T14:15:00Z"),
        ("Mon,  23  Nov  2026  09:30:00.250  GMT", "2026-11-23T09:30:00.250Z"),
        ("Nov. 23, 2026, 10:57 a.m.", "2026-11-23T10:57:00Z"),
        ("Nov. 23, 2026, 12:37 p.m.", "2026-11-23T12:37:00Z"),
        ("2026-11-23T16:20:00-05:00Z", "2026-11-23T21:20:00Z"), ("23 Nov 2026 GMT", "2026-11-23T00:00:00Z"),
        ("Fri, 31 Mar 2023 20:19:00 America/Los_Angeles", "2023-04-01T03:19:00Z"),
        ("Mon, 23 Nov 2026 00:00:00 Europe/Brussels", "2026-11-22T23:00:00Z"),
        ("Sun, 25 Oct 2026 01:30:00 Europe/London", "2026-10-25T00:30:00Z"),
        ("2026-07-01 12:00 Etc/GMT", "2026-07-01T12:00:00Z"),
    ])
    func `Dates of feeds are read`(text: String, wanted: String) {
        #expect(parseDate(text)?.rfc3339 == wanted)
    }

    @Test(arguments: [
        "", "yesterday", "2026-13-01", "2026-02-30", "31 Feb 2026", "Mon, 23 Nov 2026 25:00:00 GMT", "20",
        "1e400", "nan",
        "2026-W54", "2026-366", "99999999", "Nov 23", "23 foo 2026", "1/2", "0/0/0", "12:30", "Nov 2026 bar",
        "2026-11-23T09:30:00 Mars", String(repeating: "1", count: 5000), "2026-11-23T", "Mon, 23 Nov",
    ])
    func `What is not a date is nil, never now`(text: String) {
        #expect(parseDate(text) == nil)
    }

    @Test func `Every instant is read back from its RFC 3339 form`() {
        for seconds in stride(from: Int64(-2_000_000_000), to: 5_000_000_000, by: 98_765_433) {
            let instant = Instant(
                milliseconds: seconds * 1000
                    + seconds.magnitude.remainderReportingOverflow(dividingBy: 1000).partialValue.asInt64)
            #expect(parseDate(instant.rfc3339) == instant)
        }
    }

    @Test func `Any moment written the usual ways is read back`() {
        var random = SplitMix64(seed: 3)
        let months = Instant.months
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        for _ in 0..<2000 {
            let instant = Instant(seconds: Int64.random(in: 0...4_102_444_800, using: &random))
            let east = Int.random(in: -12...14, using: &random)
            let time = CivilTime(instant + .seconds(east * 3600))
            func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
            let clock = "\(two(time.hour)):\(two(time.minute)):\(two(time.second))"
            let day = days[(instant + .seconds(east * 3600)).dayOfWeek]
            let zone = "\(east < 0 ? "-" : "+")\(two(abs(east)))"
            for number in [two(time.day), "\(time.day)"] {
                let written = "\(day), \(number) \(months[time.month - 1]) \(time.year) \(clock) \(zone)00"
                #expect(parseDate(written) == instant, "\(written)")
            }
            let numeric = "\(time.year)-\(two(time.month))-\(two(time.day))T\(clock)\(zone):00"
            #expect(parseDate(numeric) == instant, "\(numeric)")
            #expect(parseDate(instant.dated(zone: "GMT")) == instant)
            #expect(parseDate(instant.rfc3339) == instant)
        }
    }
}

extension UInt64 {
    fileprivate var asInt64: Int64 { Int64(clamping: self) }
}
