import Testing

@testable import Deduplication

@Suite struct NearCopiesTests {
    @Test(arguments: [
        (
            "UPDATE 1-Acme cuts 2,000 jobs at its plants in Ohio",
            "Acme cuts 2,000 jobs at plants in Ohio, shares slip",
            true
        ),
        (
            "Acme recalls sedans over faulty brakes in Europe",
            "Acme recalls sedans over faulty brakes across Europe", true
        ),
        // Another number, another name, the other direction: another story.
        (
            "Acme cuts 2,000 jobs at plants in Ohio this year",
            "Acme cuts 3,000 jobs at plants in Ohio this year", false
        ),
        (
            "Acme reports results of third quarter and outlook for year",
            "Bell reports results of third quarter and outlook for year", false
        ),
        (
            "Shares of chip makers rise after strong forecast",
            "Shares of chip makers fall after strong forecast", false
        ),
        (
            "Acme wins appeal against antitrust fine of regulator",
            "Acme loses appeal against antitrust fine of regulator", false
        ),
        ("Stocks close higher", "Stocks close higher today", false),
    ])
    func `Titles that differ a little tell one story unless the difference matters`(
        a: String, b: String, areCopies: Bool
    ) {
        #expect(TitleWords(a).isCopy(of: TitleWords(b)) == areCopies)
        #expect(TitleWords(b).isCopy(of: TitleWords(a)) == areCopies)
    }

    @Test func `Similar titles meet in a band as often as MinHash promises`() {
        let vocabulary = (0..<400).map {
            "word\(String($0, radix: 36))x".filter { !$0.isNumber } + String(repeating: "q", count: $0 % 7)
                + String(repeating: "z", count: $0 / 7)
        }
        var (met, all) = (0, 0)
        for start in 0..<300 {
            // Nine words of eleven in common: 0.69.
            let a = vocabulary[start..<(start + 10)].joined(separator: " ")
            let b = vocabulary[(start + 1)..<(start + 11)].joined(separator: " ")
            let similarity = TitleWords(a).similarity(to: TitleWords(b))
            guard (0.75...0.9).contains(similarity) else { continue }
            all += 1
            met += Set(TitleWords(a).bands).isDisjoint(with: TitleWords(b).bands) ? 0 : 1
        }
        #expect(all > 200)
        #expect(Double(met) / Double(all) > 0.95)
    }
}
