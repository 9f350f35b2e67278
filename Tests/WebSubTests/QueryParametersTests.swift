import Testing

@testable import WebSub

@Suite struct QueryParametersTests {
    @Test func `Names and values are decoded, and pairs without a value are left out`() {
        #expect(
            queryParameters("a=1&b=x%20y+z&c&d=%C3%A9&e=50%") == [
                "a": "1", "b": "x y z", "d": "é", "e": "50%",
            ])
        #expect(queryParameters("") == [:])
    }
}
