import Detection
import Domain
import TestSupport
import Testing

/// An alert reads as a person would say it.
@Suite struct ExplanationTests: DetectorScene {
    private static let titles = [
        "Business live: Bad Bank slumps - as it happened", "Should customers leave Bad Bank?",
        "Police raid Bad Bank over laundered money", "Bad Bank raid: laundered money found",
        "Chief of Bad Bank silent after police raid",
    ]

    private func alert(hour: Double = 490, feeds: [String] = ["a", "b"]) throws -> Alert {
        var detector = detector { $0.names = ["BAD": "Bad Bank"] }
        _ = stream(calm(), &detector)
        let stories = Self.titles.enumerated().map { number, title in
            story(
                800_000 + number, "BAD", negative: true, hour: hour + Double(number) / 10,
                feed: feeds[number % feeds.count], title: title)
        }
        let outcome = detector.observe(
            stories, now: Self.start + .seconds(hour * 3600 + 0.5 * 3600))
        return try #require(outcome.alerts.first { $0.stream == .entity("BAD") })
    }

    @Test func `It says what happened to whom, how unusual that is, since when and who reports it`() throws {
        let told = try alert().explanation
        #expect(
            told.contains(
                "“Police raid Bad Bank over laundered money” is one of 5 negative stories about Bad Bank (BAD) within "
            ), "\(told)")
        #expect(told.contains(", the first at 10:00 UTC; "), "\(told)")
        #expect(told.contains(" 2 independent sources report them. By chance alone, this would happen "))
    }

    @Test func `One source is one source, and yesterday has a date`() throws {
        let told = try alert(hour: 503.8, feeds: ["a"]).explanation
        #expect(told.contains(" Only one source reports them."), "\(told)")
        #expect(told.contains(", the first on 22 November at 23:48 UTC;"), "\(told)")
    }

    @Test func `A headline that has the words of the others and reports news comes first`() throws {
        let headlines = try alert().headlines.map(\.title)
        #expect(headlines.first == "Police raid Bad Bank over laundered money")
        #expect(Set(headlines) == Set(Self.titles))
    }

    @Test func `What is told again begins with what came since`() throws {
        var detector = detector()
        let told = stream(calm() + burst(of: 600, hour: 470), &detector).filter {
            $0.stream == .entity("BAD") && $0.state == .firing
        }
        try #require(told.count > 1)
        let lead = try #require(told[1].headlines.first?.title)
        let number = try #require(Int(lead.split(separator: " ").last ?? ""))
        #expect(Self.start + .seconds(470 * 3600 + (number - 100_000) * 360) > told[0].at)
        #expect(told[1].explanation.hasPrefix("“\(lead)” is one of "))
    }

    @Test func `A price rises, falls or hardly moves`() {
        func told(_ change: Double?) -> String {
            Alert.sample("a", of: .entity("BAD"), at: Self.start, explanation: "Why.")
                .with(
                    quote: change.map {
                        Alert.QuoteMove(symbol: "BAD", price: 5, change1h: $0, change1d: nil)
                    }
                ).explanation
        }
        #expect(told(-0.034) == "Why. The price fell 3.4% in the past hour.")
        #expect(told(0.001) == "Why. The price rose 0.1% in the past hour.")
        #expect(told(0.0001) == "Why. The price hardly moved in the past hour.")
        #expect(told(nil) == "Why.")
    }
}
