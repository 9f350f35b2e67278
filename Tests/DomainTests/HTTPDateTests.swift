import Domain
import Testing

@Suite struct HTTPDateTests {
    @Test func `A date of HTTP is read back as it was written`() {
        let instant = Instant(seconds: 784_111_777)
        #expect(instant.dated(zone: "GMT") == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(Instant(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT") == instant)
    }

    @Test(arguments: [
        "", "0", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
    ])
    func `Any other form is refused`(text: String) {
        #expect(Instant(httpDate: text) == nil)
    }
}
