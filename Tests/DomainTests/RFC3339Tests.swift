import Domain
import Testing

@Suite struct RFC3339Tests {
    @Test func `Times are written as RFC 3339 in UTC`() {
        #expect(Instant(milliseconds: 0).rfc3339 == "1970-01-01T00:00:00Z")
        #expect(Instant(milliseconds: 1_709_210_096_007).rfc3339 == "2024-02-29T12:34:56.007Z")
        #expect(Instant(milliseconds: -1).rfc3339 == "1969-12-31T23:59:59.999Z")
    }

    @Test(arguments: ["1970-01-01T00:00:00Z", "2024-02-29T12:34:56.007Z"])
    func `What is written is read back`(text: String) {
        #expect(Instant(rfc3339: text)?.rfc3339 == text)
    }

    @Test(arguments: [
        "2024-02-30T00:00:00Z", "2024-02-29 12:34:56Z0", "2024-02-29T12:34:56", "2024-2-29T1:2:3Z", "",
    ])
    func `Any other form is refused`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }
}
