import Domain
import Testing

@Suite struct PercentEncodingTests {
    @Test func `Names and values of a query are decoded in their order`() {
        let pairs = queryParameters("a=1&b=x%20y+z&c&d=%C3%A9&e=50%&a=2")
        #expect(pairs.map(\.name) == ["a", "b", "c", "d", "e", "a"])
        #expect(pairs.map(\.value) == ["1", "x y z", "", "é", "50%", "2"])
        #expect(queryParameters("").isEmpty)
        #expect(queryParameters(String(repeating: "a=1&", count: 5000)).count == 200)
    }

    @Test(arguments: ["", "a b", "entity:BA#x", "ä/ü?&=%", "🙂", "+", "100%"])
    func `What is encoded is decoded to itself`(text: String) {
        #expect(percentDecoded(percentEncoded(text), plusIsSpace: true) == text)
    }

    @Test func `Unreserved characters and those to keep stay, all others become their bytes`() {
        #expect(percentEncoded("aZ09-._~:/é\n") == "aZ09-._~%3A%2F%C3%A9%0A")
        #expect(percentEncoded("entity:BA#x", keeping: ":") == "entity:BA%23x")
    }

    @Test(arguments: [
        ("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%+1", "%+1"), ("%ff", "\u{FFFD}"), ("%41", "A"),
    ])
    func `What is not valid stays`(text: String, decoded: String) {
        #expect(percentDecoded(text, plusIsSpace: false) == decoded)
    }
}
