import Domain
import Parsing
import Testing

@Suite struct DateTests {
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
    ])
    func `Dates of feeds are read`(text: String, wanted: String) {
        #expect(parseDate(text)?.rfc3339 == wanted)
    }

    @Test(arguments: [
        "", "yesterday", "2026-13-01", "2026-02-30", "31 Feb 2026", "Mon, 23 Nov 2026 25:00:00 GMT", "20",
        "1e400", "nan",
        "2026-11-23T09:30:00 Mars", String(repeating: "1", count: 5000), "2026-11-23T", "Mon, 23 Nov",
    ])
    func `What is no date is nil, never now`(text: String) {
        #expect(parseDate(text) == nil)
    }

    @Test func `Every instant's RFC 3339 form leads back to it`() {
        for seconds in stride(from: Int64(-2_000_000_000), to: 5_000_000_000, by: 98_765_433) {
            let instant = Instant(
                milliseconds: seconds * 1000
                    + seconds.magnitude.remainderReportingOverflow(dividingBy: 1000).partialValue.asInt64)
            #expect(parseDate(instant.rfc3339) == instant)
        }
    }
}

extension UInt64 {
    fileprivate var asInt64: Int64 { Int64(clamping: self) }
}
