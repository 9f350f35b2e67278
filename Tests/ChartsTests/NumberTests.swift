import Testing

@testable import Charts

@Suite struct NumberTests {
    @Test(arguments: [
        (40, "40"), (179.44, "179.4"), (-0.46, "-0.5"), (-0.01, "0"), (.nan, "0"), (.infinity, "0"),
        (1e300, "100000"),
    ])
    func `A coordinate has at most one decimal and is always a number`(value: Double, expected: String) {
        #expect(coordinate(value) == expected)
    }

    @Test func `A label groups thousands, has a true minus sign, and no idle zeros`() {
        #expect(label(12_034) == "12,034")
        #expect(label(-0.5) == "\u{2212}0.5")
        #expect(label(-0.01) == "0")
        #expect(label(1.5, decimals: 2) == "1.5")
        #expect(label(2_000_000.04, decimals: 2) == "2,000,000.04")
        #expect(label(.nan) == "–")
        #expect(label(.infinity) == "–")
    }
}
