import Domain
import Parsing
import Testing

@Suite struct PlainTimeTests {
    private func read(_ text: String) -> Instant? { plainTime(Array(text.utf8).span) }

    @Test func `What is read is what every date is read as`() throws {
        var random = SplitMix64(seed: 5)
        for _ in 0..<2000 {
            let time = Instant(seconds: Int64.random(in: -30_000_000_000..<250_000_000_000, using: &random))
            let text = time.rfc3339
            #expect(read(text) == time)
            #expect(read(String(text.dropLast())) == time)
            #expect(read(String(text.dropLast().replacing("T", with: " "))) == time)
            #expect(parseDate(String(text.dropLast().replacing("T", with: " "))) == time)
            let decimals = String(UInt32.random(in: 0..<1_000_000, using: &random))
            for end in ["", "Z", "+00:00"] {
                let long = "\(text.dropLast()).\(decimals)\(end)"
                #expect(read(long) != nil && read(long) == parseDate(long), "\(long)")
                #expect(read(String(text.dropLast()) + end) == time)
            }
        }
        #expect(read("2024-02-29 23:59:59") == parseDate("2024-02-29 23:59:59"))
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-11-23 09:30", "2026-11-23 09:30:00.", "2026-11-23 09:30:00.12345678901",
        "2026-11-23 09:30:00.5+01:00",
        "2026-11-23 09:30:0",
        "2026-11-23 9:30:00",
        "2026-11-23T09:30:00z", "2026-11-23T09:30:00+01:00", "2026-13-01 00:00:00", "2025-02-29 00:00:00",
        "2026-11-23 24:00:00", "2026-11-23 09:60:00", "2026-11-23 09:30:60", "2026/11/23 09:30:00",
        "0999-11-23 09:30:00", "2026-11-23 09:30:-1", "２026-11-23 09:30:0", "yesterday at nine th",
    ])
    func `Everything else is left to the reader of all dates`(text: String) {
        #expect(read(text) == nil)
    }
}
